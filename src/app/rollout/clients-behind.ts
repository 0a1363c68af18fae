import type { Client } from '../../domain/people/client.ts'
import { isBehind } from '../../domain/releases/version.ts'
import type { Tx } from '../ports/ports.ts'

const atOnce = 500

/** Every client with a system that runs something older than `version`, in the order of their ids. */
export async function* clientsBehind(tx: Tx, version: string): AsyncGenerator<Client> {
  let after: string | null = null
  do {
    const page = await tx.clients.list({ after, limit: atOnce })
    for (const client of page.items)
      if (client.systems.some((system) => isBehind(system.version, version))) yield client
    after = page.next
  } while (after !== null)
}
