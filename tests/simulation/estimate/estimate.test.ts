import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openUniverse, type Universe } from '../world.ts'
import { randomOf } from './random.ts'
import { type History, rollOut, type Stated } from './roll-out.ts'

/** The same every time, so that a red build is the fault of its change; with `HISTORIES_SEED` others are tried. */
const first = 1 + Number(process.env['HISTORIES_SEED'] ?? 0)
const seeds = Array.from({ length: 64 }, (_, index) => first + index)
const atOnce = 4
const day = 86_400_000

/** The end that was stated when the release went out, and the one at any moment after. */
const moments: Readonly<Record<string, (history: History) => Stated | undefined>> = {
  'when the release goes out': ({ stated }) => stated[0],
  'at any moment of the roll-out': ({ stated, seed }) => stated[Math.floor(randomOf(seed).next() * stated.length)],
}

describe(`the end of ${seeds.length} simulated roll-outs`, () => {
  const universes: Universe[] = []
  let histories: History[] = []
  beforeAll(async () => {
    for (let lane = 0; lane < atOnce; lane++) universes.push(await openUniverse())
    const left = [...seeds]
    const lived: History[] = []
    await Promise.all(
      universes.map(async (universe) => {
        for (let seed = left.shift(); seed !== undefined; seed = left.shift()) lived.push(await rollOut(universe, seed))
      }),
    )
    histories = lived.sort((a, b) => a.seed - b.seed)
  }, 600_000)
  afterAll(() => Promise.all(universes.map((universe) => universe.close())))

  it.each(Object.keys(moments))('lies inside the span that is stated %s, nine times out of ten', (moment) => {
    const missed = histories.flatMap((history) => {
      const stated = moments[moment]?.(history)
      if (!stated) return []
      const { from, until } = stated.span
      if (from <= history.end && history.end <= until) return []
      const span = `${from.toISOString()} to ${until.toISOString()}`
      return [`${history.seed} ended ${history.end.toISOString()}, not ${span}: ${history.events.join('; ')}`]
    })
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(Math.floor(seeds.length / 10))
  })

  it('is stated closely enough to be of use, and more so the nearer it is', () => {
    const lengthAt = (part: number): number => {
      const days = histories.map(({ stated }) => {
        const span = stated[Math.floor(part * (stated.length - 1))]?.span
        return span ? (span.until.getTime() - span.from.getTime()) / day : 0
      })
      return days.sort((a, b) => a - b)[days.length >> 1] ?? 0
    }
    expect(lengthAt(0)).toBeLessThan(28)
    expect(lengthAt(0.75)).toBeLessThan(lengthAt(0))
    expect(lengthAt(0.75)).toBeGreaterThan(0.5)
  })

  it('comes about in every way that a roll-out can take', () => {
    const told = histories.flatMap(({ events }) => events).join('\n')
    for (const word of [
      'freeze of all',
      'freeze of c',
      'paused',
      'held by its waves',
      'moved',
      'cancelled',
      'decision',
      'silent',
    ])
      expect(told).toContain(word)
    expect(new Set(histories.map(({ waves }) => waves)).size).toBe(2)
  })
})
