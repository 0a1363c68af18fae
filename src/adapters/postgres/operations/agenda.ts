import { sql } from 'kysely'
import type { Agenda, Agendas } from '../../../app/ports/agenda.ts'
import type { Connection } from '../plumbing/database.ts'

/** Each part is answered by a partial index, whose condition it repeats, and so costs the same however much is over. */
export const makeAgendas = (db: Connection): Agendas => ({
  async read(now) {
    const { rows } = await sql<Agenda>`
      select
        exists (select from updates where status = 'scheduled' and starts_at <= ${now}) as starting,
        exists (select from updates where status = 'updating') as updating,
        exists (select from urgent_requests where status in ('requested', 'claimed')) as requests,
        exists (select from verifications
          where status in ('requested', 'copying', 'updating', 'checking', 'silent')) as verifying,
        exists (select from verifications where go_ahead_owed) as "goAheads",
        exists (select from follow_ups) as "followUps",
        exists (select from deliveries where status = 'sending')
          or exists (select from deliveries where status = 'in-doubt') as unsettled`.execute(db)
    const [agenda] = rows
    if (!agenda) throw new Error('a select without a table has one row')
    return agenda
  },
})
