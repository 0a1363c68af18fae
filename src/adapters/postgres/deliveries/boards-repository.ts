import { sql } from 'kysely'
import type { Boards } from '../../../app/ports/stores/board-ports.ts'
import type { Connection } from '../plumbing/database.ts'
import { knownId } from '../plumbing/ids.ts'

/** What is on its way or waits for somebody. The states are spelled out as in the partial indexes that answer this. */
const moves = sql<boolean>`(
  exists (select from updates where updates.release = releases.version
    and status in ('scheduled', 'held', 'updating', 'stalled'))
  or exists (select from verifications where verifications.release = releases.version
    and status in ('requested', 'copying', 'updating', 'checking', 'silent', 'reported', 'blocked'))
  or exists (select from incidents join updates on updates.id = incidents.update
    where incidents.status in ('open', 'claimed') and updates.release = releases.version)
  or exists (select from urgent_requests where urgent_requests.release = releases.version
    and urgent_requests.status in ('requested', 'claimed')))`

/**
 * Whether anything at all was written down or told lately, or so long ago was the last look that time itself has changed what
 * is estimated. A minute is left for what was still being written when somebody looked.
 */
const happened = (now: Date) => sql<boolean>`(
  known.looked_at <= ${now}::timestamptz - interval '10 minutes'
  or (select at from audit order by id desc limit 1) > known.looked_at - interval '1 minute'
  or (select created_at from notices order by id desc limit 1) > known.looked_at - interval '1 minute')`

export const makeBoards = (db: Connection): Boards => ({
  async take(since, now) {
    const { rows } = await sql<{ release: string }>`
      insert into release_boards as board (release, looked_at, revision, moves)
      select version, ${now}::timestamptz, releases.revision, ${moves}
      from releases left join release_boards known on known.release = releases.version
      where kind <> 'hotfix' and status in ('available', 'paused', 'withdrawn')
        and (known.looked_at is null or known.looked_at <= ${since})
        and (known.looked_at is null or known.revision <> releases.revision
          or (known.moves or ${moves}) and ${happened(now)})
      on conflict (release) do update
      set looked_at = excluded.looked_at, revision = excluded.revision, moves = excluded.moves
      where board.looked_at <= ${since}
      returning release`.execute(db)
    return rows.map(({ release }) => release)
  },
  async lookAgain(release) {
    const longAgo = new Date(0)
    await db
      .updateTable('release_boards')
      .set({ moves: true, looked_at: longAgo })
      .where('release', '=', release)
      .execute()
  },
  async standing(place, key) {
    const number = knownId('P', place)
    const { rows } = await sql<{ waits: boolean; stands: boolean; shows: string | null }>`
      select exists (select from deliveries where place = ${number} and standing = ${key}
          and status in ('pending', 'sending', 'in-doubt')) as waits,
        message is not null as stands, shows
      from (select) one left join standing_messages on place = ${number} and key = ${key}`.execute(db)
    const [row] = rows
    return {
      isOnItsWay: row?.waits ?? false,
      shows: row?.stands ? (row.shows ?? undefined) : null,
    }
  },
})
