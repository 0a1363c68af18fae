import { setTimeout } from 'node:timers/promises'
import pg from 'pg'

/** Longer than others wait for a word of this process, so that one that waits never says anything too late. */
const patienceMs = 15 * 60_000
const pauseMs = 250

/**
 * Does something again while the database is away, for up to a quarter of an hour: what is known only here must not be forgotten
 * because Postgres is restarted at that moment.
 * @param patience in milliseconds, for another time than that
 * @throws the last error
 */
export async function patiently<T>(act: () => Promise<T>, patience = patienceMs): Promise<T> {
  const end = performance.now() + patience
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if (!isAway(error) || performance.now() > end) throw error
      await setTimeout(pauseMs)
    }
  }
}

/** Class 08 is a lost connection, 53 a full server, 57P one that starts or stops (PostgreSQL, appendix A). */
function isAway(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return /^(08|53|57P)/.test(error.code ?? '')
  return error instanceof Error && (('syscall' in error && 'code' in error) || /connect/i.test(error.message))
}
