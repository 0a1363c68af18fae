import type { SystemRef } from '../../../domain/people/system.ts'
import type { Incident } from '../../../domain/updates/incident.ts'

export type Incidents = {
  /** Opens one for an update that has none. */
  open(update: string, now: Date): Promise<void>
  find(update: string): Promise<Incident | null>
  lock(update: string): Promise<Incident | null>
  /** Those of a system that are not settled, oldest first. */
  ofSystem(system: SystemRef): Promise<readonly Incident[]>
  save(incident: Incident): Promise<Incident>
}
