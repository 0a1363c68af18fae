import { isPgPool, type PgPool } from 'bullmq'
import pg from 'pg'

/**
 * The pool as BullMQ should see it. BullMQ waits before it asks again only after an error that says ECONNREFUSED; at
 * any other sign of a server that is away (restarting, full, cut off) its workers would ask in a tight loop.
 */
export function patientPool(given: pg.Pool): PgPool {
  const pool: unknown = given
  if (!isPgPool(pool)) throw new TypeError('BullMQ no longer takes a pool of pg')
  const patient: PgPool & { readonly options: object } = {
    query: (text, params) => pool.query(text, params).catch(rethrow),
    connect: () => pool.connect().catch(rethrow),
    end: () => pool.end(),
    on(event: 'error' | 'connect', listener: never) {
      given.on(event, listener)
      return patient
    },
    removeAllListeners(event) {
      pool.removeAllListeners(event)
      return patient
    },
    // Here BullMQ looks whether a lost connection will be noticed.
    options: { keepAlive: given.options.keepAlive },
  }
  return patient
}

function rethrow(error: unknown): never {
  if (!isAway(error)) throw error
  throw Object.assign(new Error('the database is away', { cause: error }), { code: 'ECONNREFUSED' })
}

/** Class 08 is a lost connection, 53 a full server, 57P one that starts or stops (PostgreSQL, appendix A). */
function isAway(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return true
  return /^(08|53|57P)/.test(error.code ?? '')
}
