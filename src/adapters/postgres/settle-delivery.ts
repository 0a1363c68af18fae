import type { Selectable, Updateable } from 'kysely'
import { StaleWrite } from '../../app/ports.ts'
import type { Connection } from './database.ts'
import { knownId } from './ids.ts'
import type { Tables } from './tables.ts'

type Row = Selectable<Tables['deliveries']>
type Settled = Pick<Updateable<Tables['deliveries']>, 'reason' | 'due_at' | 'finished_at'> & {
  readonly status: Exclude<Row['status'], 'sending'>
}

/**
 * Writes down what became of a delivery that is on its way or in doubt.
 * @returns its row, or null when the same was written before (a worker that did not hear its own commit)
 * @throws `StaleWrite` when something else became of it
 */
export async function settleDelivery(db: Connection, id: string, settled: Settled): Promise<Row | null> {
  const number = knownId('D', id)
  const row = await db
    .updateTable('deliveries')
    .set({ finished_at: null, turn_at: null, ...settled })
    .where('id', '=', number)
    .where('status', 'in', ['sending', 'in-doubt'])
    .where('status', '<>', settled.status)
    .returningAll()
    .executeTakeFirst()
  if (row) return row
  const found = await db.selectFrom('deliveries').select('status').where('id', '=', number).executeTakeFirst()
  if (found?.status !== settled.status)
    throw new StaleWrite(`delivery ${id} is ${found?.status ?? 'unknown'}`)
  return null
}
