import type { OwedDelivery } from '../../domain/notices/audience.ts'
import type { Notice } from '../../domain/notices/notice.ts'
import type { Place } from '../../domain/people/place.ts'
import type { Tx } from '../ports/ports.ts'

/**
 * Where the card of a roll-out is posted anew, the one that stands there loses its buttons first: it is redrawn no more,
 * and would go on to offer what the new one offers. Called before the new one is owed, so that it comes first.
 * @param owed what the notice owes @param places those around its client
 */
export async function retireStanding(
  tx: Tx,
  { kind, client, facts }: Notice,
  owed: readonly OwedDelivery[],
  places: readonly Place[],
  now: Date,
): Promise<void> {
  if (kind !== 'updates-scheduled' && kind !== 'schedule-repeated') return
  const chats = new Set(
    places.flatMap(({ id, address }) => (address.kind === 'channel' || address.kind === 'direct' ? id : [])),
  )
  const edits = owed
    .filter(({ place, mode, suppressed, standing }) => mode === 'post' && !suppressed && standing && chats.has(place))
    .map(({ place, standing }) => ({ place, mode: 'edit' as const, standing, suppressed: null }))
  const standing = await tx.nudges.redrawable(edits)
  if (standing.length === 0) return
  const { release } = facts
  await tx.notices.owe({ kind: 'rollout-redrawn', client, facts: { release, retired: true } }, standing, now)
}
