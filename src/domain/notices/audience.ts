import type { Place } from '../people/place.ts'
import { isStandIn, standInsOf } from './fall-back.ts'
import type { DeliveryMode, Route } from './route.ts'

/** What one place is owed. A suppressed delivery is written down with its reason and never sent. */
export type OwedDelivery = {
  readonly place: string
  readonly mode: DeliveryMode
  /** The message that keeps standing in the place and is redrawn as things change, e.g. `rollout:acme:3.9.12`. */
  readonly standing: string | null
  /** Deliveries to a place about the same matter keep their order; the standing message is the matter where none is named. */
  readonly matter?: string
  readonly suppressed: 'staging' | 'switched-off' | 'gone' | 'taken-back' | null
  /** Under what a reply is kept, to be redrawn itself. */
  readonly keeps?: string
  /** The place that is gone and for which this one stands in. */
  readonly insteadOf?: string
  /** Sent no earlier; at once when it is left out. */
  readonly notBefore?: Date
}

/**
 * Every delivery that a notice owes, each place at most once per mode; mailboxes in place of what is gone among them.
 * @param about the client that it is about; null for the vendor's own
 * @param places the client's own places and the vendor's internal rooms; places of other clients are ignored
 */
export function audienceOf(route: Route, about: string | null, places: readonly Place[]): OwedDelivery[] {
  const near = places.filter(({ client }) => client === null || client === about)
  const owed = near
    .filter((place) => !isStandIn(place))
    .flatMap((place) => modesFor(route, place).map((mode) => owedTo(route, place, mode)))
    .filter(({ suppressed, mode }) => suppressed !== 'gone' || mode !== 'edit')
  const known = new Set(owed.map(({ place }) => place))
  for (const { place, suppressed } of owed) {
    const gone = suppressed === 'gone' && near.find(({ id }) => id === place)
    for (const mailbox of gone ? standInsOf(gone, near) : []) {
      // Nobody gets one notice twice in one mailbox.
      if (known.has(mailbox.id)) continue
      known.add(mailbox.id)
      owed.push({ ...owedTo(route, mailbox, 'post'), insteadOf: place })
    }
  }
  return owed
}

function owedTo(route: Route, place: Place, mode: DeliveryMode): OwedDelivery {
  // Suppression wins over fallback and escalation (DESIGN 2.6), so it is decided here, once.
  const silenced = route.staging && place.address.kind === 'mailbox' ? 'staging' : null
  const standing = place.room === null ? route.standing : (route.roomStanding ?? route.standing)
  const suppressed = silenced ?? (place.gone ? 'gone' : null)
  const keeps = mode === 'reply' && route.keeps !== undefined && { keeps: route.keeps }
  const matter = place.room !== null && route.roomMatter !== undefined && { matter: route.roomMatter }
  return { place: place.id, mode, standing: standing ?? null, suppressed, ...matter, ...keeps }
}

function modesFor(route: Route, place: Place): readonly DeliveryMode[] {
  if (place.room !== null) return route.rooms?.[place.room] ?? []
  switch (place.address.kind) {
    case 'channel':
      return (route.onlyChannel ?? place.id) === place.id ? (route.channel ?? []) : []
    case 'mailbox':
      return route.mail && (route.onlyMailOf ?? place.administrator) === place.administrator ? ['post'] : []
    case 'inbox':
    case 'webhook':
      return route.inbox === 'both' || route.inbox === place.address.environment ? ['post'] : []
    case 'direct':
      return route.direct ?? []
  }
}
