import { type Kysely, sql } from 'kysely'

/** A turn that is kept is a row of its own: it goes with the delivery that it was kept for, and can be given to another. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Nothing is owed by it: a delivery whose turn is lost is given one anew.
  await sql`
    create unlogged table kept_turns (
      lane text not null,
      at timestamptz not null,
      delivery bigint not null,
      primary key (lane, delivery)
    )`.execute(db)
  await sql`create index on kept_turns (lane, at)`.execute(db)
  await sql`create index on kept_turns (delivery)`.execute(db)
  await sql`alter table lanes drop column turns`.execute(db)
  await sql`alter table deliveries add column turn_round integer`.execute(db)
}
