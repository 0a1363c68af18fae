import { Kysely, PostgresDialect, type PostgresPool, type Transaction } from 'kysely'
import pg from 'pg'
import type { Tables } from '../tables/tables.ts'
import { guardedPool } from './guarded-pool.ts'

export type Database = Kysely<Tables>
/** A database or a transaction in it: what every repository works on. */
export type Connection = Kysely<Tables> | Transaction<Tables>

export type DatabaseOptions = {
  readonly url: string
  /** Shown in `pg_stat_activity`. */
  readonly applicationName?: string
  readonly maxConnections?: number
  /** 0 for none. */
  readonly statementTimeoutMs?: number
  /** Whether the process may end while connections are idle; by default they keep it alive. */
  readonly allowExitOnIdle?: boolean
  /** Told of idle connections that broke; the pool opens new ones by itself. */
  readonly onError?: (error: Error) => void
}

const INT8 = pg.types.builtins.INT8

/** Opens a pool; connections are made when needed, so a database that is down shows at the first query. */
export const openDatabase = (options: DatabaseOptions): Database => databaseOn(openPool(options))

export const databaseOn = (pool: PostgresPool): Database =>
  new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })

/** The pool of a database, which `databaseOn` makes one of. */
export function openPool(options: DatabaseOptions): PostgresPool {
  const timeout = options.statementTimeoutMs ?? 30_000
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: options.applicationName ?? 'zerotouch',
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: 10_000,
    statement_timeout: timeout,
    idle_in_transaction_session_timeout: timeout * 2,
    allowExitOnIdle: options.allowExitOnIdle ?? false,
    // Ids and counts stay far below 2^53.
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format),
    },
  })
  // Without listeners a connection that breaks, idle or in the middle of something, would end the process.
  pool.on('error', options.onError ?? (() => undefined))
  pool.on('connect', (client) => client.on('error', () => undefined))
  return guardedPool(pool)
}
