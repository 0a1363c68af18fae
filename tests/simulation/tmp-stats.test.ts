import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { violations } from './invariants.ts'
import { anyHistory, anyWorld, take } from './steps.ts'
import { openUniverse } from './world.ts'

it('stats', { timeout: 600_000 }, async () => {
  const universe = await openUniverse()
  const counts: Record<string, number> = {}
  const times: Record<string, number> = {}
  try {
    await fc.assert(
      fc.asyncProperty(anyWorld, anyHistory, async (plan, history) => {
        await universe.visit(plan, async (world) => {
          for (const step of history) {
            const t = performance.now()
            await take(world, step)
            times[step.do] = (times[step.do] ?? 0) + performance.now() - t
            const t2 = performance.now()
            expect(await violations(world)).toEqual([])
            times['inv'] = (times['inv'] ?? 0) + performance.now() - t2
            counts[`step ${step.do}`] = (counts[`step ${step.do}`] ?? 0) + 1
          }
          const { rows } = await sql<{
            action: string
            n: number
          }>`select action, count(*)::int n from audit group by 1`.execute(world.db)
          for (const { action, n } of rows) counts[action] = (counts[action] ?? 0) + n
        })
      }),
      {
        numRuns: Number(process.env['RUNS'] ?? 200),
        ...(process.env['SEED'] ? { seed: Number(process.env['SEED']) } : {}),
      },
    )
  } finally {
    console.log(JSON.stringify(counts, null, 1), JSON.stringify(times, null, 1))
    await universe.close()
  }
})
