import { ok, refuse } from '../domain/result.ts'
import { mayReportStep } from '../domain/verification.ts'
import type { PipelineUseCases } from './app.ts'
import { change } from './change.ts'
import type { Ports } from './ports.ts'

/** The runner's word on how far it is with the copy. A repeated step counts as a sign of life. */
export const makeRecordStep =
  (ports: Ports): PipelineUseCases['recordStep'] =>
  (id, step) =>
    change(ports, async (tx) => {
      const verification = await tx.verifications.lock(id)
      if (!verification)
        return refuse({ code: 'unknown-verification' as const, detail: `There is no verification ${id}.` })
      if (!mayReportStep(verification.status, step)) {
        const detail = `Verification ${id} is ${verification.status} and cannot go to ${step}.`
        return refuse({ code: 'wrong-status' as const, detail })
      }
      return ok(await tx.verifications.save({ ...verification, status: step, heardAt: ports.clock.now() }))
    })
