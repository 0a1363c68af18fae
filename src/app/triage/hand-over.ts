import { handedOverTogether, refusalOfHandOver } from '../../domain/findings/hand-over.ts'
import { claimed, putBack } from '../../domain/findings/triage.ts'
import { hasRole, stampOf } from '../../domain/people/actor.ts'
import { ok, type Result, refuse } from '../../domain/values/result.ts'
import { changeOnce } from '../ports/change.ts'
import type { Ports } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'
import type { HandedOver, HandOverRefusal, TriageUseCases } from '../use-cases/triage.ts'
import { findingFor } from './finding-for.ts'

/** Gives a failure from one specialist's hands into another's, or back to all of them; the receiver is mentioned. */
export const makeHandOver =
  (ports: Ports): TriageUseCases['handOver'] =>
  ({ actor, request, to: receiver, takeOver, note, seen, ...about }) =>
    changeOnce<Result<HandedOver, HandOverRefusal>>(ports, { actor, request }, async (tx) => {
      const found = await findingFor(tx, actor, { ...about, seen })
      if (!found.ok) return found
      const first = found.value
      const to = receiver === null ? null : await tx.people.staffMember(receiver)
      if (receiver !== null && (to === null || !hasRole(to, 'specialist')))
        return refuse({ code: 'no-specialist', detail: `${to?.name ?? 'This person'} is no specialist.` })
      const { id: person } = stampOf(actor, first.client)
      const refusal = refusalOfHandOver(first, { person, to, seen, takeOver })
      if (refusal) return refuse(refusal)
      const now = ports.clock.now()
      const group = await tx.findings.ofGroup(first)
      const changed = handedOverTogether(first, group, { person, to })
      for (const one of changed) {
        await tx.findings.save(to ? claimed(one, stampOf(to, one.client)) : putBack(one))
        tx.audit.write({
          actor: stampOf(actor, one.client),
          action: 'finding-handed-over',
          client: one.client,
          subject: one.id,
          detail: { from: one.claimedBy?.id ?? null, to: to?.id ?? null, note },
          at: now,
        })
      }
      const { id: finding, release, fingerprint } = first
      const facts = {
        release,
        fingerprint,
        finding,
        note,
        by: stampOf(actor, first.client),
        to: to && { id: to.id, name: to.name },
      }
      tell(tx, { kind: 'findings-handed-over', client: null, facts }, now)
      return ok({ findings: changed.map(({ id }) => id), to: to?.name ?? null })
    })

export const makeListSpecialists =
  (ports: Ports): TriageUseCases['listSpecialists'] =>
  () =>
    ports.inTransaction(async (tx) => (await tx.nudges.staffOf('triage')).map(({ id, name }) => ({ id, name })))
