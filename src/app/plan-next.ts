import { currentRelease } from '../domain/release.ts'
import type { Ports, Tx } from './ports.ts'
import { scheduleClient } from './schedule-client.ts'

/** Plans the release that waited for the present one to be done, if there is one and its copy was found healthy. */
export async function planNext(tx: Tx, ports: Ports, client: string): Promise<void> {
  const release = currentRelease(await tx.releases.list())
  if (!release) return
  const verification = await tx.verifications.current(client, release.version)
  if (verification?.status === 'passed') await scheduleClient(tx, ports, client, release)
}
