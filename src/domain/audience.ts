import { isStandIn, standInsOf } from './fall-back.ts'
import type { Notice } from './notice.ts'
import type { InternalRoom, Place } from './place.ts'
import type { Environment } from './system.ts'

/** How a notice reaches a place: as a new message, under the standing one, or by redrawing the standing one. */
export type DeliveryMode = 'post' | 'reply' | 'edit'

/** What one place is owed. A suppressed delivery is written down with its reason and never sent. */
export type OwedDelivery = {
  readonly place: string
  readonly mode: DeliveryMode
  /** The message that keeps standing in the place and is redrawn as things change, e.g. `rollout:acme:3.9.12`. */
  readonly standing: string | null
  readonly suppressed: 'staging' | 'switched-off' | 'gone' | null
  /** Under what a reply is kept, to be redrawn itself. */
  readonly keeps?: string
  /** The place that is gone and for which this one stands in. */
  readonly insteadOf?: string
  /** Sent no earlier; at once when it is left out. */
  readonly notBefore?: Date
}

type Route = {
  readonly standing?: string
  /** Under what a reply is kept, to be redrawn itself. */
  readonly keeps?: string
  /** Where the rooms keep another standing message than the client's channel. */
  readonly roomStanding?: string
  readonly channel?: readonly DeliveryMode[]
  /** Of the client's channels this one alone. */
  readonly onlyChannel?: string
  readonly direct?: readonly DeliveryMode[]
  readonly mail?: boolean
  /** Of the administrators this one alone. */
  readonly onlyMailOf?: string
  /** Whose inboxes: one system's, or those of both. */
  readonly inbox?: Environment | 'both'
  readonly rooms?: Partial<Record<InternalRoom, readonly DeliveryMode[]>>
  readonly staging?: boolean
}

export const rolloutStanding = (client: string, release: string): string => `rollout:${client}:${release}`
export const releaseStanding = (release: string): string => `release:${release}`
/** Of the reminder that was given last, and of the digest of what waits in a room. */
export const reminderStanding = (client: string, release: string): string => `reminder:${client}:${release}`
export const waitingStanding = (room: string): string => `waiting:${room}`
export const requestStanding = (request: string): string => `request:${request}`
export const reportStanding = (verification: string): string => `report:${verification}`
export const fingerprintStanding = (release: string, fingerprint: string): string =>
  `fingerprint:${release}:${fingerprint}`

const edited = ['edit', 'reply'] as const
const replied = ['reply'] as const
const redrawn = ['edit'] as const
const posted = ['post'] as const

/** Who hears of what (DESIGN 2.4 to 2.6, 2.9). */
function routeOf(notice: Notice): Route {
  const client = notice.client ?? ''
  switch (notice.kind) {
    case 'release-available':
      return { standing: releaseStanding(notice.facts.release), rooms: { ops: posted } }
    case 'release-redrawn':
      return { standing: releaseStanding(notice.facts.release), rooms: { ops: redrawn } }
    case 'release-refused':
    case 'release-paused':
    case 'release-resumed':
    case 'release-withdrawn':
      return { rooms: { ops: posted } }
    case 'freeze-laid':
    case 'freeze-lifted':
      return client === '' ? { rooms: { ops: posted } } : { channel: posted, inbox: 'both' }
    case 'channel-linked':
    case 'channel-unlinked':
      return {
        ...{ channel: posted, onlyChannel: notice.facts.place, mail: true },
        rooms: { ops: posted },
      }
    case 'windows-changed':
      return { channel: posted, mail: true, inbox: 'both' }
    case 'personal-settings-changed':
      return { mail: true, onlyMailOf: notice.facts.administrator }
    case 'client-unschedulable':
      return { rooms: { ops: posted } }
    case 'verification-started':
      return { ...aboutReport(notice.facts), channel: posted }
    case 'verification-stepped':
    case 'health-report-redrawn':
      return { ...aboutReport(notice.facts), channel: redrawn }
    case 'verification-failed':
      return { ...aboutReport(notice.facts), channel: redrawn, rooms: { ops: posted } }
    case 'health-report-received':
      return {
        ...aboutReport(notice.facts),
        channel: notice.facts.follows ? edited : posted,
        inbox: 'production',
      }
    case 'verification-blocked':
      return { channel: posted, mail: true, inbox: 'both' }
    case 'findings-opened':
      return { ...aboutFailure(notice.facts), rooms: { triage: posted } }
    case 'findings-joined':
      return { ...aboutFailure(notice.facts), rooms: { triage: edited } }
    case 'findings-redrawn':
      return { ...aboutFailure(notice.facts), rooms: { triage: ['edit'] } }
    case 'updates-scheduled':
      return { ...aboutStarts(client, notice.facts), channel: posted }
    case 'rollout-redrawn':
      return { standing: rolloutStanding(client, notice.facts.release), channel: redrawn, direct: redrawn }
    case 'start-reminded':
      return {
        ...aboutStarts(client, notice.facts),
        ...{ channel: replied, direct: replied, keeps: reminderStanding(client, notice.facts.release) },
      }
    case 'schedule-repeated':
      return {
        ...aboutStarts(client, notice.facts),
        channel: posted,
        direct: posted,
        rooms: { ops: posted },
      }
    case 'place-gone':
    case 'nobody-told':
    case 'doubts-remain':
      return { rooms: { ops: posted } }
    case 'link-asked':
      return { mail: true }
    case 'room-reminded':
      return { standing: waitingStanding(notice.facts.room), rooms: { [notice.facts.room]: posted } }
    case 'room-redrawn':
      return { standing: waitingStanding(notice.facts.room), rooms: { [notice.facts.room]: redrawn } }
    case 'reminder-redrawn':
      return {
        ...{ standing: reminderStanding(client, notice.facts.release), channel: redrawn, direct: redrawn },
      }
    case 'update-failed':
    case 'update-stalled':
      return {
        ...aboutUpdate(client, notice.facts),
        rooms: { ops: posted, triage: posted },
      }
    case 'update-overran':
      return {
        standing: rolloutStanding(client, notice.facts.release),
        channel: edited,
        rooms: { ops: posted },
      }
    case 'update-checked':
      return {
        standing: rolloutStanding(client, notice.facts.release),
        channel: replied,
        inbox: notice.facts.environment,
        ...(notice.facts.totals.failed + notice.facts.totals.errored > 0 && { rooms: { triage: posted } }),
      }
    case 'update-rescheduled':
    case 'update-cancelled':
    case 'update-restored':
    case 'update-held':
    case 'update-resumed':
    case 'update-started':
    case 'update-finished':
      return aboutUpdate(client, notice.facts)
    case 'urgent-requested':
      return { ...aboutRequest(notice.facts), rooms: { services: posted } }
    case 'urgent-claimed':
      return { ...aboutRequest(notice.facts), rooms: { services: ['edit'] } }
    case 'urgent-redrawn':
      return { standing: requestStanding(notice.facts.request), rooms: { services: ['edit'] } }
    case 'urgent-scheduled':
      return {
        ...aboutRequest(notice.facts),
        standing: rolloutStanding(client, notice.facts.release),
        roomStanding: requestStanding(notice.facts.request),
        rooms: { services: edited },
      }
    case 'urgent-expired':
    case 'urgent-waiting':
    case 'urgent-declined':
    case 'urgent-withdrawn':
      return { ...aboutRequest(notice.facts), rooms: { services: edited } }
  }
}

const aboutReport = ({ verification }: { readonly verification: string }): Route => ({
  standing: reportStanding(verification),
})

const aboutFailure = (facts: { readonly release: string; readonly fingerprint: string }): Route => ({
  standing: fingerprintStanding(facts.release, facts.fingerprint),
})

function aboutStarts(
  client: string,
  {
    release,
    starts,
  }: { readonly release: string; readonly starts: readonly { readonly environment: Environment }[] },
): Route {
  const [first, ...others] = new Set(starts.map(({ environment }) => environment))
  return {
    standing: rolloutStanding(client, release),
    mail: true,
    inbox: first && others.length === 0 ? first : 'both',
    // The joint notice is mailed once, for both; staging alone is never mailed.
    staging: first === 'staging' && others.length === 0,
  }
}

const aboutUpdate = (
  client: string,
  facts: { readonly release: string; readonly environment: Environment },
): Route => ({
  standing: rolloutStanding(client, facts.release),
  channel: edited,
  direct: redrawn,
  mail: true,
  inbox: facts.environment,
  staging: facts.environment === 'staging',
})

const aboutRequest = (facts: { readonly request: string; readonly environment: Environment }): Route => ({
  standing: requestStanding(facts.request),
  channel: posted,
  mail: true,
  inbox: facts.environment,
  staging: facts.environment === 'staging',
})

/**
 * Every delivery that a notice owes, each place at most once per mode; mailboxes in place of what is gone among them.
 * @param places the client's own places and the vendor's internal rooms; places of other clients are ignored
 */
export function audienceOf(notice: Notice, places: readonly Place[]): OwedDelivery[] {
  const route = routeOf(notice)
  const near = places.filter(({ client }) => client === null || client === notice.client)
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
  return { place: place.id, mode, standing: standing ?? null, suppressed, ...keeps }
}

function modesFor(route: Route, place: Place): readonly DeliveryMode[] {
  if (place.room !== null) return route.rooms?.[place.room] ?? []
  switch (place.address.kind) {
    case 'channel':
      return (route.onlyChannel ?? place.id) === place.id ? (route.channel ?? []) : []
    case 'mailbox':
      return route.mail && (route.onlyMailOf ?? place.administrator) === place.administrator ? posted : []
    case 'inbox':
    case 'webhook':
      return route.inbox === 'both' || route.inbox === place.address.environment ? posted : []
    case 'direct':
      return route.direct ?? []
  }
}
