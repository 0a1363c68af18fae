import { type Actor, stampOf } from '../../domain/people/actor.ts'
import { insideText, readInside } from '../../domain/updates/inside-text.ts'
import type { LiveState } from '../../domain/updates/outcome.ts'
import { mayMove, type Update } from '../../domain/updates/update.ts'
import { ok, refuse } from '../../domain/values/result.ts'
import { openIncident, redrawIncident, settleIncidents } from '../failures/open-incident.ts'
import { changeBy } from '../ports/change.ts'
import { lockUpdate } from '../ports/locks.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { followUp } from '../rollout/follow-up.ts'
import { holdWaves, lockWaves } from '../rollout/hold-waves.ts'
import { holdProduction, letGoOfStaging } from '../scheduling/hold-for-staging.ts'
import { planNext } from '../scheduling/plan-next.ts'
import { scheduleClients } from '../scheduling/schedule-clients.ts'
import { settleRequest } from '../scheduling/settle-request.ts'
import { tell } from '../telling/tell.ts'
import type { PipelineUseCases, UpdateWord } from '../use-cases/pipeline.ts'

/** Takes the word of an updater, or of the person who settles a stalled update. */
export const makeRecordUpdate =
  (ports: Ports): PipelineUseCases['recordUpdate'] =>
  async (id, word, actor) => {
    const outcome = await changeBy(ports, actor, async (tx) => {
      if (word.status === 'failed') await lockWaves(tx, id)
      const update = (await lockUpdate(tx, id))?.update
      if (!update) return refuse({ code: 'unknown-update' as const, detail: `There is no update ${id}.` })
      if (update.status === word.status) {
        if (word.status === 'failed' && word.live) await learnLive(tx, update, word.live, ports.clock.now())
        return ok(update)
      }
      if (!mayMove(update.status, word.status) || word.status === 'updating') {
        return refuse({
          code: 'wrong-status' as const,
          detail: `Update ${id} is ${update.status} and cannot become ${word.status}.`,
        })
      }
      return ok(await finishUpdate(tx, ports, update, word, actor))
    })
    if (word.status === 'failed') await followUp(ports)
    return outcome
  }

/** Writes down how an update ended, with all that follows from it. It is held with its client, and one that failed by `lockWaves`. */
export async function finishUpdate(
  tx: Tx,
  ports: Ports,
  before: Update,
  word: Exclude<UpdateWord, { status: 'updating' }>,
  actor: Actor,
): Promise<Update> {
  const now = ports.clock.now()
  const inside = word.status === 'failed' ? insideText(word.detail) : null
  const update = await tx.updates.save({ ...before, status: word.status, inside, finishedAt: now }, now)
  const { id, client, environment, release } = update
  const about = { update: id, environment, release }
  tx.audit.write({
    actor: stampOf(actor, client),
    action: `update-${word.status === 'failed' ? 'failed' : 'finished'}`,
    client,
    subject: id,
    detail: { inside: readInside(inside) },
    at: now,
  })
  await settleRequest(tx, id, word.status === 'failed' ? 'failed' : 'fulfilled', now)
  if (word.status === 'updated') {
    const version = word.version ?? release
    await tx.clients.setVersion(update, version)
    await settleIncidents(tx, update, actor, now)
    tell(tx, { kind: 'update-finished', client, facts: { ...about, version } }, now)
    await letGoOfStaging(tx, ports, update)
    await planNext(tx, ports, [client])
  } else {
    const live = word.live ?? null
    if (live) await noteLive(tx, update, live)
    const facts = { ...about, detail: inside, live, ...(await openIncident(tx, update, now)) }
    tell(tx, { kind: 'update-failed', client, facts }, now)
    await holdProduction(tx, update, now)
    await holdWaves(tx, ports, release)
    // A newer release that waited for this one goes first; without one it is tried again in the next window.
    await planNext(tx, ports, [client])
    await scheduleClients(tx, ports, [client], release)
  }
  return update
}

/** Which version runs is kept with the system, too, unless a later update has ended there since. */
async function noteLive(tx: Tx, update: Update, live: LiveState): Promise<void> {
  await tx.outcomes.noteLive(update.id, live)
  const last = await tx.outcomes.last(update)
  if (live.version !== null && last?.update.id === update.id) await tx.clients.setVersion(update, live.version)
}

/** What becomes known of the live system later: it is kept, and what stands is redrawn. */
async function learnLive(tx: Tx, update: Update, live: LiveState, now: Date): Promise<void> {
  const { id, client } = update
  await noteLive(tx, update, live)
  const releases = new Set([update.release, (await tx.updates.current(update))?.release ?? update.release])
  for (const release of releases) tell(tx, { kind: 'rollout-redrawn', client, facts: { release } }, now)
  if (await tx.incidents.find(id)) redrawIncident(tx, update, now)
}
