import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { storable } from './storable-text.ts'

/** The pool as Kysely wants it, with every parameter made safe for Postgres on the way. */
export function guardedPool(pool: pg.Pool): PostgresPool {
  const guarded = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect()
      const known = guarded.get(client)
      if (known) return known
      const made = guard(client)
      guarded.set(client, made)
      return made
    },
  }
}

function guard(client: pg.PoolClient): PostgresPoolClient {
  const query = (text: unknown, parameters?: readonly unknown[]): unknown =>
    client.query(text as string, parameters?.map(parameter))
  return { query: query as PostgresPoolClient['query'], release: () => client.release() }
}

function parameter(value: unknown): unknown {
  if (typeof value === 'string') return storable(value)
  // pg would write the process's local time, to the offset's minute only.
  if (value instanceof Date) return value.toISOString()
  return Array.isArray(value) ? value.map(parameter) : value
}
