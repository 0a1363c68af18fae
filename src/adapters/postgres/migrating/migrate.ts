import { Migrator } from 'kysely'
import { openDatabase } from '../plumbing/database.ts'
import { readMigrations } from './read-migrations.ts'

/**
 * Brings the schema to the newest migration, all of it in one transaction. Two processes may call it at once: one
 * waits for the other.
 * @returns the names of the migrations that this call made
 * @throws when one fails, or when the database has migrations that this version does not know
 */
export async function migrateToLatest(url: string): Promise<readonly string[]> {
  const db = openDatabase({
    url,
    applicationName: 'zerotouch-migrate',
    maxConnections: 1,
    statementTimeoutMs: 0,
  })
  try {
    const { error, results = [] } = await new Migrator({ db, provider: readMigrations }).migrateToLatest()
    if (error) throw error instanceof Error ? error : new Error(String(error))
    return results.map((result) => result.migrationName)
  } finally {
    await db.destroy()
  }
}
