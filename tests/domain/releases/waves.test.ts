import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  areShares,
  dealWaves,
  failsTooOften,
  opensAt,
  parseGap,
  parseShares,
  type WavePlan,
  type Waves,
  waveOf,
} from '../../../src/domain/releases/waves.ts'

const noon = new Date('2026-11-22T12:00:00Z')
const hour = 3_600_000
const plan: WavePlan = { shares: [1, 10, 100], gapHours: 24 }
const ids = (n: number) => Array.from({ length: n }, (_, i) => `client-${i}`)
/** Every first start is a week after it may be. */
const aWeekLater = async (_: string, notBefore: Date) => new Date(notBefore.getTime() + 168 * hour)
const deal = async (clients: readonly string[], waves = plan): Promise<Waves> => ({
  ...waves,
  steps: await dealWaves(waves, '3.9.12', clients, noon, aWeekLater),
  countFrom: noon,
})
const sizes = (waves: Waves, clients: readonly string[]) =>
  waves.steps.map((_, wave) => clients.filter((id) => waveOf(waves, id, '3.9.12') === wave).length)

describe('the waves of a release', () => {
  it.each([
    [300, [3, 27, 270]],
    [50, [1, 4, 45]],
    [3, [1, 1, 1]],
    [1, [1, 0, 0]],
    [0, [0, 0, 0]],
  ])('of %i clients hold the shares, and a first wave is never empty', async (n, expected) => {
    expect(sizes(await deal(ids(n)), ids(n))).toEqual(expected)
  })

  it('open a gap after the last start of the one before', async () => {
    const { steps } = await deal(ids(300))
    expect(steps.map((step) => (step.opensAt.getTime() - noon.getTime()) / hour)).toEqual([0, 192, 384])
    const { steps: none } = {
      steps: await dealWaves(plan, '3.9.12', ids(300), noon, async () => null),
    }
    expect(none.map((step) => (step.opensAt.getTime() - noon.getTime()) / hour)).toEqual([0, 24, 48])
  })

  it('are the same however often they are dealt; a client that joins later has one and moves nobody', async () => {
    const before = await deal(ids(100))
    expect(await deal(ids(100).reverse())).toEqual(before)
    for (const id of ids(500)) {
      const wave = waveOf(before, id, '3.9.12')
      expect(before.steps[wave]).toBeDefined()
      expect(opensAt(before, id, '3.9.12')).toEqual(before.steps[wave]?.opensAt)
    }
  })

  it('are others for another release, so that nobody is always first', async () => {
    const first = async (version: string) => {
      const steps = await dealWaves(plan, version, ids(300), noon, aWeekLater)
      return ids(300).filter((id) => waveOf({ ...plan, steps, countFrom: null }, id, version) === 0)
    }
    expect(await first('3.9.12')).not.toEqual(await first('3.9.13'))
  })

  it('hold everybody once, for any shares and any number of clients', async () => {
    const shares = fc
      .uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 8 })
      .map((some) => [...some.sort((a, b) => a - b), 100])
    await fc.assert(
      fc.asyncProperty(shares, fc.nat(40), async (some, n) => {
        const waves = await deal(ids(n), { shares: some, gapHours: 1 })
        const counted = sizes(waves, ids(n))
        expect(counted.reduce((sum, one) => sum + one, 0)).toBe(n)
        let so = 0
        for (const [wave, share] of some.entries()) {
          so += counted[wave] ?? 0
          expect(so).toBeGreaterThanOrEqual(Math.min(Math.ceil((share / 100) * n), n))
        }
      }),
    )
  })

  it('without waves nobody waits', () => {
    expect(opensAt(null, 'acme', '3.9.12')).toBeNull()
    expect(opensAt({ ...plan, steps: [], countFrom: null }, 'acme', '3.9.12')).toBeNull()
  })
})

describe('words for waves', () => {
  it.each<[string, readonly number[] | null]>([
    ['1%,10%,100%', [1, 10, 100]],
    [' 0.5% , 100% ', [0.5, 100]],
    ['100%', [100]],
    ['1%,10%', null],
    ['10%,1%,100%', null],
    ['0%,100%', null],
    ['1,100', null],
    ['101%', null],
    ['', null],
    ['1%,2%,3%,4%,5%,6%,7%,8%,9%,10%,100%', null],
  ])('%s', (text, shares) => {
    const read = parseShares(text)
    expect(read.ok ? read.value : null).toEqual(shares)
    if (shares) expect(areShares(shares)).toBe(true)
  })

  it.each<[string, number | null]>([
    ['24h', 24],
    ['7d', 168],
    ['0h', null],
    ['31d', null],
    ['1.5h', null],
    ['24', null],
  ])('%s', (text, hours) => {
    const read = parseGap(text)
    expect(read.ok ? read.value : null).toBe(hours)
  })
})

it.each([
  [0, 0, false],
  [0, 1, true],
  [19, 1, false],
  [18, 1, true],
  [95, 5, false],
  [94, 6, true],
])('%i updated and %i failed, with a limit of 5 %%: held is %s', (updated, failed, held) => {
  expect(failsTooOften({ updated, failed }, 5)).toBe(held)
})
