import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  explainTimeRefusal,
  readDateAndTime,
  readTime,
  type TimeRefusal,
} from '../../../../src/domain/time/reading/read-time.ts'
import { zoneWordIn } from '../../../../src/domain/time/reading/zone-word.ts'
import { isQuarterHour } from '../../../../src/domain/time/slot.ts'
import { wallClockOf } from '../../../../src/domain/time/zone.ts'

const at = (iso: string) => new Date(iso)
const toronto = 'America/Toronto'
/** Wednesday 25 November 2026, 10:07 in Toronto. */
const wednesday = at('2026-11-25T15:07Z')

/** What a text is read as: the time on the client's clock with the note if there is one, or the refusal. */
function reading(text: string, zone = toronto, now = wednesday, which?: 'first' | 'second'): unknown {
  const read = readTime(text, which ? { zone, now, which } : { zone, now })
  if (!read.ok) return JSON.parse(JSON.stringify(read.refusal))
  expect(wallClockOf(read.value.startsAt, zone).equals(read.value.local)).toBe(true)
  const local = read.value.local.toString({ smallestUnit: 'minute' })
  return read.value.note === 'none' ? local : `${local} ${read.value.note}`
}

const read: [text: string, local: string][] = [
  ['sunday 2am', '2026-11-29T02:00'],
  ['Sunday 2AM', '2026-11-29T02:00'],
  ['  sunday \t 2am ', '2026-11-29T02:00'],
  ['sun 02:00', '2026-11-29T02:00'],
  ['on sunday at 2 am', '2026-11-29T02:00'],
  ['to sunday 2 p.m.', '2026-11-29T14:00'],
  ['2am on sunday', '2026-11-29T02:00'],
  ['sunday 02.00', '2026-11-29T02:00'],
  ['sunday 12am', '2026-11-29T00:00'],
  ['sunday 12pm', '2026-11-29T12:00'],
  ['thurs 02:00', '2026-11-26T02:00'],
  ['tues 2am', '2026-12-01T02:00'],
  ['wednesday 2pm', '2026-12-02T14:00'],
  ['this friday 5pm', '2026-11-27T17:00'],
  ['this wednesday 5pm', '2026-11-25T17:00'],
  ['next tuesday at 14:00', '2026-12-01T14:00'],
  ['next sunday 02:00', '2026-12-06T02:00 next-weekday'],
  ['last sunday 2am', '2026-11-22T02:00'],
  ['sunday night at 11', '2026-11-29T23:00'],
  ['sunday at 2', '2026-11-29T02:00 24-hour'],
  ['sunday 5:30', '2026-11-29T05:30 24-hour'],
  ['2026-12-06 02:00', '2026-12-06T02:00'],
  ['2026-12-06T02:00', '2026-12-06T02:00'],
  ['2026-12-06 2am', '2026-12-06T02:00'],
  ['2026/12/06 02:00', '2026-12-06T02:00'],
  ['2020-01-01 02:00', '2020-01-01T02:00'],
  ['dec 6 2am', '2026-12-06T02:00'],
  ['6 dec 2026 02:00', '2026-12-06T02:00'],
  ['6th of december 2am', '2026-12-06T02:00'],
  ['December 6th, 2026 at 2:00 AM', '2026-12-06T02:00'],
  ['Dec 6 2026 @ 2:00am', '2026-12-06T02:00'],
  ['Sun 6 Dec 2026, 02:00', '2026-12-06T02:00'],
  ['sunday dec 6 2am', '2026-12-06T02:00'],
  ['jan 3 2am', '2027-01-03T02:00'],
  ['nov 20 2am', '2026-11-20T02:00'],
  ['feb 29 2028 02:00', '2028-02-29T02:00'],
  ['25/12/2026 02:00', '2026-12-25T02:00'],
  ['in 3 hours', '2026-11-25T13:15 rounded'],
  ['in 53 minutes', '2026-11-25T11:00'],
  ['in an hour and a half', '2026-11-25T11:45 rounded'],
  ['in 1h 30m', '2026-11-25T11:45 rounded'],
  ['in half an hour', '2026-11-25T10:45 rounded'],
  ['90 minutes from now', '2026-11-25T11:45 rounded'],
  ['in 2.5 hours', '2026-11-25T12:45 rounded'],
  ['in twelve hours', '2026-11-25T22:15 rounded'],
  ['now', '2026-11-25T10:15 rounded'],
  ['"sunday 2am"!', '2026-11-29T02:00'],
  ['in 2 days at 6am', '2026-11-27T06:00'],
  ['in a week at 2am', '2026-12-02T02:00'],
  ['tomorrow 14:30', '2026-11-26T14:30'],
  ['tomorrow at 14h30', '2026-11-26T14:30'],
  ['tomorrow 14h', '2026-11-26T14:00'],
  ['tomorrow at noon', '2026-11-26T12:00'],
  ['tomorrow morning at 6', '2026-11-26T06:00'],
  ['day after tomorrow 6am', '2026-11-27T06:00'],
  ['the day after tomorrow at 6am', '2026-11-27T06:00'],
  ['yesterday 2am', '2026-11-24T02:00'],
  ['tonight 11pm', '2026-11-25T23:00'],
  ['tonight at 11', '2026-11-25T23:00'],
  ['tonight 1am', '2026-11-26T01:00'],
  ['this evening at 9', '2026-11-25T21:00'],
  ['this morning at 9', '2026-11-25T09:00'],
  ['today at 5', '2026-11-25T05:00 24-hour'],
  ['today 5pm', '2026-11-25T17:00'],
  ['2am', '2026-11-26T02:00'],
  ['14:30', '2026-11-25T14:30'],
  ['10:00', '2026-11-26T10:00'],
  ['２am sunday', '2026-11-29T02:00'],
  ['\u200esunday 2am\u200f', '2026-11-29T02:00'],
  ['sunday 2:07am', '2026-11-29T02:07'],
  ['2026-12-06T07:00:00Z', '2026-12-06T02:00'],
  ['2026-12-06T07:00:00.000z', '2026-12-06T02:00'],
  ['2026-12-06 09:00+02:00', '2026-12-06T02:00'],
  ['2026-12-06 09:00 +0200', '2026-12-06T02:00'],
  ['2026-11-01T06:30Z', '2026-11-01T01:30'],
]

const unreadable: string[] = [
  '',
  '   ',
  'at',
  'asap',
  'soon',
  '5',
  '😀',
  'sunday 2am 😀',
  '<!channel> 2am',
  'غدًا الساعة ٢',
  '١٢:٠٠ tomorrow',
  'sunday 2am please call me',
  'sunday around 2am',
  'sunday 2am-4am',
  'sunday 2am to 4am',
  '2am tomorrow or sunday',
  'tuesday sunday 2am',
  'sunday 2am 3am',
  'tomorrow at 2am tomorrow',
  'first sunday of december 2am',
  '2 weeks from sunday 2am',
  'a week from tomorrow at 2am',
  'half past 2 tomorrow',
  'thanksgiving 2am',
  'christmas 2am',
  'dec 2am',
  'december 2026 2am',
  'next week 2am',
  'next month 2am',
  'next weekend 2am',
  'weekday 2am',
  'in 1 day and 3 hours',
  'in -3 hours',
  '2026-12-06T02:00+',
]

const refused: [text: string, refusal: unknown][] = [
  ...unreadable.map((text): [string, unknown] => [text, { kind: 'unreadable' }]),
  [`sunday 2am${' '.repeat(91)}`, { kind: 'too-long', limit: 100 }],
  ['x'.repeat(5000), { kind: 'too-long', limit: 100 }],
  ['sunday', { kind: 'no-hour', date: '2026-11-29' }],
  ['tomorrow', { kind: 'no-hour', date: '2026-11-26' }],
  ['tomorrow morning', { kind: 'no-hour', date: '2026-11-26' }],
  ['tonight', { kind: 'no-hour', date: '2026-11-25' }],
  ['in 3 days', { kind: 'no-hour', date: '2026-11-28' }],
  ['dec 6', { kind: 'no-hour', date: '2026-12-06' }],
  ['2026-12-06', { kind: 'no-hour', date: '2026-12-06' }],
  ['morning', { kind: 'no-hour', date: null }],
  ['tomorrow at 25:00', { kind: 'impossible', part: '25:00' }],
  ['tomorrow 25h00', { kind: 'impossible', part: '25:00' }],
  ['tomorrow 24:00', { kind: 'impossible', part: '24:00' }],
  ['sunday 2:60', { kind: 'impossible', part: '2:60' }],
  ['sunday 13pm', { kind: 'impossible', part: '13pm' }],
  ['sunday 0 pm', { kind: 'impossible', part: '0 pm' }],
  ['feb 30 2am', { kind: 'impossible', part: 'feb 30' }],
  ['30 february 2am', { kind: 'impossible', part: '30 february' }],
  ['sept 31 2026 2am', { kind: 'impossible', part: 'sept 31 2026' }],
  ['feb 29 2027 02:00', { kind: 'impossible', part: 'feb 29 2027' }],
  ['dec 32 2am', { kind: 'impossible', part: 'dec 32' }],
  ['2026-02-30 02:00', { kind: 'impossible', part: '2026-02-30' }],
  ['2026-13-01 02:00', { kind: 'impossible', part: '2026-13-01' }],
  ['2026-02-30T02:00Z', { kind: 'impossible', part: '2026-02-30t02:00z' }],
  ['2026-12-06T24:00Z', { kind: 'impossible', part: '2026-12-06t24:00z' }],
  ['2026-12-06T02:00+99:00', { kind: 'impossible', part: '2026-12-06t02:00+99:00' }],
  ['sun 7 dec 2026 02:00', { kind: 'wrong-weekday', date: '2026-12-07' }],
  ['monday dec 6 2am', { kind: 'wrong-weekday', date: '2026-12-06' }],
  ['12/06 2am', { kind: 'ambiguous', part: '12/06 2am' }],
  ['06.12.2026 02:00', { kind: 'ambiguous', part: '06.12.2026 02:00' }],
  ['3h', { kind: 'ambiguous', part: '3h' }],
  ['midnight', { kind: 'ambiguous', part: 'midnight' }],
  ['sunday midnight', { kind: 'ambiguous', part: 'midnight' }],
  ['sunday night 2am', { kind: 'ambiguous', part: 'sunday night 2am' }],
  ['tomorrow morning 6pm', { kind: 'ambiguous', part: 'tomorrow morning 6pm' }],
  ['tonight at 12', { kind: 'ambiguous', part: 'tonight at 12' }],
  ['2am Pacific', { kind: 'zone-word', word: 'pacific' }],
  ['sunday 2am EST', { kind: 'zone-word', word: 'est' }],
  ['sunday 2amEST', { kind: 'zone-word', word: 'est' }],
  ['2am CEST tomorrow', { kind: 'zone-word', word: 'cest' }],
  ['tomorrow 2am UTC', { kind: 'zone-word', word: 'utc' }],
  ['tomorrow 2am utc+5', { kind: 'zone-word', word: 'utc+5' }],
  ['2026-12-06 02:00 EST', { kind: 'zone-word', word: 'est' }],
  ['sunday 2am -0500', { kind: 'zone-word', word: '-0500' }],
  ['sunday 14:00Z', { kind: 'zone-word', word: 'z' }],
  ['2am Berlin time', { kind: 'zone-word', word: 'berlin' }],
  ['2am in New York', { kind: 'zone-word', word: 'new york' }],
  ['sunday 2am America/Toronto', { kind: 'zone-word', word: 'america/toronto' }],
  ['2027-03-14 02:30', { kind: 'skipped', local: '2027-03-14T02:30:00', next: '2027-03-14T07:00:00.000Z' }],
  [
    'nov 1 2026 1:30am',
    {
      kind: 'twice',
      local: '2026-11-01T01:30:00',
      first: '2026-11-01T05:30:00.000Z',
      second: '2026-11-01T06:30:00.000Z',
    },
  ],
]

describe('a time as people type it', () => {
  afterEach(() => vi.unstubAllEnvs())

  it.each(read)('%j is %s', (text, local) => {
    expect(reading(text)).toBe(local)
  })

  it.each(refused)('%j is refused: %j', (text, refusal) => {
    expect(reading(text)).toEqual(refusal)
  })

  it.each<[what: string, text: string, zone: string, now: string, startsAt: string]>([
    [
      'the day is the client’s: already Monday',
      'tomorrow 14:30',
      'Pacific/Auckland',
      '2026-11-22T12:00Z',
      '2026-11-24T01:30Z',
    ],
    [
      'the day is the client’s: still Saturday',
      'tomorrow 14:30',
      'America/Vancouver',
      '2026-11-22T05:00Z',
      '2026-11-22T21:30Z',
    ],
    ['a weekday is never today', 'sunday 23:00', toronto, '2026-11-22T12:00Z', '2026-11-30T04:00Z'],
    ['unless it says so', 'this sunday 23:00', toronto, '2026-11-22T12:00Z', '2026-11-23T04:00Z'],
    ['the day before it, it is tomorrow', 'sunday 2am', toronto, '2026-11-29T04:59Z', '2026-11-29T07:00Z'],
    [
      'next sunday on a Sunday is the coming one',
      'next sunday 02:00',
      toronto,
      '2026-11-22T12:00Z',
      '2026-11-29T07:00Z',
    ],
    ['after midnight tonight is today', 'tonight 2am', toronto, '2026-11-25T05:30Z', '2026-11-25T07:00Z'],
    ['a bare hour that has passed is tomorrow’s', '2am', toronto, '2026-11-25T07:00Z', '2026-11-26T07:00Z'],
    ['a bare hour to come is today’s', '2am', toronto, '2026-11-25T06:59Z', '2026-11-25T07:00Z'],
    ['hours pass over a clock change back', 'in 3 hours', toronto, '2026-11-01T04:00Z', '2026-11-01T07:00Z'],
    ['hours pass over a clock change forward', 'in 3 hours', toronto, '2027-03-14T06:00Z', '2027-03-14T09:00Z'],
    ['hours end in the second of two', 'in 1 hour', toronto, '2026-11-01T05:30Z', '2026-11-01T06:30Z'],
    ['a day after the change has its own offset', 'sunday 14:00', toronto, '2026-10-30T12:00Z', '2026-11-01T19:00Z'],
    ['a day after the change in Berlin', 'tomorrow 06:00', 'Europe/Berlin', '2027-03-27T12:00Z', '2027-03-28T04:00Z'],
    ['Kathmandu', 'sunday 2am', 'Asia/Kathmandu', '2026-11-25T15:07Z', '2026-11-28T20:15Z'],
    [
      'Vancouver in its first winter without a change',
      'dec 6 2am',
      'America/Vancouver',
      '2026-11-25T15:07Z',
      '2026-12-06T09:00Z',
    ],
    [
      'Vancouver on a night it used to skip',
      '2027-03-14 02:30',
      'America/Vancouver',
      '2026-11-25T15:07Z',
      '2027-03-14T09:30Z',
    ],
    ['a leap day without its year', 'feb 29 2am', toronto, '2028-01-10T12:00Z', '2028-02-29T07:00Z'],
    ['the last day of a year', 'tomorrow 0:15', toronto, '2026-12-31T12:00Z', '2027-01-01T05:15Z'],
  ])('%s', (_what, text, zone, now, startsAt) => {
    const read = readTime(text, { zone, now: at(now) })
    expect(read.ok ? read.value.startsAt : read.refusal).toEqual(at(startsAt))
  })

  it.each<[text: string, zone: string, refusal: TimeRefusal['kind']]>([
    ['2027-03-28 02:30', 'Europe/Berlin', 'skipped'],
    ['2026-09-27 02:30', 'Pacific/Auckland', 'skipped'],
    ['2026-10-04 02:15', 'Australia/Lord_Howe', 'skipped'],
    ['2027-04-30 00:30', 'Africa/Cairo', 'skipped'],
    ['2026-10-25 02:30', 'Europe/Berlin', 'twice'],
    ['2027-04-04 02:30', 'Pacific/Auckland', 'twice'],
    ['2027-04-04 01:45', 'Australia/Lord_Howe', 'twice'],
    ['2026-10-29 23:30', 'Africa/Cairo', 'twice'],
  ])('%s in %s is %s', (text, zone, kind) => {
    expect(reading(text, zone)).toMatchObject({ kind })
  })

  it('takes the first or the second of two when told which', () => {
    const options = { zone: toronto, now: wednesday }
    const first = readTime('2026-11-01 01:30', { ...options, which: 'first' })
    const second = readTime('2026-11-01 01:30', { ...options, which: 'second' })
    expect(first).toMatchObject({ ok: true, value: { startsAt: at('2026-11-01T05:30Z') } })
    expect(second).toMatchObject({ ok: true, value: { startsAt: at('2026-11-01T06:30Z') } })
    expect(reading('sunday 2am', toronto, wednesday, 'second')).toBe('2026-11-29T02:00')
  })

  it.each([
    'America/Toronto',
    'Pacific/Kiritimati',
    'Pacific/Auckland',
    'Pacific/Niue',
    'Africa/Cairo',
    'Asia/Kathmandu',
    'UTC',
  ])('is read alike on a machine in %s', (machine) => {
    vi.stubEnv('TZ', machine)
    const july = new Date('2026-07-01T12:00').getTime()
    if (machine === 'Pacific/Auckland') expect(july).toBe(Date.UTC(2026, 6, 1, 0))
    for (const [text, local] of read) expect(reading(text), text).toBe(local)
    for (const [text, refusal] of refused) expect(reading(text), text).toEqual(refusal)
  })

  it('is one of the words of time, not of a zone', () => {
    const words =
      'sunday monday tuesday wednesday thursday friday saturday sun mon tue tues wed weds thu thur thurs fri sat ' +
      'january february march april may june july august september october november december ' +
      'jan feb mar apr jun jul aug sep sept oct nov dec am pm a.m. p.m. at on the to for of in and a an next this last ' +
      'past today tonight tomorrow yesterday noon midday midnight morning afternoon evening night now day days week ' +
      'weeks hour hours minute minutes from ago later after half quarter first second'
    for (const word of words.split(' ')) expect(zoneWordIn(word), word).toBeNull()
  })

  it('never throws, and takes nothing but an instant or a reason', () => {
    const pieces = fc.constantFrom(
      ...'sunday next dec 6 31 2026-12-06 02:00 2am 25:00 tomorrow tonight in 3 hours days at , - / 12/06 EST Z week of feb 30 noon \u202e 😀'.split(
        ' ',
      ),
    )
    const zones = fc.constantFrom(toronto, 'Africa/Cairo', 'Australia/Lord_Howe', 'Asia/Kathmandu')
    const nows = fc.date({ min: at('2026-01-01'), max: at('2028-01-01'), noInvalidDate: true })
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 6 }).map((words) => words.join(' ')),
      fc.string(),
    )
    fc.assert(
      fc.property(texts, zones, nows, (text, zone, now) => {
        const read = readTime(text, { zone, now })
        if (read.ok) expect(Number.isFinite(read.value.startsAt.getTime())).toBe(true)
        else expect(explainTimeRefusal(read.refusal, zone)).toMatch(/^\S.*[.?"]$/)
      }),
      { numRuns: 1500 },
    )
  })

  it('from now on is rounded up to a quarter-hour', () => {
    const nows = fc.date({ min: at('2026-01-01'), max: at('2028-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), nows, (minutes, now) => {
        const read = readTime(`in ${minutes} minutes`, { zone: 'Asia/Kathmandu', now })
        const late = read.ok ? read.value.startsAt.getTime() - now.getTime() - minutes * 60_000 : Number.NaN
        expect(late).toBeGreaterThanOrEqual(0)
        expect(late).toBeLessThan(15 * 60_000)
        expect(read.ok && isQuarterHour(read.value.startsAt, 'Asia/Kathmandu')).toBe(true)
      }),
    )
  })
})

describe('a date and a time from pickers', () => {
  const picked = (date: string, time: string, zone = toronto, which?: 'first' | 'second') => {
    const read = readDateAndTime(date, time, zone, which)
    return read.ok ? read.value.startsAt : JSON.parse(JSON.stringify(read.refusal))
  }

  it.each<[date: string, time: string, zone: string, startsAt: string]>([
    ['2026-12-06', '02:00', toronto, '2026-12-06T07:00Z'],
    ['2026-12-06', '02:07', toronto, '2026-12-06T07:07Z'],
    ['2026-12-06', '02:00', 'America/Vancouver', '2026-12-06T09:00Z'],
    ['2026-12-06', '02:00', 'Asia/Kathmandu', '2026-12-05T20:15Z'],
    ['2020-01-01', '00:00', 'Pacific/Auckland', '2019-12-31T11:00Z'],
  ])('%s %s in %s', (date, time, zone, startsAt) => {
    expect(picked(date, time, zone)).toEqual(at(startsAt))
  })

  it.each<[date: string, time: string, refusal: unknown]>([
    ['', '', { kind: 'unreadable' }],
    ['6 dec', '02:00', { kind: 'unreadable' }],
    ['2026-12-06', '2am', { kind: 'unreadable' }],
    ['2026-12-06', '02:00:00', { kind: 'unreadable' }],
    ['2026-12-06', '', { kind: 'no-hour', date: '2026-12-06' }],
    ['2026-12-06', '25:00', { kind: 'impossible', part: '25:00' }],
    ['2026-12-06', '24:00', { kind: 'impossible', part: '24:00' }],
    ['2026-02-30', '02:00', { kind: 'impossible', part: '2026-02-30' }],
    ['2027-03-14', '02:30', { kind: 'skipped', local: '2027-03-14T02:30:00', next: '2027-03-14T07:00:00.000Z' }],
    [
      '2026-11-01',
      '01:30',
      {
        kind: 'twice',
        local: '2026-11-01T01:30:00',
        first: '2026-11-01T05:30:00.000Z',
        second: '2026-11-01T06:30:00.000Z',
      },
    ],
  ])('%j %j is refused', (date, time, refusal) => {
    expect(picked(date, time)).toEqual(refusal)
  })

  it('take the one of two that is asked for', () => {
    expect(picked('2026-11-01', '01:30', toronto, 'first')).toEqual(at('2026-11-01T05:30Z'))
    expect(picked('2026-11-01', '01:30', toronto, 'second')).toEqual(at('2026-11-01T06:30Z'))
    expect(picked('2026-12-06', '02:00', toronto, 'second')).toEqual(at('2026-12-06T07:00Z'))
  })
})

describe('a refused time says what to do', () => {
  it.each([
    ['asap', 'That is not a time I can read. Write it like "sunday 2am", "2026-12-06 02:00" or "in 3 hours".'],
    ['sunday', 'At what time on Sun 29 Nov 2026? Add the hour, like "2am" or "14:30".'],
    ['morning', 'At what time? Add the hour, like "2am" or "14:30".'],
    ['feb 30 2am', 'There is no "feb 30". Write the time like "sunday 2am", "2026-12-06 02:00" or "in 3 hours".'],
    [
      'sun 7 dec 2026 02:00',
      'The day of the week and the date differ: it is Mon 7 Dec 2026. Write only one of the two.',
    ],
    ['12/06 2am', '"12/06 2am" can be read in two ways. Write the day and the hour in full, like "2026-12-06 02:00".'],
    ['2am pacific', `Leave out "pacific": times are read in the client's time zone, America/Toronto.`],
    [
      '2027-03-14 02:30',
      'The clocks go forward that night and 02:30 does not exist. ' +
        'The first time that does is Sun 14 Mar 2027, 03:00 EDT (America/Toronto).',
    ],
    [
      '2026-11-01 01:30',
      'The clocks go back that night and 01:30 comes twice: choose 01:30 EDT (the first) or 01:30 EST (the second).',
    ],
    [
      'x'.repeat(101),
      'That is longer than 100 characters. Write only the time, like "sunday 2am", "2026-12-06 02:00" or "in 3 hours".',
    ],
  ])('%j', (text, sentence) => {
    const read = readTime(text, { zone: toronto, now: wednesday })
    expect(read.ok ? '' : explainTimeRefusal(read.refusal, toronto)).toBe(sentence)
  })
})
