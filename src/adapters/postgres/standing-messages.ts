import type { Selectable } from 'kysely'
import type { MessageRef } from '../../app/delivery-ports.ts'
import type { Connection } from './database.ts'
import { toJson } from './json.ts'
import type { Tables } from './tables.ts'

/**
 * A new message with a standing key is the one that is edited and answered from now on; the one before it rests. An edit
 * names it anew: where it was gone, the sender has posted another.
 */
export async function storeStanding(
  db: Connection,
  { mode, place, standing }: Selectable<Tables['deliveries']>,
  {
    message,
    shows,
    now,
  }: { readonly message: MessageRef; readonly shows: string | null; readonly now: Date },
): Promise<void> {
  if (mode === 'reply' || standing === null) return
  const said = { message: toJson(message), shows, updated_at: now }
  await db
    .insertInto('standing_messages')
    .values({ place, key: standing, ...said })
    .onConflict((known) => known.columns(['place', 'key']).doUpdateSet(said))
    .execute()
}
