import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isInside } from '../../../src/domain/time/windows/openings.ts'
import { parseWindow } from '../../../src/domain/time/windows/reading/parse-window.ts'
import type { MaintenanceWindow } from '../../../src/domain/time/windows/window.ts'
import { wallClockOf } from '../../../src/domain/time/zone.ts'
import { bindingFreeze, type Freeze } from '../../../src/domain/updates/freeze.ts'
import { legalStarts, nearestFreeStarts, type StartSearch } from '../../../src/domain/updates/plan-start.ts'

const at = (iso: string) => new Date(iso)

function windowOf(text: string): MaintenanceWindow {
  const read = parseWindow(text)
  if (!read.ok) throw new Error(read.refusal.detail)
  return read.value
}

/** Sunday 22 November 2026, 07:00 in Toronto. */
const now = at('2026-11-22T12:00Z')
type Search = StartSearch & { readonly isFull: (slot: Date) => boolean }
/** As it is used: the first legal one with room. */
function firstLegalStart({ isFull, ...search }: Search): Date | null {
  for (const start of legalStarts(search)) if (!isFull(start)) return start
  return null
}
const search = (more: Partial<Search> = {}): Search => ({
  windows: [windowOf('SUN 01:00-05:00')],
  zone: 'America/Toronto',
  notBefore: at('2026-11-29T12:00Z'),
  durationMinutes: 60,
  freezes: [],
  kind: 'regular',
  isFull: () => false,
  now,
  ...more,
})
const full =
  (...slots: string[]) =>
  (slot: Date) =>
    slots.some((one) => at(one).getTime() === slot.getTime())
const frozen = (scope: Freeze['scope'], from: string, to: string): Freeze => ({
  scope,
  startsAt: at(from),
  endsAt: at(to),
  reason: 'holiday',
  inside: null,
})

describe('the first legal start', () => {
  it.each<[what: string, more: Partial<Search>, start: string | null]>([
    ['the next window after the notice period', {}, '2026-12-06T06:00Z'],
    ['at the opening itself', { notBefore: at('2026-11-29T06:00Z') }, '2026-11-29T06:00Z'],
    ['in a window that is open already', { notBefore: at('2026-11-29T07:05Z') }, '2026-11-29T07:15Z'],
    ['as late as the duration allows', { notBefore: at('2026-11-29T09:00Z') }, '2026-11-29T09:00Z'],
    ['next week when too little is left', { notBefore: at('2026-11-29T09:01Z') }, '2026-12-06T06:00Z'],
    ['not before now', { notBefore: at('2026-11-01T00:00Z') }, '2026-11-29T06:00Z'],
    ['on a quarter-hour after an odd opening', { windows: [windowOf('SUN 01:10-05:00')] }, '2026-12-06T06:15Z'],
    [
      'in the earliest of several windows',
      { windows: [windowOf('SUN 01:00-05:00'), windowOf('WED 22:00-THU 02:00')] },
      '2026-12-03T03:00Z',
    ],
    ['none in windows too short', { windows: [windowOf('SUN 01:00-01:45')] }, null],
    ['none without windows', { windows: [] }, null],
    ['after a full slot', { isFull: full('2026-12-06T06:00Z', '2026-12-06T06:15Z') }, '2026-12-06T06:30Z'],
    ['none when all is full', { isFull: () => true }, null],
    [
      'after a freeze of the vendor that ends inside the window',
      { freezes: [frozen('vendor', '2026-12-01T00:00Z', '2026-12-06T07:20Z')] },
      '2026-12-06T07:30Z',
    ],
    [
      'before a freeze that starts while it runs: only the start counts',
      { freezes: [frozen('vendor', '2026-12-06T06:15Z', '2026-12-20T00:00Z')] },
      '2026-12-06T06:00Z',
    ],
    [
      'after two freezes that follow one another',
      {
        freezes: [
          frozen('client', '2026-12-05T00:00Z', '2026-12-12T00:00Z'),
          frozen('vendor', '2026-12-12T00:00Z', '2026-12-13T06:30Z'),
        ],
      },
      '2026-12-13T06:30Z',
    ],
    [
      'a security release through a freeze of the client',
      { kind: 'security', freezes: [frozen('client', '2026-12-01T00:00Z', '2026-12-20T00:00Z')] },
      '2026-12-06T06:00Z',
    ],
    [
      'services through a freeze of the vendor',
      { byServices: true, freezes: [frozen('vendor', '2026-12-01T00:00Z', '2026-12-20T00:00Z')] },
      '2026-12-06T06:00Z',
    ],
    ['none beyond the horizon', { freezes: [frozen('vendor', '2026-12-01T00:00Z', '2027-01-22T00:00Z')] }, null],
    [
      'at the very horizon',
      { now: at('2026-11-22T06:00Z'), notBefore: at('2027-01-20T00:00Z'), horizonDays: 63 },
      '2027-01-24T06:00Z',
    ],
    [
      'not a minute beyond it',
      { now: at('2026-11-22T05:59Z'), notBefore: at('2027-01-20T00:00Z'), horizonDays: 63 },
      null,
    ],
    [
      'not beyond it in a window that is open there',
      {
        now: at('2026-11-22T06:00Z'),
        notBefore: at('2027-01-20T00:00Z'),
        horizonDays: 63,
        isFull: full('2027-01-24T06:00Z'),
      },
      null,
    ],
    [
      'at the first instant after a skipped opening',
      {
        windows: [windowOf('SUN 02:30-05:00')],
        now: at('2027-03-08T00:00Z'),
        notBefore: at('2027-03-08T00:00Z'),
      },
      '2027-03-14T07:00Z',
    ],
    [
      'at the first of two openings',
      { now: at('2026-10-26T00:00Z'), notBefore: at('2026-10-26T00:00Z') },
      '2026-11-01T05:00Z',
    ],
    ['in Kathmandu', { zone: 'Asia/Kathmandu' }, '2026-12-05T19:15Z'],
    ['in Vancouver', { zone: 'America/Vancouver' }, '2026-12-06T08:00Z'],
  ])('%s', (_what, more, start) => {
    expect(firstLegalStart(search(more))).toEqual(start === null ? null : at(start))
  })

  it('asks about capacity only for starts that are legal otherwise', () => {
    const asked: string[] = []
    const isFull = (slot: Date) => asked.push(slot.toISOString()) < 3
    const freezes = [frozen('vendor', '2026-12-01T00:00Z', '2026-12-06T08:30Z')]
    expect(firstLegalStart(search({ isFull, freezes }))).toEqual(at('2026-12-06T09:00Z'))
    expect(asked.map((iso) => iso.slice(0, 16))).toEqual(['2026-12-06T08:30', '2026-12-06T08:45', '2026-12-06T09:00'])
  })

  const zones = [
    'America/Toronto',
    'Europe/Berlin',
    'Pacific/Auckland',
    'Australia/Lord_Howe',
    'Africa/Cairo',
    'Asia/Kathmandu',
  ]
  const days = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN']
  const clock = fc.integer({ min: 0, max: 143 }).map((n) => {
    const [hour, minute] = [Math.floor(n / 6), (n % 6) * 10]
    return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  })
  const anyWindow = fc
    .tuple(fc.constantFrom(...days), clock, fc.constantFrom(...days), clock)
    .filter(([from, opens, to, closes]) => from !== to || opens < closes)
    .map(([from, opens, to, closes]) => windowOf(`${from} ${opens}-${to} ${closes}`))
  /** Days on which clocks change somewhere come up as often as others. */
  const anyNow = fc
    .tuple(
      fc.constantFrom(
        '2026-09-20',
        '2026-10-22',
        '2026-10-26',
        '2026-12-01',
        '2027-03-10',
        '2027-03-25',
        '2027-04-01',
        '2027-04-26',
      ),
      fc.integer({ min: 0, max: 5 * 1440 }),
    )
    .map(([day, minutes]) => new Date(at(day).getTime() + minutes * 60_000))
  const anyFreeze = (from: Date) =>
    fc
      .tuple(fc.constantFrom('vendor' as const, 'client' as const), fc.nat(20_000), fc.integer({ min: 1, max: 6000 }))
      .map(([scope, after, long]) => ({
        scope,
        startsAt: new Date(from.getTime() + after * 60_000),
        endsAt: new Date(from.getTime() + (after + long) * 60_000),
        reason: 'any',
        inside: null,
      }))
  const anySearch = anyNow.chain((from) =>
    fc.record({
      zone: fc.constantFrom(...zones),
      windows: fc.array(anyWindow, { minLength: 1, maxLength: 3 }),
      now: fc.constant(from),
      notBefore: fc.nat(5 * 1440).map((after) => new Date(from.getTime() + after * 60_000)),
      durationMinutes: fc.constantFrom(15, 60, 90),
      freezes: fc.array(anyFreeze(from), { maxLength: 3 }),
      kind: fc.constantFrom('regular' as const, 'security' as const),
      isFull: fc.integer({ min: 2, max: 9 }).map((n) => (slot: Date) => (slot.getTime() / 900_000) % n !== 0),
      horizonDays: fc.constant(12),
    }),
  )
  const legal = (s: Search, start: Date) =>
    start >= s.notBefore &&
    isInside(s.windows, s.zone, start, s.durationMinutes) &&
    !bindingFreeze(s.freezes, start, { kind: s.kind, byServices: false }) &&
    !s.isFull(start)

  it('and all that follow are those that trying every quarter-hour finds', () => {
    let found = 0
    fc.assert(
      fc.property(anySearch, (s) => {
        const quarter = 900_000
        const all: Date[] = []
        for (
          let t = Math.ceil(s.now.getTime() / quarter) * quarter;
          t <= s.now.getTime() + 12 * 96 * quarter;
          t += quarter
        ) {
          if (legal(s, new Date(t))) all.push(new Date(t))
        }
        if (all.length > 0) found += 1
        expect(firstLegalStart(s)).toEqual(all[0] ?? null)
        expect([...legalStarts(s)].filter((start) => !s.isFull(start))).toEqual(all)
      }),
      { numRuns: 150 },
    )
    expect(found).toBeGreaterThan(50)
  })

  it('stands, on the wall, inside a window that holds all of the hour', () => {
    fc.assert(
      fc.property(anySearch, ({ zone, now: from }) => {
        const window = windowOf('TUE 22:00-WED 03:00')
        const start = firstLegalStart(search({ zone, windows: [window], now: from, notBefore: from }))!
        const { dayOfWeek, hour } = wallClockOf(start, zone)
        expect([`${dayOfWeek} ${hour}`]).toEqual([expect.stringMatching(/^(2 2[23]|3 [012])$/)])
      }),
    )
  })
})

describe('the nearest free starts', () => {
  const near = (isFull: (slot: Date) => boolean, from = '2026-12-01T00:00Z', count = 3) =>
    nearestFreeStarts(at('2026-12-06T06:00Z'), isFull, count, at(from)).map((d) => d.toISOString().slice(0, 16))

  it.each<[what: string, found: string[], expected: string[]]>([
    [
      'either side, the later of two equally far',
      near(full('2026-12-06T06:00Z')),
      ['2026-12-06T05:45', '2026-12-06T06:15', '2026-12-06T06:30'],
    ],
    ['the wished one when it is free', near(() => false), ['2026-12-06T05:45', '2026-12-06T06:00', '2026-12-06T06:15']],
    [
      'none before the earliest',
      near(full('2026-12-06T06:00Z'), '2026-12-06T05:50Z'),
      ['2026-12-06T06:15', '2026-12-06T06:30', '2026-12-06T06:45'],
    ],
    [
      'past a row of full ones',
      near((slot) => slot >= at('2026-12-06T05:00Z') && slot < at('2026-12-06T09:00Z'), '2026-12-06T04:45Z'),
      ['2026-12-06T04:45', '2026-12-06T09:00', '2026-12-06T09:15'],
    ],
    ['past a freeze of two weeks', near((slot) => slot < at('2026-12-20T00:00Z'), undefined, 1), ['2026-12-20T00:00']],
    ['as many as asked for', near(() => false, undefined, 1), ['2026-12-06T06:00']],
    ['none when all is full', near(() => true), []],
    ['none asked for', near(() => false, undefined, 0), []],
  ])('%s', (_what, found, expected) => {
    expect(found).toEqual(expected)
  })

  it('are quarter-hours even when the wish is none', () => {
    expect(nearestFreeStarts(at('2026-12-06T06:07Z'), () => false, 2, at('2026-12-06T06:00Z'))).toEqual(
      ['2026-12-06T06:00Z', '2026-12-06T06:15Z'].map(at),
    )
  })
})
