import type { ActorStamp } from '../../domain/people/actor.ts'
import { isHeldFor, isHeldForCopy } from '../../domain/updates/hold.ts'
import { insideText } from '../../domain/updates/inside-text.ts'
import { type Reasons, writtenReasons } from '../../domain/updates/reasons.ts'
import type { Update } from '../../domain/updates/update.ts'
import { changeBy } from '../ports/change.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { changeReleaseStatus, pause } from '../rollout/change-release-status.ts'
import { isStagingDone } from '../scheduling/hold-for-staging.ts'
import { letGo } from '../scheduling/let-go.ts'
import { planNext } from '../scheduling/plan-next.ts'
import { scheduleVerified } from '../scheduling/schedule-verified.ts'
import { settleRequest } from '../scheduling/settle-request.ts'
import { tellAll } from '../telling/tell.ts'
import type { PipelineUseCases } from '../use-cases/pipeline.ts'
import { dropRelease } from './drop-release.ts'

/** Holds every update of the release that has not started (DESIGN 6.2). */
export const makePauseRelease =
  (ports: Ports): PipelineUseCases['pauseRelease'] =>
  (version, why, actor, clientReason = null) =>
    changeBy(ports, actor, (tx) => pause(tx, ports, { version, reasons: inTwo(why, clientReason), actor }))

/**
 * Lets what was held go on; time on hold extends the deadline, and a start that went by is planned anew. What was
 * verified in the meantime is scheduled now, and what failed is tried again: nobody is forgotten.
 */
export const makeResumeRelease =
  (ports: Ports): PipelineUseCases['resumeRelease'] =>
  (version, why, actor, clientReason = null) =>
    changeBy(ports, actor, (tx) => {
      const reasons = inTwo(why, clientReason)
      const order = { version, reasons, actor, from: 'paused', to: 'available' } as const
      return changeReleaseStatus(tx, ports, order, async ({ waiting, by }) => {
        const free: Update[] = []
        for (const update of waiting) {
          if (update.status === 'held' && (await mayGoOn(tx, update))) free.push(update)
        }
        await letGo(tx, ports, free, by)
        await scheduleVerified(tx, ports, await tx.updates.owingPlans(version), version)
      })
    })

/** Cancels for good what has not started; no skip of the client's. The release before it goes on. */
export const makeWithdrawRelease =
  (ports: Ports): PipelineUseCases['withdrawRelease'] =>
  (version, why, actor, clientReason = null) =>
    changeBy(ports, actor, (tx) => {
      const reasons = inTwo(why, clientReason)
      const order = { version, reasons, actor, from: null, to: 'withdrawn' } as const
      return changeReleaseStatus(tx, ports, order, async ({ waiting, by, now }) => {
        await cancel(tx, waiting, reasons, by, now)
        await dropRelease(tx, { version, reason: reasons.reason, by }, now)
        const clients = [...new Set(waiting.map(({ client }) => client))]
        await planNext(tx, ports, clients)
      })
    })

/** What an operator says is for the house; what clients may read is said beside it. */
const inTwo = (why: string, clientReason: string | null): Reasons => ({
  reason: clientReason,
  inside: insideText(why),
})

/** What findings hold stays held until they are accepted; what a failure on staging holds, until staging is done. */
async function mayGoOn(tx: Tx, update: Update): Promise<boolean> {
  if (isHeldFor(update, 'staging-failed')) return isStagingDone(tx, update)
  if (!isHeldForCopy(update)) return true
  return (await tx.verifications.current(update.client, update.release))?.status === 'passed'
}

async function cancel(tx: Tx, updates: readonly Update[], reasons: Reasons, by: ActorStamp, now: Date): Promise<void> {
  const cancelled = await tx.updates.saveAll(
    updates.map((update) => ({
      ...update,
      status: 'cancelled' as const,
      cancelledBy: 'vendor' as const,
      hold: null,
      ...reasons,
    })),
    now,
  )
  tx.audit.write(
    ...cancelled.map(({ id: subject, client, startsAt }) => {
      const detail = { startsAt: startsAt.toISOString(), ...writtenReasons(reasons) }
      return { actor: by, action: 'update-cancelled', client, subject, detail, at: now }
    }),
  )
  tellAll(
    tx,
    cancelled.map(({ id, client, environment, release, startsAt }) => {
      const facts = { update: id, environment, release, startsAt: startsAt.toISOString(), by, ...reasons }
      return { notice: { kind: 'update-cancelled', client, facts } }
    }),
    now,
  )
  for (const id of await tx.urgentRequests.answeredBy(updates.map((update) => update.id)))
    await settleRequest(tx, id, 'failed', now)
}
