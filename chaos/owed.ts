import { sql } from 'kysely'
import type { Connection } from '../src/adapters/postgres/plumbing/database.ts'
import { isNotYet } from './not-yet.ts'

/** What Postgres says of one delivery. */
export type Owed = {
  readonly id: string
  readonly place: string
  /** `slack`, `teams`, `mailbox`, `inbox` or `webhook`. */
  readonly kind: string
  readonly mode: 'post' | 'reply' | 'edit' | 'calendar'
  readonly status: 'pending' | 'sending' | 'sent' | 'in-doubt' | 'failed' | 'suppressed'
  readonly reason: string | null
  /** What it is about, in a place; deliveries about the same keep their order. */
  readonly about: readonly string[]
  /** Whether it waits for a time that has not come, and was never tried. */
  readonly later: boolean
}

/**
 * Reads the ledger.
 * @param now of the app's clock, when everything that was due by then had been sent
 */
export async function readOwed(db: Connection, now: Date): Promise<readonly Owed[]> {
  const { rows } = await sql<Owed>`
    select 'D-' || d.id as id, 'P-' || d.place as place,
      coalesce(p.address ->> 'platform', p.kind) as kind, d.mode, d.status, d.reason,
      case
        when n.facts ? 'update' then array[n.facts ->> 'update']
        when n.facts ? 'starts' then array(select start ->> 'update' from jsonb_array_elements(n.facts -> 'starts') start)
        when d.standing is not null then array[d.standing]
        else array[]::text[]
      end as about,
      ${isNotYet(now)} as later
    from deliveries d join notices n on n.id = d.notice join places p on p.id = d.place
    order by d.id`.execute(db)
  return rows
}

/** The deliveries that stand in the in-app inboxes. */
export async function readInboxes(db: Connection): Promise<readonly string[]> {
  const rows = await db.selectFrom('inbox_items').select('delivery').orderBy('id').execute()
  return rows.map(({ delivery }) => `D-${delivery}`)
}
