import { type Actor, hasRole } from '../../domain/people/actor.ts'
import type { Incident } from '../../domain/updates/incident.ts'
import type { Update } from '../../domain/updates/update.ts'
import { ok, type Result, refuse } from '../../domain/values/result.ts'
import type { IncidentView } from '../../notices/notice/views.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import type { IncidentRefusal, IncidentUseCases } from '../use-cases/incidents.ts'

type Found = Result<{ readonly incident: Incident; readonly update: Update }, IncidentRefusal>

/** @returns the incident and its update, both locked, if this person looks after such things */
export async function incidentFor(tx: Tx, actor: Actor, id: string): Promise<Found> {
  if (!hasRole(actor, 'specialist') && !hasRole(actor, 'operator')) {
    const detail = 'What went wrong is looked after by the specialists and the operators.'
    return refuse({ code: 'not-yours', detail })
  }
  const update = await tx.updates.lock(id)
  const incident = update && (await tx.incidents.lock(id))
  if (!update || !incident) return refuse({ code: 'unknown-incident', detail: nothingWrong(id) })
  return ok({ update, incident })
}

export const nothingWrong = (id: string): string =>
  `There is no update ${id.slice(0, 20)} that failed, went silent, or failed its check.`

export const makeReadIncident =
  (ports: Ports): IncidentUseCases['readIncident'] =>
  (id) =>
    ports.inTransaction((tx) => viewIncident(tx, ports, id))

/** Reads what the message of an incident shows. */
export async function viewIncident(tx: Tx, ports: Ports, id: string): Promise<IncidentView | null> {
  const incident = await tx.incidents.find(id)
  const update = incident && (await tx.updates.find(id))
  const client = update && (await tx.clients.find(update.client))
  const release = update && (await tx.releases.find(update.release))
  if (!incident || !update || !client || !release) return null
  const check = update.status === 'updated' ? await tx.reports.ofUpdate(id) : null
  const live = await tx.outcomes.liveAfter(id)
  const now = ports.clock.now()
  return { incident, update, client, release, check: check?.summary.totals ?? null, live, now }
}
