import { type Kysely, sql } from 'kysely'

/** Channels and chats in Teams that the bot was put into, and where the platform takes calls about them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table known_conversations (
      tenant text not null,
      conversation text not null,
      kind text not null check (kind in ('channel', 'group', 'personal')),
      user_id text,
      service_url text not null,
      bot text not null,
      updated_at timestamptz not null,
      primary key (tenant, conversation),
      check (user_id is null or kind = 'personal')
    )`.execute(db)
  await sql`
    create index known_conversations_user on known_conversations (tenant, user_id)
    where user_id is not null`.execute(db)
}
