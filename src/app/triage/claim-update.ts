import { stampOf } from '../../domain/people/actor.ts'
import { claimedIncident, refusalOfClaim } from '../../domain/updates/incident.ts'
import { ok, type Result, refuse } from '../../domain/values/result.ts'
import { incidentFor } from '../drawing/incident-for.ts'
import { redrawIncident } from '../failures/open-incident.ts'
import { changeOnce } from '../ports/change.ts'
import type { Ports } from '../ports/ports.ts'
import type { ClaimedIncident, IncidentRefusal, IncidentUseCases } from '../use-cases/incidents.ts'

/** Takes an update that failed or went silent in hand, so that nobody looks at it twice. */
export const makeClaimUpdate =
  (ports: Ports): IncidentUseCases['claimUpdate'] =>
  ({ actor, request, update: id, takeOver }) =>
    changeOnce<Result<ClaimedIncident, IncidentRefusal>>(ports, { actor, request }, async (tx) => {
      const found = await incidentFor(tx, actor, id)
      if (!found.ok) return found
      const { incident, update } = found.value
      const by = stampOf(actor, update.client)
      const refusal = refusalOfClaim(incident, by.id, takeOver)
      if (refusal) return refuse(refusal)
      if (incident.claimedBy?.id === by.id) return ok({ update: id, from: null })
      const now = ports.clock.now()
      await tx.incidents.save(claimedIncident(incident, by))
      tx.audit.write({
        actor: by,
        action: 'update-claimed',
        client: update.client,
        subject: id,
        detail: { handedOverBy: incident.claimedBy?.id ?? null },
        at: now,
      })
      redrawIncident(tx, update, now)
      return ok({ update: id, from: incident.claimedBy?.name ?? null })
    })
