import type { ActorStamp } from '../../domain/people/actor.ts'
import { after } from '../../domain/time/span.ts'
import { type HoldCause, isNewsOfHold } from '../../domain/updates/hold.ts'
import { noReasons, type Reasons, reasonsOf, writtenReasons } from '../../domain/updates/reasons.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { Tx } from '../ports/ports.ts'
import { type Telling, tellAll } from '../telling/tell.ts'

type Hold = { readonly hold: HoldCause; readonly reasons?: Reasons; readonly by: ActorStamp }

/** Puts scheduled updates on hold: written down, and told to those who were told of a start when it is near. */
export async function hold(
  tx: Tx,
  updates: readonly Update[],
  { hold, reasons = noReasons, by }: Hold,
  now: Date,
): Promise<void> {
  if (updates.length === 0) return
  const held = await tx.updates.saveAll(
    updates.map((update) => ({ ...update, status: 'held' as const, hold, ...reasons })),
    now,
  )
  tx.audit.write(
    ...held.map(({ id: subject, client, startsAt }) => {
      const detail = { startsAt: startsAt.toISOString(), hold, ...writtenReasons(reasons) }
      return { actor: by, action: 'update-held', client, subject, detail, at: now }
    }),
  )
  await tellOfHold(tx, held, now)
}

/**
 * Tells that updates are on hold: as news when their start is near, once for each start; else their card alone changes.
 */
export async function tellOfHold(tx: Tx, updates: readonly Update[], now: Date): Promise<void> {
  const isNews = ({ hold, startsAt }: Update): boolean => hold !== null && isNewsOfHold(hold, startsAt, now)
  await tx.nudges.say('held', updates.filter(isNews), now)
  const tellings = updates.flatMap((update): Telling[] => {
    const { id, client, environment, release, hold } = update
    if (!hold) return []
    if (!isNews(update)) return [{ notice: { kind: 'rollout-redrawn', client, facts: { release } } }]
    const startsAt = update.startsAt.toISOString()
    const facts = { update: id, environment, release, startsAt, hold, ...reasonsOf(update) }
    return [{ notice: { kind: 'update-held', client, facts } }]
  })
  tellAll(tx, tellings, now)
}

/** @returns updates with the deadlines that they have now: time on hold by the vendor extends them (DESIGN 4.2). */
export async function withTimeOnHold(tx: Tx, updates: readonly Update[], now: Date): Promise<readonly Update[]> {
  const held = updates.filter(({ status }) => status === 'held')
  const heldSince = await tx.updates.heldSince(held.map(({ id }) => id))
  return updates.map((update) => {
    const since = heldSince.get(update.id)
    return since ? { ...update, deadline: after(update.deadline, now.getTime() - since.getTime()) } : update
  })
}
