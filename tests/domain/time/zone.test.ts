import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  abbreviation,
  endOfDayAfter,
  instantOf,
  isZone,
  offsetLabel,
  readWallClock,
  spelledZone,
  startOfDay,
  wallClockOf,
  zoneDataVersion,
} from '../../../src/domain/time/zone.ts'
import { zoneNames, zoneSpans } from '../../../src/domain/time/zone-data.ts'

const at = (iso: string) => new Date(iso)
const local = (text: string) => Temporal.PlainDateTime.from(text)

// The instants are worked out by hand from each zone's rule, not from any library.

/** Clocks forward: a time inside the gap, the last second before, the instant of the change, the first time after. */
const forward: [zone: string, inGap: string, gapStarts: string, change: string, gapEnds: string][] = [
  ['America/Toronto', '2027-03-14T02:30', '2027-03-14T02:00', '2027-03-14T07:00Z', '2027-03-14T03:00'],
  ['America/Toronto', '2027-03-14T02:00', '2027-03-14T02:00', '2027-03-14T07:00Z', '2027-03-14T03:00'],
  ['America/St_Johns', '2027-03-14T02:30', '2027-03-14T02:00', '2027-03-14T05:30Z', '2027-03-14T03:00'],
  ['America/Vancouver', '2026-03-08T02:30', '2026-03-08T02:00', '2026-03-08T10:00Z', '2026-03-08T03:00'],
  ['Europe/Berlin', '2027-03-28T02:30', '2027-03-28T02:00', '2027-03-28T01:00Z', '2027-03-28T03:00'],
  ['Europe/Dublin', '2027-03-28T01:30', '2027-03-28T01:00', '2027-03-28T01:00Z', '2027-03-28T02:00'],
  ['Africa/Cairo', '2027-04-30T00:30', '2027-04-30T00:00', '2027-04-29T22:00Z', '2027-04-30T01:00'],
  ['America/Santiago', '2026-09-06T00:00', '2026-09-06T00:00', '2026-09-06T04:00Z', '2026-09-06T01:00'],
  ['Pacific/Auckland', '2026-09-27T02:30', '2026-09-27T02:00', '2026-09-26T14:00Z', '2026-09-27T03:00'],
  ['Pacific/Chatham', '2026-09-27T03:00', '2026-09-27T02:45', '2026-09-26T14:00Z', '2026-09-27T03:45'],
  ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-04T02:00', '2026-10-03T15:30Z', '2026-10-04T02:30'],
  ['Pacific/Apia', '2011-12-30T12:00', '2011-12-30T00:00', '2011-12-30T10:00Z', '2011-12-31T00:00'],
]

/** Clocks back: a time that is shown twice, and both instants. */
const back: [zone: string, time: string, first: string, second: string][] = [
  ['America/Toronto', '2026-11-01T01:30', '2026-11-01T05:30Z', '2026-11-01T06:30Z'],
  ['America/Toronto', '2026-11-01T01:00', '2026-11-01T05:00Z', '2026-11-01T06:00Z'],
  ['America/St_Johns', '2026-11-01T01:30', '2026-11-01T04:00Z', '2026-11-01T05:00Z'],
  ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30Z', '2026-10-25T01:30Z'],
  ['Africa/Cairo', '2026-10-29T23:30', '2026-10-29T20:30Z', '2026-10-29T21:30Z'],
  ['America/Santiago', '2027-04-03T23:30', '2027-04-04T02:30Z', '2027-04-04T03:30Z'],
  ['Pacific/Auckland', '2027-04-04T02:30', '2027-04-03T13:30Z', '2027-04-03T14:30Z'],
  ['Australia/Lord_Howe', '2027-04-04T01:45', '2027-04-03T14:45Z', '2027-04-03T15:15Z'],
]

const exact: [what: string, zone: string, time: string, instant: string][] = [
  ['the last minute before the gap', 'America/Toronto', '2027-03-14T01:59', '2027-03-14T06:59Z'],
  ['the first minute after the gap', 'America/Toronto', '2027-03-14T03:00', '2027-03-14T07:00Z'],
  ['the last minute before the overlap', 'America/Toronto', '2026-11-01T00:59', '2026-11-01T04:59Z'],
  ['the first minute after the overlap', 'America/Toronto', '2026-11-01T02:00', '2026-11-01T07:00Z'],
  ['outside the half-hour overlap', 'Australia/Lord_Howe', '2027-04-04T01:15', '2027-04-03T14:15Z'],
  ['midnight after the clock went back before it', 'Africa/Cairo', '2026-10-30T00:00', '2026-10-29T22:00Z'],
  ['no change, +05:45', 'Asia/Kathmandu', '2026-11-22T02:00', '2026-11-21T20:15Z'],
  ['no change since 2019', 'America/Sao_Paulo', '2026-11-01T00:30', '2026-11-01T03:30Z'],
  ['Vancouver no longer goes back', 'America/Vancouver', '2026-11-01T01:30', '2026-11-01T08:30Z'],
  ['Vancouver stays 7 hours behind', 'America/Vancouver', '2026-12-06T02:00', '2026-12-06T09:00Z'],
  ['Vancouver no longer goes forward', 'America/Vancouver', '2027-03-14T02:30', '2027-03-14T09:30Z'],
  ['Edmonton stays 6 hours behind', 'America/Edmonton', '2026-12-06T02:00', '2026-12-06T08:00Z'],
  ['Winnipeg stays 5 hours behind', 'America/Winnipeg', '2026-12-06T02:00', '2026-12-06T07:00Z'],
  ['Casablanca went to UTC', 'Africa/Casablanca', '2026-12-06T02:00', '2026-12-06T02:00Z'],
  ['a link', 'US/Pacific', '2026-12-06T02:00', '2026-12-06T10:00Z'],
  ['far ahead, still summer time', 'America/Toronto', '2050-07-01T12:00', '2050-07-01T16:00Z'],
  ['a year below 100', 'UTC', '0050-01-01T00:00', '0050-01-01T00:00Z'],
]

describe('the wall clock of a zone', () => {
  it.each(forward)('%s skips %s', (zone, inGap, gapStarts, change, gapEnds) => {
    const reading = readWallClock(local(inGap), zone)
    expect(reading.kind === 'skipped' && reading.next).toEqual(at(change))
    expect(reading.kind === 'skipped' && reading.gapStarts.toString()).toBe(local(gapStarts).toString())
    expect(reading.kind === 'skipped' && reading.gapEnds.toString()).toBe(local(gapEnds).toString())
    expect(instantOf(local(inGap), zone)).toEqual(at(change))
    expect(wallClockOf(at(change), zone).toString()).toBe(local(gapEnds).toString())
    const before = wallClockOf(new Date(at(change).getTime() - 1), zone)
    expect(before.toString()).toBe(local(gapStarts).subtract({ milliseconds: 1 }).toString())
  })

  it.each(back)('%s shows %s twice', (zone, time, first, second) => {
    expect(readWallClock(local(time), zone)).toEqual({ kind: 'twice', first: at(first), second: at(second) })
    expect(instantOf(local(time), zone)).toEqual(at(first))
    for (const instant of [first, second]) {
      expect(wallClockOf(at(instant), zone).toString()).toBe(local(time).toString())
    }
  })

  it.each(exact)('%s: %s %s', (_what, zone, time, instant) => {
    expect(readWallClock(local(time), zone)).toEqual({ kind: 'exact', instant: at(instant) })
    expect(instantOf(local(time), zone)).toEqual(at(instant))
    expect(wallClockOf(at(instant), zone).toString()).toBe(local(time).toString())
  })

  const anyZone = fc.constantFrom(...zoneNames())
  const anyTime = fc.date({ min: at('1970-01-01'), max: at('2060-01-01'), noInvalidDate: true })

  it('reads back what it shows, for every zone', () => {
    fc.assert(
      fc.property(anyZone, anyTime, (zone, instant) => {
        const reading = readWallClock(wallClockOf(instant, zone), zone)
        const shown =
          reading.kind === 'exact' ? [reading.instant] : reading.kind === 'twice' ? [reading.first, reading.second] : []
        expect(shown).toContainEqual(instant)
        expect(instantOf(wallClockOf(instant, zone), zone)).toEqual(shown[0])
      }),
      { numRuns: 2000 },
    )
  })

  it('reads a later time as a later instant or the same, around every change of every zone', () => {
    const minutes = fc.integer({ min: -200, max: 200 })
    fc.assert(
      fc.property(anyZone, fc.nat(), minutes, minutes, (zone, pick, a, b) => {
        const changes = zoneSpans(zone).untils.filter((until) => until > 0 && Number.isFinite(until))
        const change = new Date(changes[pick % changes.length] ?? 0)
        const [earlier, later] = [Math.min(a, b), Math.max(a, b)].map((away) =>
          instantOf(wallClockOf(change, zone).add({ minutes: away }), zone),
        )
        expect(earlier!.getTime()).toBeLessThanOrEqual(later!.getTime())
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the zone data', () => {
  afterEach(() => vi.restoreAllMocks())

  it('is 2026f or newer', () => {
    expect(zoneDataVersion() >= '2026f').toBe(true)
  })

  it.each([
    'America/Toronto',
    'America/Vancouver',
    'US/Pacific',
    'Europe/Kiev',
    'Europe/Kyiv',
    'Africa/Cairo',
    'Australia/Lord_Howe',
    'Pacific/Auckland',
    'America/St_Johns',
    'UTC',
    'Etc/UTC',
    'EST',
  ])('knows %s', (zone) => {
    expect(isZone(zone)).toBe(true)
  })

  it.each(['', 'america/toronto', 'America_Toronto', 'Mars/Olympus', 'UTC+5', ' UTC', '__proto__', 'constructor'])(
    'does not know %j',
    (zone) => {
      expect(isZone(zone)).toBe(false)
      expect(() => wallClockOf(at('2026-11-22T00:00Z'), zone)).toThrow(RangeError)
    },
  )

  it.each([
    ['america/toronto', 'America/Toronto'],
    [' Europe/kyiv ', 'Europe/Kyiv'],
    ['america/new york', 'America/New_York'],
    ['utc', 'UTC'],
    ['toronto', null],
    ['', null],
  ])('spells %j as %s', (typed, name) => {
    expect(spelledZone(typed)).toBe(name)
  })

  it('reads a link as the zone it links to', () => {
    for (const instant of ['2026-07-01T00:00Z', '2026-12-01T00:00Z'].map(at)) {
      expect(wallClockOf(instant, 'Europe/Kiev').equals(wallClockOf(instant, 'Europe/Kyiv'))).toBe(true)
    }
  })

  it('is all that is asked: not Intl, not the offset of the machine', () => {
    const never = () => {
      throw new Error('asked the machine')
    }
    vi.spyOn(Intl, 'DateTimeFormat').mockImplementation(never)
    vi.spyOn(Date.prototype, 'getTimezoneOffset').mockImplementation(never)
    vi.spyOn(Date.prototype, 'getHours').mockImplementation(never)
    vi.spyOn(Date.prototype, 'toLocaleString').mockImplementation(never)
    const instant = at('2026-12-06T09:00Z')
    expect(wallClockOf(instant, 'America/Vancouver').toString()).toBe('2026-12-06T02:00:00')
    expect(instantOf(local('2026-12-06T02:00'), 'America/Vancouver')).toEqual(instant)
    expect(abbreviation(instant, 'America/Vancouver')).toBe('MST')
    expect(endOfDayAfter(instant, 0, 'America/Vancouver')).toEqual(at('2026-12-07T07:00Z'))
  })
})

describe('what people call a time', () => {
  it.each([
    ['America/Toronto', '2026-12-06T07:00Z', 'UTC-05:00', 'EST'],
    ['America/Toronto', '2026-07-06T07:00Z', 'UTC-04:00', 'EDT'],
    ['America/St_Johns', '2026-12-06T07:00Z', 'UTC-03:30', 'NST'],
    ['Europe/Dublin', '2026-12-06T07:00Z', 'UTC+00:00', 'GMT'],
    ['Europe/Dublin', '2026-07-06T07:00Z', 'UTC+01:00', 'IST'],
    ['Asia/Kathmandu', '2026-12-06T07:00Z', 'UTC+05:45', 'UTC+05:45'],
    ['America/Sao_Paulo', '2026-12-06T07:00Z', 'UTC-03:00', 'UTC-03:00'],
    ['Australia/Lord_Howe', '2026-12-06T07:00Z', 'UTC+11:00', 'UTC+11:00'],
    ['UTC', '2026-12-06T07:00Z', 'UTC+00:00', 'UTC'],
  ])('%s at %s: %s, %s', (zone, instant, offset, name) => {
    expect(offsetLabel(at(instant), zone)).toBe(offset)
    expect(abbreviation(at(instant), zone)).toBe(name)
  })

  it('tells the two of every night apart on which a time comes twice', () => {
    const alike: string[] = []
    for (const zone of zoneNames()) {
      const { untils, aheadMs } = zoneSpans(zone)
      untils.forEach((until, i) => {
        if (until < Date.UTC(2026, 0, 1) || (aheadMs[i + 1] ?? Infinity) >= aheadMs[i]!) return
        const [before, after] = [new Date(until - 1), new Date(until)]
        if (abbreviation(before, zone) === abbreviation(after, zone)) alike.push(`${zone} ${after.toISOString()}`)
      })
    }
    expect(alike).toEqual([])
  })
})

describe('the calendar day of a zone', () => {
  it.each([
    ['a plain day', '2026-12-06T12:00Z', 0, 'America/Toronto', '2026-12-07T05:00Z'],
    ['late in the evening', '2026-12-07T04:59Z', 0, 'America/Toronto', '2026-12-07T05:00Z'],
    ['at midnight sharp', '2026-12-07T05:00Z', 0, 'America/Toronto', '2026-12-08T05:00Z'],
    ['a day of 25 hours', '2026-11-01T04:00Z', 0, 'America/Toronto', '2026-11-02T05:00Z'],
    ['the 35th day after a start, over the change', '2026-10-04T05:00Z', 35, 'America/Toronto', '2026-11-09T05:00Z'],
    ['the 7th day after a start, over the change', '2027-03-28T00:00Z', 7, 'Europe/Berlin', '2027-04-04T22:00Z'],
    ['ahead of UTC', '2026-11-22T12:00Z', 0, 'Pacific/Auckland', '2026-11-23T11:00Z'],
    ['a next day without midnight', '2027-04-29T12:00Z', 0, 'Africa/Cairo', '2027-04-29T22:00Z'],
    ['a day that repeats its last hour', '2026-10-29T12:00Z', 0, 'Africa/Cairo', '2026-10-29T22:00Z'],
    ['a next day with two midnights of its own', '2027-11-06T12:00Z', 0, 'America/Havana', '2027-11-07T04:00Z'],
    ['a clock set back over midnight', '2010-11-06T12:00Z', 0, 'America/St_Johns', '2010-11-07T03:30Z'],
  ])('%s: %s plus %i in %s ends at %s', (_what, instant, days, zone, end) => {
    expect(endOfDayAfter(at(instant), days, zone)).toEqual(at(end))
  })

  it('begins where the day before ends, and shows that day from its first instant to its last', () => {
    const days = fc.integer({ min: 0, max: 20_000 }).map((n) => Temporal.PlainDate.from('2000-01-01').add({ days: n }))
    fc.assert(
      fc.property(fc.constantFrom(...zoneNames()), days, (zone, day) => {
        const begins = startOfDay(day, zone)
        if (readWallClock(day.toPlainDateTime({ hour: 12 }), zone).kind === 'skipped') return
        const ends = endOfDayAfter(begins, 0, zone)
        expect(wallClockOf(begins, zone).toPlainDate().toString()).toBe(day.toString())
        expect(
          wallClockOf(new Date(ends.getTime() - 1), zone)
            .toPlainDate()
            .toString(),
        ).toBe(day.toString())
        expect(startOfDay(day.add({ days: 1 }), zone)).toEqual(ends)
      }),
      { numRuns: 1000 },
    )
  })
})
