import { type RawBuilder, sql } from 'kysely'
import type { ClientSettings } from '../../../app/ports/ports.ts'
import type { Outlooks, PlannedGroup, Timing, UnplannedClient } from '../../../app/ports/stores/outlook-ports.ts'
import type { PolicyNumbers } from '../../../domain/people/policy-numbers.ts'
import { inEffect } from '../clients/client-rows.ts'
import type { Connection } from '../plumbing/database.ts'
import { readSeen } from './outlook-seen.ts'

/** @param defaultWindows those of a client that has none (`DEFAULT_WINDOW`) */
export const makeOutlooks = (db: Connection, defaultWindows: readonly string[]): Outlooks => ({
  async planned(release, now) {
    const { rows } = await sql<TimingRow & PlannedRow>`
      select ${timing(now)}, u.status, u.starts_at, u.deadline, count(*)::integer as systems
      from updates u join clients c on c.id = u.client
      where u.release = ${release} and u.status in ('scheduled', 'held', 'updating', 'stalled')
      group by c.zone, c.windows, c.policy, c.settings, frozen, u.status, u.starts_at, u.deadline`.execute(db)
    return rows.map(({ status, starts_at, deadline, systems, ...row }) => ({
      ...timingOf(row, defaultWindows),
      status,
      deadline,
      systems,
      startsAt: starts_at,
    }))
  },
  async unplanned(release, now) {
    const { rows } = await sql<TimingRow & UnplannedRow>`
      with chosen as (
        select client, environment from updates where release = ${release} and status <> 'failed'
      ), behind as (
        select v.client, v.status, s.environment from verifications v
        join systems s on s.client = v.client and s.version is distinct from v.release
        left join chosen on chosen.client = s.client and chosen.environment = s.environment
        where v.release = ${release} and chosen.client is null
          and v.status in ('requested', 'copying', 'updating', 'checking', 'silent', 'failed', 'reported', 'passed')
      ), waiting as (
        select behind.client, behind.status, count(*)::integer as systems,
          max(u.starts_at + make_interval(mins => u.expected_minutes)) as busy_until
        from behind left join updates u on u.client = behind.client and u.environment = behind.environment
          and u.status in ('scheduled', 'held', 'updating', 'stalled')
        group by behind.client, behind.status
      )
      select ${timing(now)}, w.client, w.status, w.systems, w.busy_until
      from waiting w join clients c on c.id = w.client order by w.client`.execute(db)
    return rows.map(({ client, status, systems, busy_until, ...row }) => ({
      ...timingOf(row, defaultWindows),
      client,
      systems,
      verification: status,
      busyUntil: busy_until,
    }))
  },
  seen: () => readSeen(db),
})

type TimingRow = {
  readonly zone: string
  readonly windows: readonly string[]
  readonly policy: Partial<PolicyNumbers>
  readonly settings: ClientSettings
  readonly frozen: string | null
}
type PlannedRow = Pick<PlannedGroup, 'status' | 'deadline' | 'systems'> & { readonly starts_at: Date }
type UnplannedRow = Pick<UnplannedClient, 'client' | 'systems'> & {
  readonly status: UnplannedClient['verification']
  readonly busy_until: Date | null
}

const timing = (now: Date): RawBuilder<unknown> => sql`c.zone, c.windows, c.policy, c.settings,
  case when exists (select from freezes f where f.client = c.id and f.ends_at > ${now}) then c.id end as frozen`

const timingOf = ({ frozen, ...row }: TimingRow, defaultWindows: readonly string[]): Timing => ({
  ...inEffect(row, defaultWindows),
  frozen,
})
