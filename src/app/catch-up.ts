import { stampOf, zerotouch } from '../domain/actor.ts'
import { currentRelease, type Release } from '../domain/release.ts'
import { isBehind } from '../domain/version.ts'
import { change } from './change.ts'
import type { Ports, Tx } from './ports.ts'
import { scheduleClient } from './schedule-client.ts'

/**
 * Brings one client to where all others are with the release that is rolled out now: verified if it is behind and
 * nobody verifies it yet (it came, or changed, after the gate), scheduled if its copy passed and nothing is planned (it
 * could not be reached, or had no legal start). Whoever is where it should be is left alone.
 */
export async function catchUp(ports: Ports, client: string): Promise<void> {
  const owed = (tx: Tx) => owedTo(tx, client)
  // Looked at without holding anything first: nearly always there is nothing to do.
  if ((await ports.inTransaction(owed)) === null) return
  await change(ports, async (tx) => {
    await tx.updates.lockSlots()
    await tx.clients.lock(client)
    const owing = await owed(tx)
    if (owing?.what === 'schedule')
      await scheduleClient(tx, ports, client, owing.release.version, { quietly: true })
    if (owing?.what === 'verify') {
      const { version: release } = owing.release
      const now = ports.clock.now()
      const { id } = await tx.verifications.insert({ client, release, urgent: false }, now)
      const actor = stampOf(zerotouch, client)
      const detail = { release }
      await tx.audit.write({ actor, action: 'verification-requested', client, subject: id, detail, at: now })
    }
  })
  ports.wake('verifications')
}

async function owedTo(
  tx: Tx,
  id: string,
): Promise<{ readonly what: 'verify' | 'schedule'; readonly release: Release } | null> {
  const release = currentRelease(await tx.releases.list())
  if (!release) return null
  const client = await tx.clients.find(id)
  if (!client?.systems.some(({ version }) => isBehind(version, release.version))) return null
  const verification = await tx.verifications.current(id, release.version)
  if (!verification) return { what: 'verify', release }
  if (verification.status !== 'passed') return null
  const planned = await tx.updates.ofRelease(id, release.version)
  return planned.length === 0 ? { what: 'schedule', release } : null
}
