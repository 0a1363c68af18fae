import { type Selectable, sql, type Updateable } from 'kysely'
import type { Delivery } from '../../../app/ports/delivery-ports.ts'
import { StaleWrite } from '../../../app/ports/ports.ts'
import type { Connection } from '../plumbing/database.ts'
import { knownId } from '../plumbing/ids.ts'
import { realNow } from '../plumbing/real-time.ts'
import type { Tables } from '../tables/tables.ts'

type Row = Selectable<Tables['deliveries']>
type Settled = Pick<Updateable<Tables['deliveries']>, 'reason' | 'due_at' | 'finished_at' | 'message'> & {
  readonly status: Exclude<Row['status'], 'sending'>
}

/**
 * Writes down what became of a delivery that a process took and that is on its way or in doubt. What another process has
 * taken since is that one's to tell.
 * @param worker the process that took it
 * @returns its row, or null when the same was written before (a worker that did not hear its own commit)
 * @throws `StaleWrite` when something else became of it
 */
export async function settleDelivery(
  db: Connection,
  id: string,
  { worker, ...settled }: Settled & { readonly worker: number | null },
): Promise<Row | null> {
  const number = knownId('D', id)
  const row = await db
    .updateTable('deliveries')
    .set({
      finished_at: null,
      turn_at: null,
      look_at: sql`${realNow} + interval '3 seconds'`,
      ...settled,
    })
    .where('id', '=', number)
    .where(sql<boolean>`claimed_by is not distinct from ${worker}`)
    .where('status', 'in', ['sending', 'in-doubt'])
    .where('status', '<>', settled.status)
    .returningAll()
    .executeTakeFirst()
  if (row) return row
  const found = await db.selectFrom('deliveries').select('status').where('id', '=', number).executeTakeFirst()
  if (found?.status !== settled.status) throw new StaleWrite(`delivery ${id} is ${found?.status ?? 'unknown'}`)
  return null
}

type Doubted = Pick<Delivery, 'id' | 'attempts'>

/**
 * Ends the doubt about one attempt of a delivery.
 * @returns its row, or null when it is in doubt no more
 */
export async function endDoubt(
  db: Connection,
  { id, attempts }: Doubted,
  end: Settled | { readonly undecidable: true },
): Promise<Row | null> {
  const row = await db
    .updateTable('deliveries')
    .set(end)
    .where('id', '=', knownId('D', id))
    .where('status', '=', 'in-doubt')
    .where('attempts', '=', attempts)
    .returningAll()
    .executeTakeFirst()
  return row ?? null
}
