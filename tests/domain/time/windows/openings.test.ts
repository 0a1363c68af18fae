import { describe, expect, it } from 'vitest'
import { formatWindow } from '../../../../src/domain/time/windows/format-window.ts'
import { isInside, nextOpenings, openings } from '../../../../src/domain/time/windows/openings.ts'
import { parseWindow } from '../../../../src/domain/time/windows/reading/parse-window.ts'
import type { MaintenanceWindow } from '../../../../src/domain/time/windows/window.ts'

const at = (iso: string) => new Date(iso)

function windowOf(text: string): MaintenanceWindow {
  const read = parseWindow(text)
  if (!read.ok) throw new Error(read.refusal.detail)
  return read.value
}

/** The first openings that have not closed by `after`, as `opens/closes`. */
function firstOpenings(texts: readonly string[], zone: string, after: string, count: number): string[] {
  const shown: string[] = []
  for (const { opensAt, closesAt } of openings(texts.map(windowOf), zone, at(after))) {
    shown.push(`${opensAt.toISOString().slice(0, 16)}Z/${closesAt.toISOString().slice(0, 16)}Z`)
    if (shown.length === count) break
  }
  return shown
}

describe('a window as it is written', () => {
  it.each([
    ['SUN 01:00-05:00', 'SUN 01:00-05:00'],
    ['sun 1:00-5:00', 'SUN 01:00-05:00'],
    ['  Sunday   01:00 - 05:00 ', 'SUN 01:00-05:00'],
    ['SUN 01:00–05:00', 'SUN 01:00-05:00'],
    ['SUN 01:00-SUN 05:00', 'SUN 01:00-05:00'],
    ['SAT 23:00-SUN 02:00', 'SAT 23:00-SUN 02:00'],
    ['sat 23:00 - sun 02:00', 'SAT 23:00-SUN 02:00'],
    ['SAT 23:00-02:00', 'SAT 23:00-SUN 02:00'],
    ['SUN 23:00-02:00', 'SUN 23:00-MON 02:00'],
    ['SAT 20:00-24:00', 'SAT 20:00-SUN 00:00'],
    ['SAT 20:00-00:00', 'SAT 20:00-SUN 00:00'],
    ['FRI 22:00-MON 04:00', 'FRI 22:00-MON 04:00'],
    ['SUN 05:00-SAT 05:00', 'SUN 05:00-SAT 05:00'],
    ['WED 12:10-12:20', 'WED 12:10-12:20'],
  ])('%j is %s', (text, shown) => {
    expect(formatWindow(windowOf(text))).toBe(shown)
    expect(windowOf(shown)).toEqual(windowOf(text))
  })

  it.each([
    ['', /is not a window/],
    ['SUN', /is not a window/],
    ['SUN 01:00', /is not a window/],
    ['01:00-05:00', /is not a window/],
    ['SUN 1-5', /is not a window/],
    ['SUN 01:00-05:00 UTC', /is not a window/],
    ['SUN 01:00:00-05:00:00', /is not a window/],
    ['SUN 01:00-05:00, WED 01:00-05:00', /is not a window/],
    [`SUN ${'9'.repeat(5000)}`, /is not a window/],
    ['FOO 01:00-05:00', /"FOO" is not a day/],
    ['SUN 01:00-FOO 05:00', /"FOO" is not a day/],
    ['SONNTAG 01:00-05:00', /"SONNTAG" is not a day/],
    ['SUN 24:00-05:00', /no clock shows 24:00/],
    ['SUN 01:60-05:00', /no clock shows 01:60/],
    ['SUN 01:00-25:00', /no clock shows 25:00/],
    ['SUN 01:00-24:01', /no clock shows 24:01/],
    ['SUN 01:00-01:00', /opens and closes at the same time/],
    ['SUN 01:00-SUN 01:00', /opens and closes at the same time/],
    ['MON 00:00-SUN 24:00', /opens and closes at the same time/],
    ['SUN 05:00-SUN 01:00', /closes before it opens/],
  ])('%j is refused', (text, detail) => {
    const read = parseWindow(text)
    expect(read.ok ? formatWindow(read.value) : read.refusal.detail).toMatch(detail)
    expect(read.ok || read.refusal.detail.length < 300).toBe(true)
  })
})

// The instants are worked out by hand from each zone's rule.
const changes: [what: string, window: string, zone: string, after: string, first: string][] = [
  [
    'an ordinary night',
    'SUN 01:00-05:00',
    'America/Toronto',
    '2026-11-22T12:00Z',
    '2026-11-29T06:00Z/2026-11-29T10:00Z',
  ],
  [
    'forward: an opening the clock skips moves to 03:00',
    'SUN 02:30-05:00',
    'America/Toronto',
    '2027-03-08T00:00Z',
    '2027-03-14T07:00Z/2027-03-14T09:00Z',
  ],
  [
    'forward: an hour less between opening and closing',
    'SUN 01:00-05:00',
    'America/Toronto',
    '2027-03-08T00:00Z',
    '2027-03-14T06:00Z/2027-03-14T09:00Z',
  ],
  [
    'forward: a closing the clock skips moves to 03:00',
    'SUN 00:00-02:30',
    'America/Toronto',
    '2027-03-08T00:00Z',
    '2027-03-14T05:00Z/2027-03-14T07:00Z',
  ],
  [
    'forward: nothing is left of 02:00-03:00, so the next week',
    'SUN 02:00-03:00',
    'Europe/Berlin',
    '2027-03-22T00:00Z',
    '2027-04-04T00:00Z/2027-04-04T01:00Z',
  ],
  [
    'forward: both ends skipped',
    'SUN 02:15-02:45',
    'America/Toronto',
    '2027-03-08T00:00Z',
    '2027-03-21T06:15Z/2027-03-21T06:45Z',
  ],
  [
    'back: the first 01:00 opens, five hours pass',
    'SUN 01:00-05:00',
    'America/Toronto',
    '2026-10-26T00:00Z',
    '2026-11-01T05:00Z/2026-11-01T10:00Z',
  ],
  [
    'back: the first 01:30 closes',
    'SUN 00:00-01:30',
    'America/Toronto',
    '2026-10-26T00:00Z',
    '2026-11-01T04:00Z/2026-11-01T05:30Z',
  ],
  [
    'back: both ends come twice',
    'SUN 02:15-02:45',
    'Europe/Berlin',
    '2026-10-19T00:00Z',
    '2026-10-25T00:15Z/2026-10-25T00:45Z',
  ],
  [
    'Auckland forward',
    'SUN 01:00-05:00',
    'Pacific/Auckland',
    '2026-09-21T00:00Z',
    '2026-09-26T13:00Z/2026-09-26T16:00Z',
  ],
  ['Auckland back', 'SUN 01:00-05:00', 'Pacific/Auckland', '2027-03-30T00:00Z', '2027-04-03T12:00Z/2027-04-03T17:00Z'],
  [
    'Lord Howe forward by half an hour',
    'SUN 02:00-05:00',
    'Australia/Lord_Howe',
    '2026-09-28T00:00Z',
    '2026-10-03T15:30Z/2026-10-03T18:00Z',
  ],
  [
    'Lord Howe back by half an hour',
    'SUN 01:30-05:00',
    'Australia/Lord_Howe',
    '2027-03-30T00:00Z',
    '2027-04-03T14:30Z/2027-04-03T18:30Z',
  ],
  [
    'Cairo forward at midnight',
    'FRI 00:00-04:00',
    'Africa/Cairo',
    '2027-04-26T00:00Z',
    '2027-04-29T22:00Z/2027-04-30T01:00Z',
  ],
  [
    'Cairo back at midnight',
    'THU 23:00-FRI 02:00',
    'Africa/Cairo',
    '2026-10-26T00:00Z',
    '2026-10-29T20:00Z/2026-10-30T00:00Z',
  ],
  [
    'Vancouver in its first winter without a change',
    'SUN 01:00-05:00',
    'America/Vancouver',
    '2026-11-02T00:00Z',
    '2026-11-08T08:00Z/2026-11-08T12:00Z',
  ],
  ['Kathmandu', 'SUN 01:00-05:00', 'Asia/Kathmandu', '2026-11-22T00:00Z', '2026-11-28T19:15Z/2026-11-28T23:15Z'],
  ['São Paulo', 'SUN 01:00-05:00', 'America/Sao_Paulo', '2026-11-22T08:00Z', '2026-11-29T04:00Z/2026-11-29T08:00Z'],
  [
    'under way over midnight',
    'SAT 23:00-SUN 02:00',
    'America/Toronto',
    '2026-11-22T06:59Z',
    '2026-11-22T04:00Z/2026-11-22T07:00Z',
  ],
  [
    'closed this very instant',
    'SAT 23:00-SUN 02:00',
    'America/Toronto',
    '2026-11-22T07:00Z',
    '2026-11-29T04:00Z/2026-11-29T07:00Z',
  ],
  [
    'under way since six days ago',
    'SUN 05:00-SAT 05:00',
    'UTC',
    '2026-11-28T04:59Z',
    '2026-11-22T05:00Z/2026-11-28T05:00Z',
  ],
  ['over the end of a year', 'THU 23:00-FRI 02:00', 'UTC', '2026-12-31T12:00Z', '2026-12-31T23:00Z/2027-01-01T02:00Z'],
]

describe('the openings of windows', () => {
  it.each(changes)('%s', (_what, window, zone, after, first) => {
    expect(firstOpenings([window], zone, after, 1)).toEqual([first])
  })

  it('come in the order in which they open', () => {
    expect(
      firstOpenings(['WED 02:00-03:00', 'SUN 01:00-05:00', 'SUN 00:30-06:00'], 'UTC', '2026-11-22T00:00Z', 4),
    ).toEqual([
      '2026-11-22T00:30Z/2026-11-22T06:00Z',
      '2026-11-25T02:00Z/2026-11-25T03:00Z',
      '2026-11-29T00:30Z/2026-11-29T06:00Z',
      '2026-12-02T02:00Z/2026-12-02T03:00Z',
    ])
  })

  it('are none without windows', () => {
    expect([...openings([], 'UTC', at('2026-11-22T00:00Z'))]).toEqual([])
    expect(nextOpenings([], 'UTC', at('2026-11-22T00:00Z'), 3)).toEqual([])
  })

  it.each([
    [
      'a year of change nights in Berlin',
      ['SUN 02:30-05:00'],
      'Europe/Berlin',
      '2027-03-20T00:00Z',
      3,
      ['2027-03-21T01:30Z', '2027-03-28T01:00Z', '2027-04-04T00:30Z'],
    ],
    ['strictly after', ['SUN 01:00-05:00'], 'UTC', '2026-11-22T01:00Z', 1, ['2026-11-29T01:00Z']],
    ['not the one under way', ['SUN 01:00-05:00'], 'UTC', '2026-11-22T02:00Z', 1, ['2026-11-29T01:00Z']],
    ['a millisecond before', ['SUN 01:00-05:00'], 'UTC', '2026-11-22T00:59:59.999Z', 1, ['2026-11-22T01:00Z']],
    [
      'two that open at once count once',
      ['SUN 01:00-05:00', 'SUN 01:00-03:00', 'TUE 01:00-03:00'],
      'UTC',
      '2026-11-21T00:00Z',
      2,
      ['2026-11-22T01:00Z', '2026-11-24T01:00Z'],
    ],
    [
      'two that the change moves to one instant count once',
      ['SUN 02:00-05:00', 'SUN 02:30-06:00'],
      'America/Toronto',
      '2027-03-13T12:00Z',
      2,
      ['2027-03-14T07:00Z', '2027-03-21T06:00Z'],
    ],
    ['none asked for', ['SUN 01:00-05:00'], 'UTC', '2026-11-22T02:00Z', 0, []],
  ])('next: %s', (_what, windows, zone, after, count, starts) => {
    expect(nextOpenings(windows.map(windowOf), zone, at(after), count)).toEqual(starts.map(at))
  })
})

describe('inside a window', () => {
  it.each([
    ['at its opening', 'America/Toronto', '2026-11-29T06:00Z', 60, true],
    ['as late as it can', 'America/Toronto', '2026-11-29T09:00Z', 60, true],
    ['a minute too late', 'America/Toronto', '2026-11-29T09:01Z', 60, false],
    ['a minute too early', 'America/Toronto', '2026-11-29T05:59Z', 60, false],
    ['too long for it', 'America/Toronto', '2026-11-29T06:00Z', 241, false],
    ['an hour less when clocks go forward', 'America/Toronto', '2027-03-14T06:00Z', 181, false],
    ['up to the closing when clocks go forward', 'America/Toronto', '2027-03-14T06:00Z', 180, true],
    ['an hour more when clocks go back', 'America/Toronto', '2026-11-01T05:00Z', 300, true],
    ['in the second 01:30', 'America/Toronto', '2026-11-01T06:30Z', 60, true],
  ])('%s', (_what, zone, start, minutes, inside) => {
    expect(isInside([windowOf('SUN 01:00-05:00')], zone, at(start), minutes)).toBe(inside)
  })

  it('counts windows that touch as one', () => {
    const windows = ['SUN 01:00-02:00', 'SUN 02:00-03:00'].map(windowOf)
    expect(isInside(windows, 'UTC', at('2026-11-22T02:00Z'), 60)).toBe(true)
    expect(isInside(windows, 'UTC', at('2026-11-22T01:30Z'), 60)).toBe(true)
    expect(isInside(windows, 'UTC', at('2026-11-22T02:30Z'), 60)).toBe(false)
    expect(isInside([], 'UTC', at('2026-11-22T01:30Z'), 60)).toBe(false)
  })
})
