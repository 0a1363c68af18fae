import { type Kysely, sql } from 'kysely'

/**
 * What administrators set for themselves in chat: quiet hours, what comes to them. Kept apart from the administrators
 * of the document, which are replaced with every document; somebody who is named again has their settings again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table personal_settings (
      client text not null references clients,
      administrator text not null,
      settings jsonb not null,
      updated_at timestamptz not null,
      primary key (client, administrator)
    )`.execute(db)
}
