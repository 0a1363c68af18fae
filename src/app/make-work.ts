import { after, minute } from '../domain/span.ts'
import { makeKeepBoards } from './board/keep-boards.ts'
import type { Deliveries } from './deliveries/delivery-ports.ts'
import { makeSendDelivery, type SenderFor } from './deliveries/send-delivery.ts'
import { makeSettleDeliveries } from './deliveries/settle-deliveries.ts'
import { makeForgetAnswers } from './forget-answers.ts'
import { makeKeepTime } from './keep-time.ts'
import type { Ports } from './ports.ts'
import { makeKeepNudges } from './reminders/keep-nudges.ts'
import type { ReadReport } from './report-source.ts'
import { makeSealAudit } from './seal-audit.ts'
import { makeKeepWindows } from './updates/keep-windows.ts'
import { makeStartUpdate } from './updates/start-update.ts'
import { makeKeepVerifications } from './verifications/keep-verifications.ts'
import { makeRunVerification } from './verifications/run-verification.ts'
import type { UpdateRunner, VerificationRunner } from './verifications/runner-ports.ts'
import type { Work } from './work.ts'

/** Starts within so long are handed to the queue, which then fires on the moment. */
const queuedAhead = 10 * minute

export type Outside = {
  readonly deliveries: Deliveries
  readonly senderFor: SenderFor
  readonly updateRunner: UpdateRunner
  /** Null where the pipeline starts verifications by itself and only calls the API. */
  readonly verificationRunner: VerificationRunner | null
  readonly readReport: ReadReport
}

/** Binds what the job queue calls to its ports. */
export function makeWork(ports: Ports, outside: Outside): Work {
  const { deliveries, senderFor, verificationRunner } = outside
  return {
    dueDeliveries: (limit) => deliveries.due(ports.clock.now(), limit),
    sendDelivery: makeSendDelivery(ports, deliveries, senderFor),
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
    keepTime: makeKeepTime(ports, [
      makeSettleDeliveries(ports, deliveries, senderFor),
      makeKeepNudges(ports),
      makeKeepWindows(ports),
      makeKeepVerifications(ports, verificationRunner !== null),
      makeKeepBoards(ports),
      makeForgetAnswers(ports),
      makeSealAudit(ports),
    ]),
  }
}
