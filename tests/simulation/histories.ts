import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { anyHistory, anyWorld } from './arbitrary.ts'
import { violations } from './invariants.ts'
import { take } from './steps.ts'
import { openUniverse, type Universe } from './world.ts'

/**
 * Random histories of roll-outs in worlds of a few clients: what must hold is checked after every step. A file that calls
 * this is one worker's share of them. A failure prints the shortest history that fails.
 * @param share the seed of this share: the same histories every time, so that a red build is the fault of its change;
 * with `HISTORIES_SEED` others are tried
 */
export function histories(runs: number, share: number): void {
  const seed = Number(process.env['HISTORIES_SEED'] ?? 0) + share
  let universe: Universe
  let steps = 0
  beforeAll(async () => {
    universe = await openUniverse()
  })
  afterAll(() => universe.close())

  it(`of ${runs} roll-outs`, { timeout: 1_200_000 }, async () => {
    const property = fc.asyncProperty(anyWorld, anyHistory, async (plan, history) => {
      await universe.visit(plan, async (world) => {
        for (const step of history) {
          await take(world, step)
          steps += 1
          expect(await violations(world)).toEqual([])
        }
      })
    })
    await fc.assert(property, { numRuns: runs, seed })
    expect(steps).toBeGreaterThan(runs * 6)
  })
}
