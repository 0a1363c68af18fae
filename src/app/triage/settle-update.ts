import { stampOf } from '../../domain/people/actor.ts'
import { claimedIncident, refusalOfEnd, settledIncident } from '../../domain/updates/incident.ts'
import { ok, type Result, refuse } from '../../domain/values/result.ts'
import { incidentFor } from '../drawing/incident-for.ts'
import { redrawIncident } from '../failures/open-incident.ts'
import { changeOnce } from '../ports/change.ts'
import { lockUpdate } from '../ports/locks.ts'
import type { Ports } from '../ports/ports.ts'
import { followUp } from '../rollout/follow-up.ts'
import { lockWaves } from '../rollout/hold-waves.ts'
import { finishUpdate } from '../updates/record-update.ts'
import type { IncidentRefusal, IncidentUseCases } from '../use-cases/incidents.ts'

/** A person says what became of an update that failed or went silent (DESIGN 3, 4.1). */
export const makeSettleUpdate =
  (ports: Ports): IncidentUseCases['settleUpdate'] =>
  async ({ actor, request, update: id, seen, end, note }) => {
    const outcome = await changeOnce<Result<{ update: string }, IncidentRefusal>>(
      ports,
      { actor, request },
      async (tx) => {
        if (end === 'failed') await lockWaves(tx, id)
        await lockUpdate(tx, id)
        const found = await incidentFor(tx, actor, id)
        if (!found.ok) return found
        const { incident, update } = found.value
        const by = stampOf(actor, update.client)
        const refusal = refusalOfEnd(incident, update.status, { end, person: by.id, seen })
        if (refusal) return refuse(refusal)
        const now = ports.clock.now()
        if (end === 'done') {
          await tx.incidents.save(settledIncident({ ...incident, note }, by, now))
          const about = { action: 'update-settled', client: update.client, subject: id }
          // Not called a reason: that is what a client's history shows.
          tx.audit.write({ actor: by, ...about, detail: { note }, at: now })
          redrawIncident(tx, update, now)
          return ok({ update: id })
        }
        await tx.incidents.save(claimedIncident({ ...incident, note }, by))
        const word =
          end === 'updated'
            ? ({ status: 'updated', version: null } as const)
            : ({ status: 'failed', detail: note ?? 'No word came from the updater.' } as const)
        await finishUpdate(tx, ports, update, word, actor)
        return ok({ update: id })
      },
    )
    if (end === 'failed') await followUp(ports)
    return outcome
  }
