import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Invariant, invariantNames, violations } from './invariants.ts'
import { passTime } from './pass-time.ts'
import { take } from './steps.ts'
import { openUniverse, type Universe, type World } from './world.ts'

/**
 * What each invariant is there to catch, planted in a world where all is well: so that an invariant that no longer sees
 * anything fails here, and not in silence. The world is undone afterwards.
 */
type Planted = (world: World) => Promise<unknown>

const run =
  (...statements: RawBuilder<unknown>[]): Planted =>
  async ({ db }) => {
    for (const statement of statements) await statement.execute(db)
  }
/** Production of the first client, which starts on Sunday 6 December at 00:00 UTC. */
const production = sql`client = 'c0' and environment = 'production'`

const planted: Readonly<Record<Invariant, Planted>> = {
  'one active update for each system': run(
    sql`drop index updates_one_active`,
    sql`update updates set environment = 'production' where client = 'c0'`,
  ),
  'never over capacity': run(sql`update updates set starts_at = (select starts_at from updates where ${production})`),
  'slots count what stands': run(sql`update slots set taken = taken + 1`),
  'never in a freeze that binds': run(
    sql`insert into freezes (scope, client, starts_at, ends_at, reason, created_at)
      select 'client', client, starts_at, starts_at + interval '1 minute', 'exams', created_at
      from updates where ${production}`,
  ),
  'nobody scheduled with an open finding': async (world) => {
    const { db } = world
    await sql`update updates set status = 'cancelled' where client = 'c1'`.execute(db)
    await take(world, { do: 'rerun', which: 0 })
    await take(world, { do: 'report', which: 0, failures: 1, twice: false })
    await sql`update updates set status = 'scheduled', held_at = null where client = 'c1'`.execute(db)
  },
  'only what is available': run(sql`update releases set status = 'paused'`),
  'what was missed is planned anew': async ({ clock }) => clock.set('2026-12-06T00:15:01Z'),
  'before its deadline': run(sql`update updates set deadline = starts_at where ${production}`),
  'production and staging together': run(
    sql`update updates set starts_at = starts_at + interval '15 minutes' where ${production}`,
  ),
  'handed over at most once': async (world) => {
    await passTime(world, 14 * 24)
    world.jobs.push(...world.jobs.slice(0, 1))
  },
  'never early, never late': async (world) => {
    await passTime(world, 14 * 24)
    await sql`update updates set starts_at = starts_at + interval '1 second' where ${production}`.execute(world.db)
  },
  'told as it was done': run(
    sql`insert into audit (actor, action, client, subject, detail, at)
      select actor, 'update-rescheduled', client, subject, detail, at from audit
      where action = 'update-scheduled' and client = 'c0' limit 1`,
  ),
  'each owed notice one row': async (world) => {
    await pauseNearStart(world)
    await sql`
      delete from deliveries where id = (
        select d.id from deliveries d join notices n on n.id = d.notice join places p on p.id = d.place
        where n.kind = 'update-held' and p.kind = 'inbox' limit 1)`.execute(world.db)
  },
  'staging is mailed to nobody': async (world) => {
    await pauseNearStart(world)
    await sql`
      update deliveries d set status = 'pending', reason = null, finished_at = null from notices n, places p
      where n.id = d.notice and p.id = d.place and n.kind = 'update-held' and p.kind = 'mailbox'
        and n.facts ->> 'environment' = 'staging'`.execute(world.db)
  },
}

/** A day before the starts, so that people are told of the hold. */
async function pauseNearStart(world: World): Promise<void> {
  await take(world, { do: 'pass', hours: 300, outage: false, fates: ['updated'] })
  await take(world, { do: 'turn', verb: 'pause', which: 0 })
}

describe('an invariant sees what it is there for', () => {
  let universe: Universe
  beforeAll(async () => {
    universe = await openUniverse()
  })
  afterAll(() => universe.close())

  it.each(invariantNames)('%s', async (name) => {
    const client = { zone: 'Europe/Berlin', windows: ['SUN 01:00-05:00'], staging: true }
    const plan = { startsAt: '2026-11-22T12:00:00Z', capacity: 3, clients: [client, client] }
    await universe.visit(plan, async (world) => {
      await take(world, { do: 'publish', kind: 'regular', waves: false, healthy: 15 })
      expect(await violations(world)).toEqual([])
      await planted[name](world)
      const found = await violations(world)
      expect(found).not.toEqual([])
      expect([...new Set(found.map((one) => one.slice(0, one.indexOf(':'))))]).toEqual([name])
    })
  })
})
