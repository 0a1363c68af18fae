import { makeClients } from '../../adapters/postgres/clients/clients-repository.ts'
import { openDatabase } from '../../adapters/postgres/plumbing/database.ts'
import type { RuleConfig } from '../../config/config.ts'
import type { Client } from '../../domain/people/client.ts'
import { shortWindows } from '../../domain/time/windows/too-short.ts'
import { type Check, fine, orWrong, passwordsIn, warning } from './check.ts'

const batchSize = 200
const mostNamed = 5

/**
 * Whether an update could start in every window that is on file. None comes in that is too short, but how long an update
 * takes can be raised afterwards, and so can stand what was set in chat.
 */
export const checkWindows = (url: string, rules: RuleConfig): Promise<Check> =>
  orWrong('windows', passwordsIn(url), async () => {
    const { defaultWindow, numbers } = rules
    const short: string[] = []
    for await (const { id, windows, policy } of clientsIn(url, defaultWindow)) {
      const minutes = policy.expectedMinutes ?? numbers.expectedMinutes
      if (shortWindows(windows, { minutes, defaultWindow }).length > 0) short.push(id)
    }
    if (short.length === 0) return fine('windows', 'an update could start in each of them')
    const named = short.slice(0, mostNamed).join(', ')
    const more = short.length > mostNamed ? ` and ${short.length - mostNamed} more` : ''
    return warning('windows', `in some windows of ${named}${more} no update could ever start: they are too short`)
  })

async function* clientsIn(url: string, defaultWindow: string): AsyncGenerator<Client> {
  const db = openDatabase({ url, applicationName: 'zerotouch-doctor', maxConnections: 1 })
  try {
    const clients = makeClients(db, [defaultWindow])
    for (let after: string | null = null; ; ) {
      const page = await clients.list({ after, limit: batchSize })
      yield* page.items
      if (page.next === null) return
      after = page.next
    }
  } finally {
    await db.destroy()
  }
}
