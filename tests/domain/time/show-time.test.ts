import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import {
  showDate,
  showDay,
  showDistance,
  showDuration,
  showInstant,
  showSpan,
  showTime,
} from '../../../src/domain/time/show-time.ts'

const at = (iso: string) => new Date(iso)

describe('a time as people read it', () => {
  it.each([
    ['America/Toronto', '2026-12-06T07:00Z', 'Sun 6 Dec 2026, 02:00 EST (America/Toronto)', 'Sun 6 Dec, 02:00 EST'],
    ['America/Toronto', '2026-11-01T05:30Z', 'Sun 1 Nov 2026, 01:30 EDT (America/Toronto)', 'Sun 1 Nov, 01:30 EDT'],
    ['America/Toronto', '2026-11-01T06:30Z', 'Sun 1 Nov 2026, 01:30 EST (America/Toronto)', 'Sun 1 Nov, 01:30 EST'],
    ['America/Vancouver', '2026-12-06T09:00Z', 'Sun 6 Dec 2026, 02:00 MST (America/Vancouver)', 'Sun 6 Dec, 02:00 MST'],
    ['Pacific/Auckland', '2026-12-31T11:05Z', 'Fri 1 Jan 2027, 00:05 NZDT (Pacific/Auckland)', 'Fri 1 Jan, 00:05 NZDT'],
    [
      'Asia/Kathmandu',
      '2026-12-05T19:15Z',
      'Sun 6 Dec 2026, 01:00 UTC+05:45 (Asia/Kathmandu)',
      'Sun 6 Dec, 01:00 UTC+05:45',
    ],
    ['UTC', '2026-02-28T23:45Z', 'Sat 28 Feb 2026, 23:45 UTC', 'Sat 28 Feb, 23:45 UTC'],
  ])('in %s at %s: %s', (zone, instant, full, short) => {
    expect(showInstant(at(instant), zone)).toBe(full)
    expect(showInstant(at(instant), zone, 'full')).toBe(full)
    expect(showInstant(at(instant), zone, 'short')).toBe(short)
    expect(short.endsWith(showTime(at(instant), zone))).toBe(true)
  })

  it('is a day on the calendar of the zone', () => {
    expect(showDay(at('2026-12-06T03:00Z'), 'America/Toronto')).toBe('Sat 5 Dec 2026')
    expect(showDay(at('2026-12-06T12:00Z'), 'Pacific/Auckland')).toBe('Mon 7 Dec 2026')
    expect(showDate(Temporal.PlainDate.from('2026-07-04'))).toBe('Sat 4 Jul 2026')
  })

  it.each([
    ['one night', '2026-12-06T07:00Z', '2026-12-06T08:00Z', 'Sun 6 Dec 2026, 02:00–03:00 EST (America/Toronto)'],
    [
      'over midnight',
      '2026-12-06T04:00Z',
      '2026-12-06T07:00Z',
      'Sat 5 Dec 2026, 23:00 – Sun 6 Dec 2026, 02:00 EST (America/Toronto)',
    ],
    [
      'clocks go back on the way',
      '2026-11-01T05:30Z',
      '2026-11-01T06:30Z',
      'Sun 1 Nov 2026, 01:30 EDT–01:30 EST (America/Toronto)',
    ],
    [
      'clocks go forward on the way',
      '2027-03-14T06:30Z',
      '2027-03-14T07:30Z',
      'Sun 14 Mar 2027, 01:30 EST–03:30 EDT (America/Toronto)',
    ],
  ])('from one to another: %s', (_what, from, to, shown) => {
    expect(showSpan(at(from), at(to), 'America/Toronto')).toBe(shown)
  })

  it.each([
    [0, '0 minutes'],
    [1, '1 minute'],
    [45, '45 minutes'],
    [60, '60 minutes'],
    [61, '1 h 1 min'],
    [90, '1 h 30 min'],
    [120, '2 hours'],
    [180.4, '3 hours'],
    [1500, '25 hours'],
  ])('%d minutes long is %s', (minutes, shown) => {
    expect(showDuration(minutes)).toBe(shown)
  })

  it.each([
    [0, 'now', 'now'],
    [29, 'now', 'now'],
    [31, 'in 1 minute', '1 minute ago'],
    [59.4 * 60, 'in 59 minutes', '59 minutes ago'],
    [59.6 * 60, 'in 1 hour', '1 hour ago'],
    [4 * 3600, 'in 4 hours', '4 hours ago'],
    [4 * 3600 - 3, 'in 4 hours', '4 hours ago'],
    [24 * 3600, 'in 24 hours', '24 hours ago'],
    [47.4 * 3600, 'in 47 hours', '47 hours ago'],
    [48 * 3600, 'in 2 days', '2 days ago'],
    [72 * 3600, 'in 3 days', '3 days ago'],
    [60 * 24 * 3600, 'in 60 days', '60 days ago'],
  ])('%d seconds away is %s, or %s', (seconds, ahead, past) => {
    const here = at('2026-11-22T12:00Z')
    const there = new Date(here.getTime() + seconds * 1000)
    expect(showDistance(here, there)).toBe(ahead)
    expect(showDistance(there, here)).toBe(past)
  })
})
