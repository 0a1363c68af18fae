import { type Kysely, sql } from 'kysely'

/** When a quota counts for nothing any more is its `expires_at`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table quotas rename column useless to expires_at`.execute(db)
  await sql`alter index quotas_useless_idx rename to quotas_expires_at_idx`.execute(db)
}
