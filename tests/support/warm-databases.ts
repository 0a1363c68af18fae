import { type PostgresPool, sql } from 'kysely'
import { type Database, databaseOn, openPool } from '../../src/adapters/postgres/plumbing/database.ts'
import { createTestDatabase, type TestDatabase } from './postgres.ts'

export type WarmDatabase = {
  readonly url: string
  readonly db: Database
  /** Whatever still works on it fails from now on. */
  giveBack(): Promise<void>
}

type Warm = TestDatabase & { readonly pool: PostgresPool }

/** Those of this test file that nobody uses now; they end with its process. */
const free: Warm[] = []

/**
 * A database with the newest schema and nothing in it: one that a test of the same file gave back, emptied, or a new one.
 * Its connections have their catalogue in memory already, which is most of what a test on a new database waits for.
 */
export async function borrowDatabase(): Promise<WarmDatabase> {
  const warm = free.pop() ?? (await openWarm())
  let given = false
  const db = databaseOn({
    connect: () => (given ? Promise.reject(new Error('the house is closed')) : warm.pool.connect()),
    end: async () => undefined,
  })
  return {
    url: warm.url,
    db,
    async giveBack() {
      given = true
      await db.destroy()
      if (await startsAnew(warm)) free.push(warm)
      else await discard(warm)
    },
  }
}

async function openWarm(): Promise<Warm> {
  const database = await createTestDatabase()
  return { ...database, pool: openPool({ url: database.url, allowExitOnIdle: true }) }
}

/** @returns false where somebody is still at work on it, or the schema is another by now */
async function startsAnew({ pool }: Warm): Promise<boolean> {
  const db = databaseOn(pool)
  const others = sql<{ busy: number }>`
    select count(*)::integer as busy from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`
  try {
    const { rows } = await others.execute(db)
    if (rows[0]?.busy !== 0) return false
    await sql`select kept_aside.start_anew()`.execute(db)
    return true
  } catch {
    return false
  }
}

async function discard({ pool, drop }: Warm): Promise<void> {
  await databaseOn(pool).destroy()
  await drop()
}
