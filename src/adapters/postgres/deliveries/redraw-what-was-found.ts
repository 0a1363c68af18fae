import { sql } from 'kysely'
import { nothingStands } from '../../../app/ports/delivery-ports.ts'
import type { Connection } from '../plumbing/database.ts'
import { knownId } from '../plumbing/ids.ts'

/**
 * A message that was in doubt was not redrawn meanwhile, since nobody knew where it stands: what it missed is owed again,
 * once, for it is drawn as things are then.
 */
export async function redrawWhatWasFound(db: Connection, id: string, now: Date): Promise<void> {
  await sql`
    update deliveries set status = 'pending', reason = null, finished_at = null, due_at = ${now}
    where id = (
      select max(missed.id) from deliveries found
      join deliveries missed on missed.place = found.place and missed.standing = found.standing and missed.id > found.id
      where found.id = ${knownId('D', id)} and found.mode = 'post' and missed.mode = 'edit'
        and missed.status = 'suppressed' and missed.reason = ${nothingStands})`.execute(db)
}
