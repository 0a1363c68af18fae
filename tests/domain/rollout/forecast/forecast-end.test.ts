import { describe, expect, it } from 'vitest'
import { defaultPolicyNumbers } from '../../../../src/domain/people/policy-numbers.ts'
import { type Chances, chancesOf } from '../../../../src/domain/rollout/forecast/chances.ts'
import {
  forecastEnd,
  type Outlook,
  type PlannedLot,
  type UnplannedLot,
} from '../../../../src/domain/rollout/forecast/forecast-end.ts'
import { type Lot, startsOf } from '../../../../src/domain/rollout/forecast/lot.ts'
import { slotsWith } from '../../../../src/domain/rollout/forecast/slots.ts'
import { windowsOf } from '../../../../src/domain/time/windows/reading/parse-window.ts'
import type { Freeze } from '../../../../src/domain/updates/freeze.ts'
import { at } from '../../../support/samples.ts'

const now = at('2026-11-22T12:00:00Z')
const lot = (window = 'SUN 01:00-05:00', freezes: readonly Freeze[] = []): Lot => ({
  zone: 'UTC',
  windows: windowsOf([window]),
  freezes,
  numbers: defaultPolicyNumbers,
})
const frozen = (from: string, until: string): Freeze => ({
  scope: 'vendor',
  startsAt: at(from),
  endsAt: at(until),
  reason: 'year end',
  inside: null,
})
const planned = (more: Partial<PlannedLot> = {}): PlannedLot => ({
  lot: lot(),
  systems: 2,
  state: 'scheduled',
  startsAt: at('2026-12-06T01:00:00Z'),
  deadline: at('2027-01-10T00:00:00Z'),
  ...more,
})
const unplanned = (more: Partial<UnplannedLot> = {}): UnplannedLot => ({
  lot: lot(),
  clients: 1,
  systems: 2,
  stage: 'ready',
  opensAt: null,
  busyUntil: null,
  ...more,
})
/** Nothing goes wrong and nobody does anything: what is left is what the rules say. */
const smooth: Chances = {
  fails: 0,
  moves: 0,
  cancels: 0,
  confirms: 0,
  deciding: { usual: 0, long: 0 },
  verifying: { usual: 0, long: 0 },
}
const nothingSeen = chancesOf({
  ended: 0,
  failed: 0,
  planned: 0,
  moved: 0,
  cancelled: 0,
  decided: 0,
  confirmed: 0,
  deciding: null,
  verifying: null,
})

const outlook = (more: Partial<Outlook>): Outlook => ({
  kind: 'regular',
  planned: [],
  unplanned: [],
  taken: new Map(),
  capacity: 50,
  chances: smooth,
  now,
  ...more,
})
const daysOf = (more: Partial<Outlook>) => {
  const span = forecastEnd(outlook(more))
  return span && [span.from, span.until].map((one) => one.toISOString().slice(0, 10))
}

describe('the end of a roll-out, where nothing goes wrong', () => {
  it.each<[string, Partial<Outlook>, [string, string] | null]>([
    ['nothing is left to do', {}, null],
    ['everything is planned', { planned: [planned()] }, ['2026-12-06', '2026-12-13']],
    [
      'the last of several starts later',
      {
        planned: [planned(), planned({ startsAt: at('2026-12-20T01:00:00Z') })],
      },
      ['2026-12-20', '2026-12-27'],
    ],
    [
      'it runs already',
      {
        planned: [planned({ state: 'updating', startsAt: at('2026-11-22T11:30:00Z') })],
      },
      ['2026-11-22', '2026-11-29'],
    ],
    ['a copy is healthy, and a week of notice goes by', { unplanned: [unplanned()] }, ['2026-12-06', '2026-12-13']],
    [
      'a security release needs a day',
      {
        kind: 'security',
        unplanned: [unplanned({ lot: lot('WED 01:00-05:00') })],
      },
      ['2026-11-25', '2026-12-02'],
    ],
    [
      'its wave opens nine days after the notice',
      {
        unplanned: [unplanned({ opensAt: at('2026-12-09T00:00:00Z') })],
      },
      ['2026-12-13', '2026-12-20'],
    ],
    [
      'a freeze lies over the next windows',
      {
        unplanned: [
          unplanned({
            lot: lot('SUN 01:00-05:00', [frozen('2026-12-01T00:00:00Z', '2026-12-24T00:00:00Z')]),
          }),
        ],
      },
      ['2026-12-27', '2027-01-03'],
    ],
    [
      'an older update has its system until later',
      {
        unplanned: [unplanned({ busyUntil: at('2026-12-06T03:00:00Z') })],
      },
      ['2026-12-13', '2026-12-20'],
    ],
    [
      'so many clients want one window that they need three',
      {
        capacity: 2,
        unplanned: [unplanned({ clients: 13 * 2 + 1 })],
      },
      ['2026-12-20', '2026-12-27'],
    ],
    [
      'others have the slots',
      {
        capacity: 2,
        taken: new Map(
          Array.from({ length: 13 }, (_, slot) => [at('2026-12-06T01:00:00Z').getTime() + slot * 900_000, 2]),
        ),
        unplanned: [unplanned()],
      },
      ['2026-12-13', '2026-12-20'],
    ],
    [
      'a window comes once a month',
      {
        unplanned: [unplanned({ lot: lot('first SUN 01:00-05:00') })],
      },
      ['2026-12-06', '2027-01-03'],
    ],
    [
      'what was held goes on and its start has gone by',
      {
        planned: [planned({ startsAt: at('2026-11-15T01:00:00Z') })],
      },
      ['2026-11-29', '2026-12-06'],
    ],
    [
      'no window lets it start',
      {
        unplanned: [
          unplanned({
            lot: lot('SUN 01:00-05:00', [frozen('2026-11-01T00:00:00Z', '2028-01-01T00:00:00Z')]),
          }),
        ],
      },
      null,
    ],
  ])('%s', (_what, more, days) => {
    expect(daysOf(more)).toEqual(days)
  })
})

describe('what may come between', () => {
  it('makes the end later, and the more so the likelier it is', () => {
    const untilOf = (chances: Chances, systems = 40) => {
      const span = forecastEnd(outlook({ chances, planned: [planned({ systems })] }))
      return span?.until.getTime() ?? 0
    }
    const failing = { ...smooth, fails: 0.2 }
    expect(untilOf(failing)).toBeGreaterThan(untilOf({ ...smooth, fails: 0.02 }))
    expect(untilOf({ ...smooth, moves: 0.1 })).toBeGreaterThan(untilOf(smooth))
    expect(untilOf(failing, 400)).toBeGreaterThan(untilOf(failing, 4))
  })

  it('people can move or cancel nothing after the cut-off', () => {
    const people = { ...smooth, moves: 0.9, cancels: 0.09 }
    const soon = planned({ startsAt: at('2026-11-22T15:00:00Z'), lot: lot('SUN 12:00-18:00') })
    expect(daysOf({ chances: people, planned: [soon] })).toEqual(['2026-11-22', '2026-11-29'])
  })

  it('a failure that waits for a decision may end in a fix, which is left out', () => {
    const found = unplanned({ stage: 'with-findings', clients: 1 })
    const confirmed = { ...smooth, confirms: 0.9 }
    expect(daysOf({ chances: confirmed, unplanned: [found] })?.[0]).toBe('2026-11-22')
  })
})

it('what was seen weighs more the more of it there is', () => {
  const seen = {
    planned: 0,
    moved: 0,
    cancelled: 0,
    decided: 0,
    confirmed: 0,
    deciding: null,
    verifying: null,
  }
  const fails = (ended: number, failed: number) => chancesOf({ ...seen, ended, failed }).fails
  expect(fails(0, 0)).toBe(nothingSeen.fails)
  expect(fails(10, 5)).toBeGreaterThan(fails(10, 0))
  expect(fails(2_000, 1_000)).toBeCloseTo(0.5, 1)
})

describe('the starts of a lot', () => {
  it('are the legal ones, and the next window is another night', () => {
    const starts = startsOf(lot('SAT 23:00-SUN 02:00'), 'regular', now)
    const first = [...take(starts.from(at('2026-11-28T23:50:00Z')), 3)].map((one) => one.toISOString())
    expect(first).toEqual(['2026-11-29T00:00:00.000Z', '2026-11-29T00:15:00.000Z', '2026-11-29T00:30:00.000Z'])
    expect(starts.inNextWindow(at('2026-11-29T00:30:00Z'))?.toISOString()).toBe('2026-12-05T23:00:00.000Z')
    expect(starts.from(at('2026-11-22T12:00:00Z')).next().value?.toISOString()).toBe('2026-11-28T23:00:00.000Z')
  })

  it('have room for so many systems, and both of a client start together', () => {
    const slots = slotsWith(new Map([[at('2026-11-29T01:00:00Z').getTime(), 3]]), 4)
    const starts = startsOf(lot(), 'regular', now)
    const placed = slots.place(starts, now, 4, 2).map(({ at, clients }) => [at.toISOString().slice(11, 16), clients])
    expect(placed).toEqual([
      ['01:15', 2],
      ['01:30', 2],
    ])
    expect(slots.place(starts, now, 1, 1).map(({ at }) => at.toISOString().slice(11, 16))).toEqual(['01:00'])
    expect(slots.place(starts, now, 1, 5)).toEqual([])
  })
})

function* take<T>(items: Iterable<T>, count: number): Generator<T> {
  let left = count
  for (const item of items) {
    if (left-- === 0) return
    yield item
  }
}
