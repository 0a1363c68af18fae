import { makeAttentions } from '../../adapters/postgres/attention/attention-repository.ts'
import { makeDeliveries } from '../../adapters/postgres/deliveries/deliveries-repository.ts'
import { readSchemaState } from '../../adapters/postgres/migrating/schema-state.ts'
import { openDatabase } from '../../adapters/postgres/plumbing/database.ts'
import { totalOf } from '../../domain/notices/attention.ts'
import { after, minute } from '../../domain/time/span.ts'
import { countedKinds } from '../../notices/attention/attention-words.ts'
import { type Check, fine, orWrong, passwordsIn, warning, wrong } from './check.ts'

/** The database, its schema, and what is owed in it. */
export async function checkDatabase(url: string, now: Date): Promise<readonly Check[]> {
  const secrets = passwordsIn(url)
  const checks: Check[] = []
  const schema = await orWrong('database', secrets, async () => {
    const { serverVersion, pending, unknown } = await readSchemaState(url)
    checks.push(fine('database', `PostgreSQL ${serverVersion} at ${placeOf(url)}`))
    if (unknown.length > 0) return wrong('schema', `newer than this version, which does not know ${unknown.join(', ')}`)
    if (pending.length > 0) return wrong('schema', `run zerotouch migrate; pending: ${pending.join(', ')}`)
    return fine('schema', 'up to date')
  })
  checks.push(schema)
  if (schema.state === 'ok')
    checks.push(
      await orWrong('deliveries', secrets, () => checkDeliveries(url, now)),
      await orWrong('attention', secrets, () => checkAttention(url, now)),
    )
  return checks
}

/** With a worker at work nothing waits for so long, unless its turn has not come. */
const overdueAfter = 5 * minute
const counted = 100

async function checkDeliveries(url: string, now: Date): Promise<Check> {
  const db = openDatabase({ url, applicationName: 'zerotouch-doctor', maxConnections: 1 })
  try {
    const deliveries = makeDeliveries(db)
    const overdue = await deliveries.due(after(now, -overdueAfter), counted)
    if (overdue.length > 0)
      return wrong('deliveries', `${many(overdue)} due for more than 5 minutes: does a serve or worker process run?`)
    return fine('deliveries', 'none is late')
  } finally {
    await db.destroy()
  }
}

/** What waits for somebody is nothing wrong with the installation, but its operator wants to know. */
async function checkAttention(url: string, now: Date): Promise<Check> {
  const db = openDatabase({ url, applicationName: 'zerotouch-doctor', maxConnections: 1 })
  try {
    const counts = await makeAttentions(db).count({}, now)
    return totalOf(counts) === 0
      ? fine('attention', 'nothing waits for anybody')
      : warning('attention', `${countedKinds(counts).join(', ')}: see zerotouch attention`)
  } finally {
    await db.destroy()
  }
}

const many = (rows: readonly unknown[]): string => (rows.length < counted ? String(rows.length) : `${counted} or more`)

function placeOf(url: string): string {
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}
