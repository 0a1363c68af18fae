import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openQueueBackend, type QueueBackend } from '../../../src/adapters/jobs/queue-backend.ts'
import { type Jobs, startJobs } from '../../../src/adapters/jobs/start-jobs.ts'
import type { UpdateJob } from '../../../src/app/ports/runner-ports.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'
import { available, openVendor } from '../../support/scene.ts'

const clients = 250
const startsAt = new Date('2026-12-06T06:00:00Z')
const minute = 60_000

let house: House
const jobs: { readonly job: UpdateJob; readonly at: Date }[] = []
const running: { readonly jobs: Jobs; readonly backend: QueueBackend }[] = []
beforeAll(async () => {
  house = await openHouse(
    '2026-11-22T12:00:00Z',
    {},
    {
      updateRunner: {
        run: async (job) => {
          jobs.push({ job, at: house.clock.now() })
          return { status: 'calls-back' }
        },
      },
    },
  )
  await openVendor(house)
  await available(house, '3.9.12')
  await fill()
}, 120_000)
afterAll(async () => {
  for (const one of running) {
    await one.jobs.stop()
    await one.backend.close()
  }
  await house.close()
})

/** Both systems of 250 clients are due in the same quarter-hour; one of them was moved away, one is on hold. */
async function fill(): Promise<void> {
  const statements = [
    sql`insert into clients select 'c-' || n, 'College ' || n, 'America/Toronto', array['SUN 01:00-05:00'], '{}', '{}',
      1, ${startsAt}, ${startsAt} from generate_series(1, ${sql.lit(clients)}) n`,
    sql`insert into systems select id, environment, '3.9.11', null
      from clients, unnest(array['production', 'staging']) environment`,
    sql`insert into updates (client, environment, release, kind, status, starts_at, zone, expected_minutes, first_start,
        deadline, chosen_by, created_at, updated_at)
      select client, environment, '3.9.12', 'regular', 'scheduled', ${startsAt}, 'America/Toronto', 60, ${startsAt},
        ${startsAt}::timestamptz + interval '35 days', 'rule', ${startsAt}, ${startsAt} from systems`,
    sql`update updates set starts_at = starts_at + interval '1 hour' where client = 'c-1' and environment = 'staging'`,
    sql`update updates set status = 'held', held_at = starts_at, hold = 'release-paused' where client = 'c-2' and environment = 'staging'`,
  ]
  for (const statement of statements) await statement.execute(house.db)
}

/** The clock goes on by itself from here. */
function goFrom(instant: Date): void {
  const ahead = instant.getTime() - Date.now()
  house.clock.now = () => new Date(Date.now() + ahead)
}

it('500 systems due at once start on the moment, none early, none late, each handed over once by three workers', async () => {
  goFrom(new Date(startsAt.getTime() - 2_000))
  for (let n = 0; n < 3; n++) {
    const backend = await openQueueBackend({ databaseUrl: house.url, onError: () => undefined })
    const work = n === 0 ? house.work : house.anotherWorker()
    running.push({
      backend,
      jobs: await startJobs({ work, backend, logger: house.ports.logger, tickMs: 200 }),
    })
  }
  const due = clients * 2 - 2
  await eventually('all to be handed over', async () => (jobs.length >= due ? true : undefined), 120_000)
  // Whatever else the queues hold finds nothing to do.
  goFrom(new Date(startsAt.getTime() + 14 * minute))
  for (const { jobs: one } of running) one.wake('starts')
  await eventually('the queues to be empty', async () => {
    const { rows } = await sql<{ left: number }>`
      select count(*) as left from bullmq.job where queue = 'starts'`.execute(house.db)
    return rows[0]?.left === 0 ? true : undefined
  })
  const times = jobs.map(({ at }) => at.getTime() - startsAt.getTime())
  expect(new Set(jobs.map(({ job }) => job.update)).size).toBe(due)
  expect(jobs).toHaveLength(due)
  expect(Math.min(...times)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...times)).toBeLessThanOrEqual(15 * minute)
  const { rows } = await sql<{ status: string; n: number; first: Date; last: Date }>`
    select status, count(*) as n, min(handed_over_at) as first, max(handed_over_at) as last
    from updates group by status order by status`.execute(house.db)
  expect(rows.map(({ status, n }) => [status, n])).toEqual([
    ['held', 1],
    ['scheduled', 1],
    ['updating', due],
  ])
  const [, , updating] = rows
  expect(updating?.first.getTime()).toBeGreaterThanOrEqual(startsAt.getTime())
  expect(updating?.last.getTime()).toBeLessThanOrEqual(startsAt.getTime() + 15 * minute)
}, 180_000)
