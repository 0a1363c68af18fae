import type { Verification } from '../../domain/findings/verification.ts'
import { hasRole } from '../../domain/people/actor.ts'
import { type Result, refuse } from '../../domain/values/result.ts'
import { changeOnce } from '../ports/change.ts'
import type { Ports } from '../ports/ports.ts'
import type { RerunRefusal, TriageUseCases } from '../use-cases/triage.ts'
import { startVerification } from './start-verification.ts'

/** A specialist has a copy checked again. What was held stays held until the new report says that it may go on. */
export const makeRerun =
  (ports: Ports): TriageUseCases['rerun'] =>
  async ({ actor, request, client, release, seen }) => {
    const outcome = await changeOnce<Result<Verification, RerunRefusal>>(ports, { actor, request }, async (tx) => {
      if (!hasRole(actor, 'specialist') && !hasRole(actor, 'operator'))
        return refuse({
          code: 'not-yours',
          detail: 'Copies are checked again by the application specialists and the operators.',
        })
      const current = await tx.verifications.current(client, release)
      if (seen !== null && current?.id !== seen) {
        const detail = `${seen} has been run again already${current ? `, as ${current.id}` : ''}.`
        return refuse({ code: 'changed-meanwhile', detail })
      }
      return startVerification(tx, ports, { client, version: release, actor })
    })
    if (outcome.ok) ports.wake('verifications')
    return outcome
  }
