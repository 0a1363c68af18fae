import type { Selectable } from 'kysely'
import type { MessageRef } from '../../app/delivery-ports.ts'
import type { Connection } from './database.ts'
import { toJson } from './json.ts'
import type { Tables } from './tables.ts'

/** A new message with a standing key is the one that is edited and answered from now on; the one before it rests. */
export async function storeStanding(
  db: Connection,
  { mode, place, standing }: Selectable<Tables['deliveries']>,
  message: MessageRef,
  now: Date,
): Promise<void> {
  if (mode !== 'post' || standing === null) return
  const said = { message: toJson(message), updated_at: now }
  await db
    .insertInto('standing_messages')
    .values({ place, key: standing, ...said })
    .onConflict((known) => known.columns(['place', 'key']).doUpdateSet(said))
    .execute()
}
