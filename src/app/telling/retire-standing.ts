import type { OwedDelivery } from '../../domain/notices/audience.ts'
import type { Place } from '../../domain/people/place.ts'
import { type Notice, routeOf } from '../../notices/kinds/notice.ts'
import type { OwedNotice } from '../ports/ports.ts'

/**
 * Where the card of a roll-out is posted anew, the one that stands there loses its buttons first: it is redrawn no more,
 * and would go on to offer what the new one offers.
 * @param owed what the notice owes @param places those around its client
 * @returns what is owed before the notice, wherever such a card stands; null where none is posted anew
 */
export function retiredBy(notice: Notice, owed: readonly OwedDelivery[], places: readonly Place[]): OwedNotice | null {
  const { retires: release } = routeOf(notice)
  if (release === undefined) return null
  const chats = new Set(
    places.flatMap(({ id, address }) => (address.kind === 'channel' || address.kind === 'direct' ? id : [])),
  )
  const edits = owed
    .filter(({ place, mode, suppressed, standing }) => mode === 'post' && !suppressed && standing && chats.has(place))
    .map(({ place, standing }) => ({ place, mode: 'edit' as const, standing, suppressed: null }))
  return { notice: { kind: 'rollout-redrawn', client: notice.client, facts: { release, retired: true } }, owed: edits }
}
