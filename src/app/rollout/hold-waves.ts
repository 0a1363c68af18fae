import { zerotouch } from '../../domain/people/actor.ts'
import { failsTooOften } from '../../domain/releases/waves.ts'
import { insideText } from '../../domain/updates/inside-text.ts'
import { lockPlans } from '../ports/locks.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { changeReleaseStatus } from './change-release-status.ts'

/** Holds all plans before an update fails whose release goes out in waves: it may be the one too many. */
export async function lockWaves(tx: Tx, updateId: string): Promise<void> {
  const update = await tx.updates.find(updateId)
  const release = update && (await tx.releases.find(update.release))
  if (release?.waves) await lockPlans(tx, null)
}

/**
 * Pauses the rest of a release that goes out in waves once more of what finished has failed than `WAVE_FAILURE_LIMIT`
 * percent. Ops is told, and a person lets it go on or withdraws it.
 */
export async function holdWaves(tx: Tx, ports: Ports, version: string): Promise<void> {
  const release = await tx.releases.find(version)
  if (release?.status !== 'available' || !release.waves?.countFrom) return
  const finished = await tx.updates.finishedSince(version, release.waves.countFrom)
  const limit = ports.rules.waveFailureLimit
  if (!failsTooOften(finished, limit)) return
  const { failed, updated } = finished
  const why = `${failed} of ${failed + updated} updates that finished have failed, and at most ${limit} % may`
  const reasons = { reason: null, inside: insideText(why) }
  await changeReleaseStatus(tx, ports, { version, reasons, actor: zerotouch, from: 'available', to: 'paused' })
}
