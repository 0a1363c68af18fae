import { type Kysely, sql } from 'kysely'

/**
 * The audit is only added to, tells by which way each row came, and every row is chained to the one before it. A row is
 * put down for sealing by the insert itself, without waiting for anybody; the seal follows in a transaction of its own.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table audit add column way jsonb`.execute(db)
  await sql`create index on audit (at, id)`.execute(db)

  // Whatever columns there are, and none that is null: a column that comes later changes no digest of today.
  await sql`
    create function audit_digest(entry audit) returns bytea language sql stable
    set timezone to 'UTC' set search_path from current as $$
      select sha256(convert_to((
        select jsonb_object_agg(key, value) from jsonb_each(to_jsonb(entry)) where value <> 'null'
      )::text, 'UTF8'))
    $$`.execute(db)

  await sql`create table audit_unsealed (entry bigint primary key, digest bytea not null)`.execute(db)
  await sql`create table audit_chain (seq bigint primary key, entry bigint not null unique, hash bytea not null)`.execute(
    db,
  )
  await sql`insert into audit_unsealed select id, audit_digest(audit) from audit`.execute(db)

  await sql`
    create function put_down_for_sealing() returns trigger language plpgsql set search_path from current as $$
    begin
      insert into audit_unsealed (entry, digest) values (new.id, audit_digest(new));
      return null;
    end $$`.execute(db)
  await sql`
    create trigger audit_put_down after insert on audit
    for each row execute function put_down_for_sealing()`.execute(db)

  // One seals at a time; who finds another at it leaves it to that one.
  await sql`
    create function seal_audit(most integer) returns integer language plpgsql set search_path from current as $$
    declare
      link audit_chain;
      next record;
      sealed integer := 0;
    begin
      if not pg_try_advisory_xact_lock(hashtext('audit'), hashtext('chain')) then return 0; end if;
      select * into link from audit_chain order by seq desc limit 1;
      for next in
        with taken as (
          delete from audit_unsealed where entry in (select entry from audit_unsealed order by entry limit most)
          returning entry, digest)
        select entry, digest from taken order by entry
      loop
        link.seq := coalesce(link.seq, 0) + 1;
        link.entry := next.entry;
        link.hash := sha256(coalesce(link.hash, ''::bytea) || int8send(link.seq) || int8send(next.entry) || next.digest);
        insert into audit_chain values (link.seq, link.entry, link.hash);
        sealed := sealed + 1;
      end loop;
      return sealed;
    end $$`.execute(db)

  await sql`
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% is only added to', tg_table_name using errcode = 'insufficient_privilege';
    end $$`.execute(db)
  for (const table of ['audit', 'audit_chain']) {
    const name = sql.table(table)
    await sql`
      create trigger only_added_to before update or delete on ${name}
      for each row execute function refuse_change()`.execute(db)
    await sql`
      create trigger never_emptied before truncate on ${name}
      for each statement execute function refuse_change()`.execute(db)
  }
}
