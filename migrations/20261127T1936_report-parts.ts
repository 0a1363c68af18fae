import { type Kysely, sql } from 'kysely'

/** The parts of reports that are handed in bit by bit, packed, until the report is closed or a day has passed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table report_parts (
      subject text not null,
      attempt integer not null,
      name text not null,
      digest text not null,
      bytes integer not null,
      files integer not null,
      exit_code bigint,
      content_type text,
      body bytea not null,
      at timestamptz not null,
      primary key (subject, attempt, name)
    )`.execute(db)
  // Packed already: nobody tries to pack it once more.
  await sql`alter table report_parts alter column body set storage external`.execute(db)
  await sql`create index on report_parts (at)`.execute(db)
}
