import { stampOf, zerotouch } from '../../domain/people/actor.ts'
import { after, isBefore, minute } from '../../domain/time/span.ts'
import type { Update } from '../../domain/updates/update.ts'
import { change } from '../ports/change.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import type { UpdateJob, UpdateRunner } from '../ports/runner-ports.ts'
import type { Work } from '../ports/work.ts'
import { frozenBy } from '../scheduling/frozen-by.ts'
import { numbersOf } from '../scheduling/planning.ts'
import { tell } from '../telling/tell.ts'
import { makeRecordUpdate } from './record-update.ts'

/**
 * Hands an update to its runner at its time, at most once in its life: the row says so before the runner hears of it,
 * so a crash in between leaves an update that goes silent, never one that runs twice (DESIGN 4.1, Handed over once).
 */
export const makeStartUpdate = (ports: Ports, runner: UpdateRunner): Work['startUpdate'] => {
  const recordUpdate = makeRecordUpdate(ports)
  return async (id) => {
    const job = await change(ports, (tx) => handOver(tx, ports, id))
    if (!job) return
    const result = await runner.run(job)
    if (result.status !== 'calls-back') await recordUpdate(id, result, zerotouch)
  }
}

async function handOver(tx: Tx, ports: Ports, id: string): Promise<UpdateJob | null> {
  // Nothing starts of a release that is paused at this moment, nor in a freeze that is added.
  await tx.updates.sharePlans()
  const update = await tx.updates.lock(id)
  const client = update && (await tx.clients.find(update.client))
  const release = update && (await tx.releases.find(update.release))
  if (!update || !client || !release) return null
  const now = ports.clock.now()
  const latest = after(update.startsAt, numbersOf(ports, client).lateMinutes * minute)
  const isTime = !isBefore(now, update.startsAt) && !isBefore(latest, now)
  if (update.status !== 'scheduled' || !isTime || release.status !== 'available' || update.handedOverAt) return null
  if ((await frozenBy(tx, [update])).size > 0) return null
  const started = await tx.updates.save({ ...update, status: 'updating', handedOverAt: now }, now)
  const { client: clientId, environment } = started
  const actor = stampOf(zerotouch, clientId)
  tx.audit.write({
    actor,
    action: 'update-started',
    client: clientId,
    subject: id,
    detail: {},
    at: now,
  })
  tell(tx, { kind: 'update-started', client: clientId, facts: about(started) }, now)
  const fromVersion = client.systems.find((system) => system.environment === environment)?.version ?? null
  return { update: id, client: clientId, environment, release: started.release, fromVersion }
}

const about = ({ id, environment, release }: Update) => ({ update: id, environment, release })
