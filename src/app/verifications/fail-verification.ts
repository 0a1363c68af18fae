import { awaitsReport, isOfEarlierTry } from '../../domain/findings/verification.ts'
import { zerotouch } from '../../domain/people/actor.ts'
import { ok, refuse } from '../../domain/values/result.ts'
import { changeBy } from '../ports/change.ts'
import type { Ports } from '../ports/ports.ts'
import type { PipelineUseCases } from '../use-cases/pipeline.ts'
import { giveUpTry } from './give-up-try.ts'

/**
 * Takes a runner's word that it failed: no copy could be made, the update did not go through, nothing was reported. That
 * is no failure of the release, so no finding comes of it; the try is made again after a pause.
 */
export const makeFailVerification =
  (ports: Ports): PipelineUseCases['failVerification'] =>
  async (id, detail, attempt = null, actor = zerotouch) => {
    const outcome = await changeBy(ports, actor, async (tx) => {
      const verification = await tx.verifications.lock(id)
      if (!verification)
        return refuse({ code: 'unknown-verification' as const, detail: `There is no verification ${id}.` })
      if (!awaitsReport(verification.status) || isOfEarlierTry(verification, attempt)) {
        const at = `at try ${verification.attempt}, ${verification.status}`
        return refuse({
          code: 'wrong-status' as const,
          detail: `Verification ${id} is ${at}: nothing changed.`,
        })
      }
      return ok(await giveUpTry(tx, verification, { kind: 'said', detail }, ports.clock.now()))
    })
    // Its place is free for others now, and its own next try comes after a pause.
    ports.wake('verifications')
    if (outcome.ok) ports.wake('verifications', outcome.value.dueAt.getTime() - ports.clock.now().getTime())
    return outcome
  }
