import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { passTime } from './pass-time.ts'
import { anyWorld, take } from './steps.ts'
import { openUniverse, type Universe, type World } from './world.ts'

const day = 86_400_000

let universe: Universe
beforeAll(async () => {
  universe = await openUniverse()
})
afterAll(() => universe.close())

/** When each system was updated, in days from the beginning. */
async function updatedAt({ db, clock }: World, from: Date): Promise<Map<string, number[]>> {
  const { rows } = await sql<{ system: string; finished: Date | null }>`
    select s.client || '/' || s.environment as system, u.finished_at as finished
    from systems s left join updates u on u.client = s.client and u.environment = s.environment and u.status = 'updated'
    order by u.finished_at`.execute(db)
  const found = new Map<string, number[]>()
  for (const { system, finished } of rows) {
    const days = finished ? [(finished.getTime() - from.getTime()) / day] : []
    found.set(system, [...(found.get(system) ?? []), ...days])
  }
  for (const days of found.values()) days.push((clock.now().getTime() - from.getTime()) / day)
  return found
}

const anyRhythm = fc.record({
  plan: anyWorld,
  /** Releases come faster than the notice period, or about as fast. */
  everyHours: fc.integer({ min: 70, max: 180 }),
  waves: fc.boolean(),
  /** A few days in which a client freezes its systems. */
  freezeAt: fc.nat(20),
})

it('nobody waits for ever because releases come often', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(anyRhythm, async ({ plan, everyHours, waves, freezeAt }) => {
      await universe.visit({ ...plan, capacity: 50 }, async (world) => {
        const from = world.clock.now()
        await take(world, { do: 'freeze', own: true, which: 0, from: freezeAt, days: 3 })
        while (world.clock.now().getTime() - from.getTime() < 45 * day) {
          await take(world, { do: 'publish', kind: 'regular', waves, healthy: 15 })
          await passTime(world, everyHours)
        }
        // 7 days of notice and a week to the window; a frozen window; and where there are waves, those before one's own.
        const longest = 7 + 7 + 7 + (waves ? 21 : 0) + 1
        for (const [system, days] of await updatedAt(world, from))
          for (const [i, at] of days.entries())
            expect(at - (days[i - 1] ?? 0), `${system} waited, updated on days ${days}`).toBeLessThan(longest)
      })
    }),
    { numRuns: 6 },
  )
})
