import { type Kysely, sql } from 'kysely'

/** How many systems start in each quarter-hour is a row, which each change of an update keeps in step. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table slots (
      starts_at timestamptz primary key,
      taken integer not null
    ) with (fillfactor = 70)`.execute(db)
  await sql`
    insert into slots (starts_at, taken)
    select date_bin('15 minutes', starts_at, 'epoch'), count(*) from updates
    where status in ('scheduled', 'held', 'updating', 'stalled')
    group by 1`.execute(db)
  await sql`drop index updates_slots`.execute(db)
  for (const [operation, tables] of Object.entries(changes)) {
    const rows = Object.entries(tables).map(
      ([table, sign]) => sql`
      select date_bin('15 minutes', starts_at, 'epoch') as slot, ${sql.lit(sign)} as systems from ${sql.ref(table)}
      where status in ('scheduled', 'held', 'updating', 'stalled')`,
    )
    const name = sql.ref(`count_slots_after_${operation}`)
    // In the order of time, so that two who change many slots never wait for each other.
    await sql`
      create function ${name}() returns trigger language plpgsql as $$
      begin
        insert into slots (starts_at, taken)
        select slot, sum(systems) from (${sql.join(rows, sql` union all `)}) changed
        group by slot having sum(systems) <> 0 order by slot
        on conflict (starts_at) do update set taken = slots.taken + excluded.taken;
        return null;
      end $$`.execute(db)
    const referencing = Object.keys(tables).map(
      (table) => sql`${sql.raw(table === 'was' ? 'old' : 'new')} table as ${sql.ref(table)}`,
    )
    await sql`
      create trigger ${name} after ${sql.raw(operation)} on updates referencing ${sql.join(referencing, sql` `)}
      for each statement execute function ${name}()`.execute(db)
  }
}

/** Which rows take a slot and which leave one. */
const changes = {
  insert: { became: 1 },
  update: { was: -1, became: 1 },
  delete: { was: -1 },
}
