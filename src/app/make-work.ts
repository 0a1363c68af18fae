import { after, minute } from '../domain/time/span.ts'
import { makeSweepBoards } from './board/sweep-boards.ts'
import { makeForgetAnswers } from './forget-answers.ts'
import type { Deliveries } from './ports/delivery-ports.ts'
import type { Ports } from './ports/ports.ts'
import type { ReadReport } from './ports/report-source.ts'
import type { UpdateRunner, VerificationRunner } from './ports/runner-ports.ts'
import type { Work } from './ports/work.ts'
import { makeSweepReminders } from './reminders/sweep-reminders.ts'
import { makeSweepFollowUps } from './rollout/follow-up.ts'
import { makeSealAudit } from './seal-audit.ts'
import type { SenderFor } from './sending/judge.ts'
import { makeSendDeliveries } from './sending/send-deliveries.ts'
import { makeSettleDeliveries } from './sending/settle-deliveries.ts'
import { makeTick } from './tick.ts'
import { makeStartUpdate } from './updates/start-update.ts'
import { makeSweepOverruns } from './updates/sweep-overruns.ts'
import { makeRunVerification } from './verifications/run-verification.ts'
import { makeSweepVerifications } from './verifications/sweep-verifications.ts'

/** Starts within so long are handed to the queue, which then fires on the moment. */
const queuedAhead = 10 * minute

export type OutboundPorts = {
  readonly deliveries: Deliveries
  readonly senderFor: SenderFor
  readonly updateRunner: UpdateRunner
  /** Null where the pipeline starts verifications by itself and only calls the API. */
  readonly verificationRunner: VerificationRunner | null
  readonly readReport: ReadReport
}

/** Binds what the job queue calls to its ports. */
export function makeWork(ports: Ports, outside: OutboundPorts): Work {
  const { deliveries, senderFor, verificationRunner } = outside
  return {
    dueDeliveries: (limit) => deliveries.due(ports.clock.now(), limit),
    sendDeliveries: makeSendDeliveries(ports, deliveries, senderFor),
    dueStarts: async (limit) => {
      const now = ports.clock.now()
      const updates = await ports.withoutTransaction((tx) => tx.updates.startingBy(after(now, queuedAhead), limit))
      // Read after the query, so that its time makes no start late; negative for one that is overdue.
      const read = ports.clock.now()
      return updates.map(({ id, revision, startsAt }) => ({
        id,
        revision,
        inMs: startsAt.getTime() - read.getTime(),
      }))
    },
    startUpdate: makeStartUpdate(ports, outside.updateRunner),
    dueVerifications: async (limit) => {
      if (!verificationRunner) return []
      const waiting = await ports.withoutTransaction(async (tx) => {
        const { concurrency } = ports.rules.verification
        const undispatched = await tx.verifications.undispatched(ports.clock.now(), Math.min(concurrency, limit))
        if (undispatched.length === 0) return []
        const free = Math.max(0, concurrency - (await tx.verifications.dispatched()))
        return undispatched.slice(0, free)
      })
      return waiting.map(({ id, attempt }) => ({ id, attempt }))
    },
    runVerification: makeRunVerification(ports, verificationRunner, outside.readReport),
    untilDue: async () => {
      const now = ports.clock.now()
      const next = await deliveries.nextDue(now)
      return next && next.getTime() - now.getTime()
    },
    tick: makeTick(ports, [
      makeSettleDeliveries(ports, deliveries, senderFor),
      makeSweepFollowUps(ports),
      makeSweepReminders(ports),
      makeSweepOverruns(ports),
      makeSweepVerifications(ports, verificationRunner !== null),
      makeSweepBoards(ports),
      makeForgetAnswers(ports),
      makeSealAudit(ports),
    ]),
  }
}
