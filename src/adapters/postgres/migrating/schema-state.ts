import { sql } from 'kysely'
import { openDatabase } from '../plumbing/database.ts'
import { readMigrations } from './read-migrations.ts'

/** How a database compares with the migrations of this version. */
export type SchemaState = {
  readonly serverVersion: string
  /** Migrations that are still to be made, oldest first. */
  readonly pending: readonly string[]
  /** Migrations that this version does not know: the database belongs to a newer one. */
  readonly unknown: readonly string[]
}

/** Looks and changes nothing. @throws when the database cannot be reached */
export async function readSchemaState(url: string): Promise<SchemaState> {
  const db = openDatabase({
    url,
    applicationName: 'zerotouch-doctor',
    maxConnections: 1,
    statementTimeoutMs: 10_000,
  })
  try {
    const server = await sql<{ version: string; migrated: boolean }>`
      select current_setting('server_version') as version, to_regclass('kysely_migration') is not null as migrated`.execute(
      db,
    )
    const [{ version, migrated } = { version: 'unknown', migrated: false }] = server.rows
    const made = migrated ? await sql<{ name: string }>`select name from kysely_migration`.execute(db) : null
    const names = new Set(made?.rows.map(({ name }) => name))
    const known = Object.keys(await readMigrations.getMigrations())
    return {
      serverVersion: version,
      pending: known.filter((name) => !names.has(name)),
      unknown: [...names].filter((name) => !known.includes(name)).sort(),
    }
  } finally {
    await db.destroy()
  }
}
