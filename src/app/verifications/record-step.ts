import { isOfEarlierTry, mayReportStep } from '../../domain/findings/verification.ts'
import { zerotouch } from '../../domain/people/actor.ts'
import { ok, refuse } from '../../domain/values/result.ts'
import { changeBy } from '../ports/change.ts'
import type { Ports } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'
import type { PipelineUseCases } from '../use-cases/pipeline.ts'

/**
 * The runner's word on how far it is with the copy, shown as it comes. A repeated step counts as a sign of life and
 * says nothing to anybody.
 */
export const makeRecordStep =
  (ports: Ports): PipelineUseCases['recordStep'] =>
  (id, step, attempt = null, actor = zerotouch) =>
    changeBy(ports, actor, async (tx) => {
      const verification = await tx.verifications.lock(id)
      if (!verification)
        return refuse({ code: 'unknown-verification' as const, detail: `There is no verification ${id}.` })
      if (!mayReportStep(verification.status, step) || isOfEarlierTry(verification, attempt)) {
        const detail = isOfEarlierTry(verification, attempt)
          ? `${id} is at try ${verification.attempt}; a step of try ${attempt} comes too late.`
          : `Verification ${id} is ${verification.status} and cannot go to ${step}.`
        return refuse({ code: 'wrong-status' as const, detail })
      }
      const now = ports.clock.now()
      const startedAt = verification.startedAt ?? now
      const saved = await tx.verifications.save({ ...verification, status: step, startedAt, heardAt: now })
      if (step !== verification.status) {
        const kind = verification.startedAt === null ? 'verification-started' : 'verification-stepped'
        const { client, release } = saved
        tell(tx, { kind, client, facts: { verification: id, release } }, now)
      }
      return ok(saved)
    })
