import { sql } from 'kysely'
import { slotOf } from '../../src/domain/slot.ts'
import type { World } from './world.ts'

type Row = {
  readonly id: string
  readonly client: string
  readonly environment: string
  readonly release: string
  readonly kind: string
  readonly status: string
  readonly starts: Date
  readonly first: Date
  readonly deadline: Date
  readonly chosen: string
  readonly urgent: boolean
}

const active = ['scheduled', 'held', 'updating', 'stalled']
const minute = 60_000

/** What must hold after every step of every history. @returns what does not, in words */
export async function violations(world: World): Promise<string[]> {
  const { db, clock, capacity } = world
  const { rows } = await sql<Row>`
    select 'U-' || id as id, client, environment, release, kind, status, starts_at as starts, first_start as first,
      deadline, chosen_by as chosen, exists (select from urgent_requests r where r.update = u.id) as urgent
    from updates u`.execute(db)
  const now = clock.now()
  const scheduled = rows.filter(({ status }) => status === 'scheduled')
  return [
    ...oneActive(rows),
    ...withinCapacity(rows, capacity),
    ...(await outsideFreezes(world, scheduled)),
    ...(await withoutFindings(world, scheduled)),
    ...(await ofAvailableReleases(world, rows)),
    ...scheduled
      .filter(({ starts }) => starts.getTime() < now.getTime() - 15 * minute)
      .map(({ id }) => `${id} was missed and is not planned anew`),
    ...scheduled
      .filter(({ starts, deadline, chosen }) => chosen !== 'services' && starts >= deadline)
      .map(({ id }) => `${id} starts at or after its deadline`),
    ...(await together(world, rows)),
    ...handedOverOnce(world, rows),
    ...(await toldOnce(world)),
  ]
}

function oneActive(rows: readonly Row[]): string[] {
  const systems = rows
    .filter(({ status }) => active.includes(status))
    .map(({ client, environment }) => `${client}/${environment}`)
  return systems.filter((one, i) => systems.indexOf(one) !== i).map((one) => `${one} has two active updates`)
}

function withinCapacity(rows: readonly Row[], capacity: number): string[] {
  const slots = new Map<number, number>()
  for (const { status, starts } of rows)
    if (active.includes(status)) {
      const slot = slotOf(starts).getTime()
      slots.set(slot, (slots.get(slot) ?? 0) + 1)
    }
  return [...slots]
    .filter(([, systems]) => systems > capacity)
    .map(([slot, systems]) => `${systems} systems start at ${new Date(slot).toISOString()}`)
}

async function outsideFreezes({ db }: World, scheduled: readonly Row[]): Promise<string[]> {
  const { rows } = await sql<{ client: string | null; from: Date; until: Date }>`
    select client, starts_at as from, ends_at as until from freezes`.execute(db)
  return scheduled.flatMap(({ id, client, kind, chosen, urgent, starts }) =>
    rows
      .filter(({ from, until }) => from <= starts && starts < until)
      .filter((freeze) =>
        freeze.client === null
          ? chosen !== 'services'
          : freeze.client === client && kind !== 'security' && !urgent,
      )
      .map((freeze) => `${id} starts in a freeze of ${freeze.client ?? 'the vendor'}`),
  )
}

async function withoutFindings({ db }: World, scheduled: readonly Row[]): Promise<string[]> {
  const { rows } = await sql<{ client: string; release: string }>`
    select f.client, f.release from findings f join verifications v on v.id = f.verification
    where f.status in ('open', 'claimed', 'confirmed') and v.status <> 'obsolete'`.execute(db)
  return scheduled
    .filter(({ client, release }) => rows.some((row) => row.client === client && row.release === release))
    .map(({ id }) => `${id} is scheduled with an undecided or confirmed finding`)
}

async function ofAvailableReleases({ db }: World, rows: readonly Row[]): Promise<string[]> {
  const releases = await sql<{
    version: string
    status: string
  }>`select version, status from releases`.execute(db)
  const statusOf = new Map(releases.rows.map(({ version, status }) => [version, status]))
  return rows.flatMap(({ id, status, release }) => {
    const is = statusOf.get(release)
    if (status === 'scheduled' && is !== 'available') return [`${id} is scheduled and its release is ${is}`]
    if (status === 'held' && is === 'withdrawn') return [`${id} is held and its release is withdrawn`]
    return []
  })
}

/** Production and staging start together unless a person moved, stopped or hurried one, or one failed or went silent. */
async function together({ db }: World, rows: readonly Row[]): Promise<string[]> {
  const apart = await sql<{ client: string }>`
    select client from audit where client is not null and (
      (actor ->> 'kind' = 'person' and action in ('update-rescheduled', 'update-cancelled', 'update-restored'))
      or action in ('urgent-accepted', 'update-failed', 'update-stalled'))`.execute(db)
  const disturbed = new Set(apart.rows.map(({ client }) => client))
  const waiting = rows.filter(({ status }) => status === 'scheduled' || status === 'held')
  return waiting
    .filter(({ client, environment }) => environment === 'production' && !disturbed.has(client))
    .flatMap((production) => {
      const staging = waiting.find(
        ({ client, environment }) => client === production.client && environment === 'staging',
      )
      if (!staging) return []
      const same =
        staging.release === production.release && staging.starts.getTime() === production.starts.getTime()
      return same ? [] : [`${production.id} and ${staging.id} of ${production.client} do not start together`]
    })
}

function handedOverOnce({ jobs }: World, rows: readonly Row[]): string[] {
  return jobs.flatMap(({ update, at }, i) => {
    const row = rows.find(({ id }) => id === update)
    const late = row ? at.getTime() - row.starts.getTime() : Number.NaN
    return [
      ...(jobs.findIndex((job) => job.update === update) !== i ? [`${update} was handed over twice`] : []),
      ...(late >= 0 && late <= 15 * minute ? [] : [`${update} was handed over ${late} ms after its start`]),
    ]
  })
}

/** What is done to an update, as the audit and the notices call it alike. */
const changes =
  sql.raw(`('update-scheduled', 'update-rescheduled', 'update-restored', 'update-cancelled', 'update-held',
  'update-resumed', 'update-started', 'update-finished', 'update-failed', 'update-stalled', 'urgent-scheduled')`)

/** Everything that was done is told in one notice, and each notice owes its client's places one row each. */
async function toldOnce({ db }: World): Promise<string[]> {
  const { rows } = await sql<{ what: string }>`
    with done as (
      select action, subject, count(*) as times from audit
      where action in ${changes}
      group by action, subject
    ), said as (
      select kind as action, facts ->> 'update' as subject from notices
      where kind in ${changes}
      union all
      select 'update-scheduled', start ->> 'update' from notices, jsonb_array_elements(facts -> 'starts') start
      where kind = 'updates-scheduled'
      union all
      select 'update-held', held ->> 'update' from notices, jsonb_array_elements(facts -> 'held') held
      where kind = 'verification-blocked'
    ), told as (
      select action, subject, count(*) as times from said group by action, subject
    )
    select format('%s of %s was done %s times and told %s times', coalesce(done.action, told.action),
      coalesce(done.subject, told.subject), coalesce(done.times, 0), coalesce(told.times, 0)) as what
    from done full join told using (action, subject) where done.times is distinct from told.times
    union all
    select format('%s of %s owes %s mails and %s inbox notices', n.kind, n.facts ->> 'update',
      count(*) filter (where p.kind = 'mailbox'), count(*) filter (where p.kind = 'inbox'))
    from notices n left join deliveries d on d.notice = n.id left join places p on p.id = d.place
    where n.kind like 'update-%' and n.kind in ${changes}
    group by n.id
    having count(*) filter (where p.kind = 'mailbox') <> 1 or count(*) filter (where p.kind = 'inbox') <> 1
      or count(*) filter (where p.kind = 'channel' and p.room is null) <> 2
      or bool_or(p.kind = 'mailbox' and (d.status = 'suppressed') <> (n.facts ->> 'environment' = 'staging'))
  `.execute(db)
  return rows.map(({ what }) => what)
}
