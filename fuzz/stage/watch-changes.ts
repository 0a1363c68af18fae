import { sql } from 'kysely'
import type { Database } from '../../src/adapters/postgres/plumbing/database.ts'

/** A row that was written: of which table, and whose it is; null for what is the vendor's or nobody's. */
export type Change = { readonly table: string; readonly client: string | null }

/** What was written since it was asked last. */
export type Watch = { take(): Promise<readonly Change[]> }

/** Writes down every row that anybody changes, by a trigger on each table, in the transaction that changes it. */
export async function watchChanges(db: Database): Promise<Watch> {
  await sql`create schema fuzz`.execute(db)
  await sql`
    create unlogged table fuzz.changes (
      id bigint generated always as identity, tab text not null, client text)`.execute(db)
  await sql`
    create function fuzz.client_of(tab text, changed jsonb) returns text language plpgsql as $$
    begin
      return case
        when tab = 'clients' then changed ->> 'id'
        when changed ->> 'client' is not null then changed ->> 'client'
        when changed ? 'notice' then (select client from notices where id = (changed ->> 'notice')::bigint)
        when changed ? 'place' then (select client from places where id = (changed ->> 'place')::bigint)
        when changed ? 'delivery' then (
          select notices.client from deliveries join notices on notices.id = deliveries.notice
          where deliveries.id = (changed ->> 'delivery')::bigint)
        when changed ? 'update' then (select client from updates where id = (changed ->> 'update')::bigint)
        when changed ? 'verification' then (
          select client from verifications where id = (changed ->> 'verification')::bigint)
      end;
    end $$`.execute(db)
  await sql`
    create function fuzz.note() returns trigger language plpgsql as $$
    begin
      insert into fuzz.changes (tab, client)
        values (tg_table_name, fuzz.client_of(tg_table_name, to_jsonb(coalesce(new, old))));
      return null;
    end $$`.execute(db)
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%'`.execute(db)
  for (const { name } of rows)
    await sql`
      create trigger fuzz_note after insert or update or delete on ${sql.table(name)}
      for each row execute function fuzz.note()`.execute(db)
  return {
    async take() {
      const taken = await sql<Change>`delete from fuzz.changes returning tab as "table", client`.execute(db)
      return taken.rows
    },
  }
}
