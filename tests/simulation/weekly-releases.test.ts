import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { anyWorld } from './arbitrary.ts'
import { passTime } from './pass-time.ts'
import { take } from './steps.ts'
import { longestWaits } from './waits.ts'
import { openUniverse, type Universe } from './world.ts'

const day = 86_400_000

let universe: Universe
beforeAll(async () => {
  universe = await openUniverse()
})
afterAll(() => universe.close())

const anyRhythm = fc.record({
  plan: anyWorld,
  /** Releases come faster than the notice period, or about as fast. */
  everyHours: fc.integer({ min: 70, max: 180 }),
  waves: fc.boolean(),
  /** A few days in which a client freezes its systems. */
  freezeAt: fc.nat(20),
})

/** @returns how many days lie between two openings of these windows at most: a month's last Saturday comes after 35 */
const daysBetween = (windows: readonly string[]) =>
  Math.min(...windows.map((window) => (/^(first|last)/.test(window) ? 35 : 7)))

/**
 * @returns days: 7 of notice and those to the window; a frozen window, and one that a change of the clock makes too short (on a
 *   Friday in Cairo, midnight to 1:15 begins at 1:00); and where there are waves, those before one's own
 */
const longestWait = (windows: readonly string[], waves: boolean) => 7 + 3 * daysBetween(windows) + (waves ? 21 : 0) + 1

it('nobody waits for ever because releases come often', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(anyRhythm, async ({ plan, everyHours, waves, freezeAt }) => {
      await universe.visit({ ...plan, capacity: 50 }, async (world) => {
        const from = world.clock.now()
        const longest = new Map(plan.clients.map(({ windows }, i) => [`c${i}`, longestWait(windows, waves)]))
        const end = from.getTime() + (Math.max(...longest.values()) + 10) * day
        await take(world, { do: 'freeze', own: true, which: 0, from: freezeAt, days: 3 })
        while (world.clock.now().getTime() < end) {
          await take(world, { do: 'publish', kind: 'regular', waves, healthy: 15 })
          await passTime(world, everyHours)
        }
        for (const [system, days] of await longestWaits(world, from))
          expect(days, `${system} waited`).toBeLessThan(longest.get(system.split('/')[0] ?? '') ?? 0)
      })
    }),
    { numRuns: 6 },
  )
})

it('whoever is forgotten is found', async () => {
  await universe.visit(
    {
      startsAt: '2026-11-22T12:00:00Z',
      capacity: 50,
      clients: [
        { zone: 'Europe/Berlin', windows: ['SUN 01:00-05:00'], staging: true },
        { zone: 'Europe/Berlin', windows: ['fifth SUN 01:00-05:00'], staging: false },
      ],
    },
    async (world) => {
      const from = world.clock.now()
      await take(world, { do: 'publish', kind: 'regular', waves: false, healthy: 15 })
      await passTime(world, 21 * 24)
      const days = await longestWaits(world, from)
      // Updated on Sunday 6 December, which is 14 days later; the other one has no fifth Sunday within 60 days.
      expect([...days].map(([system, waited]) => [system, Math.floor(waited)]).sort()).toEqual([
        ['c0/production', 13],
        ['c0/staging', 13],
        ['c1/production', 21],
      ])
    },
  )
})
