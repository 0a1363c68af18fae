import type { Client } from '../../domain/people/client.ts'
import { isBehind } from '../../domain/releases/version.ts'
import type { Tx } from '../ports/ports.ts'

const batchSize = 500

/** Every client with a system that runs something older than `version`, in the order of their ids, some hundred at a time. */
export async function* clientsBehind(tx: Tx, version: string): AsyncGenerator<readonly Client[]> {
  let after: string | null = null
  do {
    const page = await tx.clients.list({ after, limit: batchSize })
    const behind = page.items.filter(({ systems }) => systems.some((system) => isBehind(system.version, version)))
    if (behind.length > 0) yield behind
    after = page.next
  } while (after !== null)
}
