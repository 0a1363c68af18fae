import { type Kysely, sql } from 'kysely'

/**
 * Who has seen what is planned: each person for themselves, of each update. What was written down before, once for each
 * release at a client, counts for the updates that stood in its plan then.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table seen (
      update bigint not null references updates (id),
      person text not null,
      name text not null,
      at timestamptz not null,
      way jsonb not null,
      primary key (update, person)
    )`.execute(db)
  await sql`
    insert into seen
    select updates.id, audit.actor ->> 'id', audit.actor ->> 'name', audit.at, coalesce(audit.way, '{"by":"unknown"}')
    from audit join updates
      on audit.subject = 'seen:' || updates.client || ':' || updates.release and updates.created_at <= audit.at
    where audit.action = 'acknowledged'
    order by audit.id
    on conflict do nothing`.execute(db)
}
