import { awaitsDecision, claimed, isClaimedByOther, refusalOfDecided } from '../../domain/findings/triage.ts'
import { stampOf } from '../../domain/people/actor.ts'
import { ok, type Result, refuse } from '../../domain/values/result.ts'
import { redrawFailure } from '../failures/redraw-failure.ts'
import { changeOnce } from '../ports/change.ts'
import type { Ports } from '../ports/ports.ts'
import type { ClaimedFindings, TriageRefusal, TriageUseCases } from '../use-cases/triage.ts'
import { findingFor } from './finding-for.ts'

/** Takes a failure in hand at every client that has it undecided, so that nobody looks at it twice. */
export const makeClaimFinding =
  (ports: Ports): TriageUseCases['claimFinding'] =>
  ({ actor, request, takeOver, ...about }) =>
    changeOnce<Result<ClaimedFindings, TriageRefusal>>(ports, { actor, request }, async (tx) => {
      const found = await findingFor(tx, actor, about)
      if (!found.ok) return found
      const finding = found.value
      const { id: person } = stampOf(actor, finding.client)
      const decided = refusalOfDecided(finding)
      if (decided) return refuse(decided)
      if (isClaimedByOther(finding, person) && !takeOver) {
        const detail = `${finding.claimedBy?.name} has ${finding.id} in hand.`
        return refuse({ code: 'claimed-by-other', detail })
      }
      const taken: string[] = []
      for (const one of await tx.findings.ofGroup(finding)) {
        const isMine = one.status === 'claimed' && !isClaimedByOther(one, person)
        if (!awaitsDecision(one.status) || isMine || (isClaimedByOther(one, person) && !takeOver)) continue
        const by = stampOf(actor, one.client)
        await tx.findings.save(claimed(one, by))
        tx.audit.write({
          actor: by,
          action: 'finding-claimed',
          client: one.client,
          subject: one.id,
          detail: { handedOverBy: one.claimedBy?.id ?? null },
          at: ports.clock.now(),
        })
        taken.push(one.id)
      }
      if (taken.length > 0) redrawFailure(tx, finding, ports.clock.now())
      const from = isClaimedByOther(finding, person) ? (finding.claimedBy?.name ?? null) : null
      return ok({ findings: taken, from })
    })
