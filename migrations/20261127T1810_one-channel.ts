import { type Kysely, sql } from 'kysely'

/**
 * A channel is known by its own id: one that is shared between workspaces is one place. And a channel that a client's own
 * document names waits for the word of somebody in it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table places add column awaits_link boolean not null default false`.execute(db)
  // Of those that are one now the first linked one stays; the vendor's rooms are nobody else's.
  await sql`
    with known as (
      select id, client, linked,
        format('["channel",%s,%s]', to_json(address ->> 'platform'), to_json(address ->> 'channel')) as key,
        row_number() over same as nth,
        row_number() over anybody as first,
        bool_or(room is not null and linked) over (partition by address ->> 'platform', address ->> 'channel') as room
      from places where kind = 'channel'
      window
        same as (partition by client, room, address ->> 'platform', address ->> 'channel' order by linked desc, id),
        anybody as (partition by client is null, address ->> 'platform', address ->> 'channel' order by linked desc, id))
    update places set
      key = case when nth = 1 then known.key else places.key end,
      linked = known.linked and nth = 1 and (known.client is null or (first = 1 and not known.room))
    from known where known.id = places.id`.execute(db)
}
