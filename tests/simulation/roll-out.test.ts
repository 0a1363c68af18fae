import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { anyStep, windows, zones } from './arbitrary.ts'
import { violations } from './invariants.ts'
import { take } from './steps.ts'
import { openUniverse, type Universe } from './world.ts'

const clients = 500

let universe: Universe
beforeAll(async () => {
  universe = await openUniverse()
})
afterAll(() => universe.close())

it(`whole roll-outs to ${clients} clients, with all that goes wrong`, { timeout: 1_200_000 }, async () => {
  const world = await universe.settle({
    startsAt: '2026-10-12T09:00:00Z',
    capacity: 40,
    clients: Array.from({ length: clients }, (_, i) => ({
      zone: zones[i % zones.length] ?? 'UTC',
      windows: [windows[i % windows.length] ?? 'SUN 01:00-05:00'],
      staging: i % 5 > 0,
    })),
  })
  const seed = 20_261_012
  const acts = fc.sample(anyStep, { numRuns: 60, seed }).filter((step) => step.do !== 'publish')
  let waves = false
  for (let week = 0; week < 2; week++) {
    await take(world, {
      do: 'publish',
      kind: week === 1 ? 'security' : 'regular',
      waves,
      healthy: week === 0 ? 15 : 7,
    })
    expect(await violations(world)).toEqual([])
    waves = !waves
    for (const act of acts.splice(0, 8)) {
      await take(world, act)
      expect(await violations(world), JSON.stringify(act)).toEqual([])
    }
    await take(world, {
      do: 'pass',
      hours: 120,
      outage: false,
      fates: ['updated', 'updated', 'updated', 'failed'],
    })
    expect(await violations(world)).toEqual([])
  }
  const { rows } = await sql<{ status: string; systems: number }>`
    select status, count(*)::int as systems from updates group by status`.execute(world.db)
  const systems = Object.fromEntries(rows.map((row) => [row.status, row.systems]))
  // Two weeks are long enough for the earliest windows after the notice period.
  expect(systems['updated']).toBeGreaterThan(clients / 10)
})
