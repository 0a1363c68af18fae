import { sql } from 'kysely'
import { slotOf } from '../../src/domain/time/slot.ts'
import { owedOnce, stagingUnmailed, toldAsDone } from './told-once.ts'
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

type Facts = { readonly world: World; readonly rows: readonly Row[]; readonly scheduled: readonly Row[] }

/** What must hold after every step of every history, by name. Each says in words what does not. */
const invariants = {
  'one active update for each system': ({ rows }) => oneActive(rows),
  'never over capacity': ({ rows, world }) => withinCapacity(rows, world.capacity),
  'slots count what stands': ({ world, rows }) => slotsInStep(world, rows),
  'never in a freeze that binds': ({ world, scheduled }) => outsideFreezes(world, scheduled),
  'nobody scheduled with an open finding': ({ world, scheduled }) => withoutFindings(world, scheduled),
  'only what is available': ({ world, rows }) => ofAvailableReleases(world, rows),
  'what was missed is planned anew': ({ world, scheduled }) =>
    scheduled
      .filter(({ starts }) => starts.getTime() < world.clock.now().getTime() - 15 * minute)
      .map(({ id }) => `${id} was missed and is not planned anew`),
  'before its deadline': ({ scheduled }) =>
    scheduled
      .filter(({ starts, deadline, chosen }) => chosen !== 'services' && starts >= deadline)
      .map(({ id }) => `${id} starts at or after its deadline`),
  'production and staging together': ({ world, rows }) => together(world, rows),
  'handed over at most once': ({ world }) => handedOverOnce(world),
  'never early, never late': ({ world, rows }) => onTime(world, rows),
  'told as it was done': ({ world }) => toldAsDone(world),
  'each owed notice one row': ({ world }) => owedOnce(world),
  'staging is mailed to nobody': ({ world }) => stagingUnmailed(world),
} satisfies Record<string, (facts: Facts) => string[] | Promise<string[]>>

export type Invariant = keyof typeof invariants
export const invariantNames = Object.keys(invariants) as readonly Invariant[]

/** @returns what does not hold, each beginning with the name of the invariant that is broken */
export async function violations(world: World): Promise<string[]> {
  const { rows } = await sql<Row>`
    select 'U-' || id as id, client, environment, release, kind, status, starts_at as starts, first_start as first,
      deadline, chosen_by as chosen, exists (select from urgent_requests r where r.update = u.id) as urgent
    from updates u`.execute(world.db)
  const facts = { world, rows, scheduled: rows.filter(({ status }) => status === 'scheduled') }
  const found: string[] = []
  for (const name of invariantNames) for (const what of await invariants[name](facts)) found.push(`${name}: ${what}`)
  return found
}

function oneActive(rows: readonly Row[]): string[] {
  const systems = rows
    .filter(({ status }) => active.includes(status))
    .map(({ client, environment }) => `${client}/${environment}`)
  return systems.filter((one, i) => systems.indexOf(one) !== i).map((one) => `${one} has two active updates`)
}

function startingIn(rows: readonly Row[]): ReadonlyMap<number, number> {
  const slots = new Map<number, number>()
  for (const { status, starts } of rows)
    if (active.includes(status)) {
      const slot = slotOf(starts).getTime()
      slots.set(slot, (slots.get(slot) ?? 0) + 1)
    }
  return slots
}

async function slotsInStep({ db }: World, rows: readonly Row[]): Promise<string[]> {
  const starting = startingIn(rows)
  const counted = await sql<{ at: Date; taken: number }>`select starts_at as at, taken from slots`.execute(db)
  const taken = new Map(counted.rows.map((row) => [row.at.getTime(), row.taken]))
  return [...new Set([...starting.keys(), ...taken.keys()])]
    .filter((slot) => (starting.get(slot) ?? 0) !== (taken.get(slot) ?? 0))
    .map((slot) => `${starting.get(slot)} start at ${new Date(slot).toISOString()}, and ${taken.get(slot)} are counted`)
}

function withinCapacity(rows: readonly Row[], capacity: number): string[] {
  return [...startingIn(rows)]
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
        freeze.client === null ? chosen !== 'services' : freeze.client === client && kind !== 'security' && !urgent,
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
      const same = staging.release === production.release && staging.starts.getTime() === production.starts.getTime()
      return same ? [] : [`${production.id} and ${staging.id} of ${production.client} do not start together`]
    })
}

function handedOverOnce({ jobs }: World): string[] {
  return jobs
    .filter(({ update }, i) => jobs.findIndex((job) => job.update === update) !== i)
    .map(({ update }) => `${update} was handed over twice`)
}

function onTime({ jobs }: World, rows: readonly Row[]): string[] {
  return jobs.flatMap(({ update, at }) => {
    const row = rows.find(({ id }) => id === update)
    const late = row ? at.getTime() - row.starts.getTime() : Number.NaN
    return late >= 0 && late <= 15 * minute ? [] : [`${update} was handed over ${late} ms after its start`]
  })
}
