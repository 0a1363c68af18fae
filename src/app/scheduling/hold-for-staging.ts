import { stampOf, zerotouch } from '../../domain/people/actor.ts'
import { isBefore } from '../../domain/time/span.ts'
import { isHeldFor } from '../../domain/updates/hold.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { hold } from './hold.ts'
import { letGo } from './let-go.ts'

/** Holds production when the same release has just failed on its staging system: that is what going first is for. */
export async function holdProduction(tx: Tx, failed: Update, now: Date): Promise<void> {
  if (failed.environment !== 'staging') return
  const production = await tx.updates.lockCurrent({ client: failed.client, environment: 'production' })
  if (production?.status !== 'scheduled' || production.release !== failed.release) return
  // Where both start together, production is on its way already.
  if (!isBefore(failed.startsAt, production.startsAt)) return
  await hold(tx, [production], { hold: 'staging-failed', by: stampOf(zerotouch, failed.client) }, now)
}

/** Lets production go on once staging runs the release after all; a release on hold keeps it. */
export async function letGoOfStaging(tx: Tx, ports: Ports, updated: Update): Promise<void> {
  if (updated.environment !== 'staging') return
  const production = await tx.updates.lockCurrent({ client: updated.client, environment: 'production' })
  if (production?.release !== updated.release || !isHeldFor(production, 'staging-failed')) return
  if ((await tx.releases.find(updated.release))?.status !== 'available') return
  await letGo(tx, ports, [production], stampOf(zerotouch, updated.client))
}

/**
 * Whether staging runs the release by now, so that nothing holds production any more.
 * @param currents the current updates of the client's systems
 */
export const isStagingDone = ({ client, release }: Update, currents: readonly Update[]): boolean => {
  const staging = currents.find((update) => update.client === client && update.environment === 'staging')
  return staging === undefined || (staging.release === release && staging.status === 'updated')
}
