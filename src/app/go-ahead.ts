import type { Ports, Tx } from './ports.ts'
import { scheduleClient } from './schedule-client.ts'
import { scheduleWaiting } from './schedule-urgent.ts'

/** What a healthy copy sets free: urgent requests that waited for it come first, then the regular plan (DESIGN 2.5, 2.9). */
export async function goAhead(tx: Tx, ports: Ports, client: string, release: string): Promise<void> {
  await scheduleWaiting(tx, ports, client, release)
  await scheduleClient(tx, ports, client, release)
}
