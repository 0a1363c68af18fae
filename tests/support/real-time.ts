import { sql } from 'kysely'
import type { Connection } from '../../src/adapters/postgres/plumbing/database.ts'

/** As if so many real seconds had passed since deliveries were taken for sending, and since they are in doubt. */
export async function realSecondsPass(db: Connection, seconds: number): Promise<void> {
  await sql`update deliveries set
    claimed_at = claimed_at - make_interval(secs => ${seconds}),
    look_at = look_at - make_interval(secs => ${seconds})`.execute(db)
}
