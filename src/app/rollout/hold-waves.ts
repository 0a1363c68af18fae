import { zerotouch } from '../../domain/people/actor.ts'
import { failsTooOften } from '../../domain/releases/waves.ts'
import { insideText } from '../../domain/updates/inside-text.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { pause } from './change-release-status.ts'

/**
 * Holds the rest of a release that goes out in waves once more of what finished has failed than `WAVE_FAILURE_LIMIT`
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
  await pause(tx, ports, { version, reasons: { reason: null, inside: insideText(why) }, actor: zerotouch })
}
