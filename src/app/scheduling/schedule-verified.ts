import { stampOf, zerotouch } from '../../domain/people/actor.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { letGoOfCopy } from './let-go.ts'
import { scheduleClient } from './schedule-client.ts'
import { scheduleWaiting } from './schedule-urgent.ts'

/**
 * What a healthy copy sets free: updates that findings held, urgent requests that waited for it, then the regular plan
 * (DESIGN 2.5, 2.9).
 */
export async function scheduleVerified(tx: Tx, ports: Ports, client: string, release: string): Promise<void> {
  await tx.updates.lockSlots()
  await letGoOfCopy(tx, ports, { client, release, by: stampOf(zerotouch, client) })
  await scheduleWaiting(tx, ports, client, release)
  await scheduleClient(tx, ports, client, release)
}
