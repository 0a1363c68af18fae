import type { ActorStamp } from '../../domain/actor.ts'
import type { Update } from '../../domain/update.ts'
import { changeBy } from '../change.ts'
import { tell } from '../deliveries/tell.ts'
import type { PipelineUseCases } from '../pipeline.ts'
import type { Ports, Tx } from '../ports.ts'
import { planNext } from '../scheduling/plan-next.ts'
import { isHeldForCopy } from '../updates/hold-for-copy.ts'
import { isHeldForStaging, isStagingDone } from '../updates/hold-for-staging.ts'
import { letGo } from '../updates/let-go.ts'
import { settleRequest } from '../urgent/settle-request.ts'
import { goAhead } from '../verifications/go-ahead.ts'
import { verificationsOf } from '../verifications/verifications-of.ts'
import { dropRelease } from './drop-release.ts'
import { pause, turnRelease } from './turn-release.ts'

/** Holds every update of the release that has not started (DESIGN 6.2). */
export const makePauseRelease =
  (ports: Ports): PipelineUseCases['pauseRelease'] =>
  (version, reason, actor) =>
    changeBy(ports, actor, (tx) => pause(tx, ports, { version, reason, actor }))

/**
 * Lets what was held go on; time on hold extends the deadline, and a start that went by is planned anew. What was
 * verified in the meantime is scheduled now, and what failed is tried again: nobody is forgotten.
 */
export const makeResumeRelease =
  (ports: Ports): PipelineUseCases['resumeRelease'] =>
  (version, reason, actor) =>
    changeBy(ports, actor, (tx) => {
      const order = { version, reason, actor, from: 'paused', to: 'available' } as const
      return turnRelease(tx, ports, order, async ({ waiting, by, now }) => {
        const free: Update[] = []
        for (const update of waiting) {
          if (update.status === 'held' && (await mayGoOn(tx, update))) free.push(update)
        }
        await letGo(tx, ports, free, by, now)
        for (const { client, status } of await verificationsOf(tx, version)) {
          if (status === 'passed') await goAhead(tx, ports, client, version)
        }
      })
    })

/** Cancels for good what has not started; no skip of the client's. The release before it goes on. */
export const makeWithdrawRelease =
  (ports: Ports): PipelineUseCases['withdrawRelease'] =>
  (version, reason, actor) =>
    changeBy(ports, actor, (tx) => {
      const order = { version, reason, actor, from: null, to: 'withdrawn' } as const
      return turnRelease(tx, ports, order, async ({ waiting, by, now }) => {
        for (const update of waiting) await cancel(tx, update, reason, by, now)
        await dropRelease(tx, { version, reason, by }, now)
        for (const client of new Set(waiting.map((update) => update.client)))
          await planNext(tx, ports, client)
      })
    })

/** What findings hold stays held until they are accepted; what a failure on staging holds, until staging is done. */
async function mayGoOn(tx: Tx, update: Update): Promise<boolean> {
  if (isHeldForStaging(update)) return isStagingDone(tx, update)
  if (!isHeldForCopy(update)) return true
  return (await tx.verifications.current(update.client, update.release))?.status === 'passed'
}

async function cancel(tx: Tx, update: Update, reason: string, by: ActorStamp, now: Date): Promise<void> {
  const { id, client, environment, release } = update
  const startsAt = update.startsAt.toISOString()
  await tx.updates.save({ ...update, status: 'cancelled', cancelledBy: 'vendor', detail: reason }, now)
  await tx.audit.write({
    actor: by,
    action: 'update-cancelled',
    client,
    subject: id,
    detail: { startsAt, reason },
    at: now,
  })
  const facts = { update: id, environment, release, startsAt, by, reason }
  await tell(tx, { kind: 'update-cancelled', client, facts }, now)
  await settleRequest(tx, id, 'failed', now)
}
