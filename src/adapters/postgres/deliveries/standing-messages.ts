import { type Selectable, sql } from 'kysely'
import { type MessageRef, nothingStands } from '../../../app/ports/delivery-ports.ts'
import type { Connection } from '../plumbing/database.ts'
import { toJson } from '../plumbing/json.ts'
import type { Tables } from '../tables/tables.ts'

/**
 * A new message with a standing key is the one that is edited and answered from now on; the one before it rests. An edit
 * names it anew: where it was gone, the sender has posted another.
 */
export async function storeStanding(
  db: Connection,
  { mode, place, standing, keeps }: Selectable<Tables['deliveries']>,
  { message, shows, now }: { readonly message: MessageRef; readonly shows: string | null; readonly now: Date },
): Promise<void> {
  const key = mode === 'reply' ? keeps : standing
  if (key === null) return
  const said = { message: toJson(message), shows, updated_at: now }
  await db
    .insertInto('standing_messages')
    .values({ place, key, ...said })
    .onConflict((known) => known.columns(['place', 'key']).doUpdateSet(said))
    .execute()
}

/**
 * A message that was in doubt was not redrawn meanwhile, since nobody knew where it stands: what it missed is owed again,
 * once, for it is drawn as things are then.
 */
export async function redrawWhatWasFound(
  db: Connection,
  { id, mode, place, standing }: Selectable<Tables['deliveries']>,
  now: Date,
): Promise<void> {
  if (mode !== 'post' || standing === null) return
  await sql`
    update deliveries set status = 'pending', reason = null, finished_at = null, due_at = ${now}
    where id = (
      select max(id) from deliveries
      where place = ${place} and standing = ${standing} and id > ${id} and mode = 'edit' and status = 'suppressed'
        and reason = ${nothingStands})`.execute(db)
}
