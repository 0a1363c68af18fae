import { describe, expect, it } from 'vitest'
import { isDigestDue } from '../../../src/domain/notices/digest.ts'
import { escalationTime, tooLateToRemind, wantsReminder } from '../../../src/domain/notices/reminder.ts'
import { afterQuietHours } from '../../../src/domain/time/quiet-hours.ts'
import { defaultWorkingHours, isWorkingTime, parseWorkingHours } from '../../../src/domain/time/working-hours.ts'
import { at, from, hours, noon } from '../../support/samples.ts'

const start = from(noon, hours(14 * 24))
const ahead = (h: number): Date => from(start, -hours(h))

describe('whether a place is reminded', () => {
  it.each([
    ['told a week ahead', 'day', 24, 7 * 24, 7 * 24, true],
    ['told of the start after the reminder’s time', 'day', 20, 21, 21, false],
    ['told of the start at the reminder’s time', 'day', 24, 24, 24, false],
    ['another notice 59 minutes before', 'day', 24, 24.99, 7 * 24, false],
    ['another notice an hour before', 'day', 24, 25, 7 * 24, true],
    ['an hour ahead, reminded the day before', 'hour', 1, 24, 7 * 24, true],
    ['an hour ahead, moved half an hour ago', 'hour', 1, 1.5, 1.5, false],
    ['an hour ahead, moved two hours ago', 'hour', 1, 3, 3, true],
  ] as const)('%s', (_, lead, now, last, planned, wanted) => {
    const told = { place: 'P-1', at: ahead(last), plannedAt: ahead(planned) }
    expect(wantsReminder(told, start, lead, ahead(now))).toBe(wanted)
  })

  it('never one that was told of no start', () => {
    const told = { place: 'P-1', at: ahead(99), plannedAt: null }
    expect(wantsReminder(told, start, 'day', ahead(24))).toBe(false)
  })
})

describe('when a reminder would come too late', () => {
  it.each([
    ['hour', 4, 0],
    ['day', 4, 4],
    ['day', 0, 0],
    ['day', 24, 1],
    ['day', 48, 1],
  ] as const)('of a %s, with a cut-off of %i hours: %i hours ahead', (lead, cutOff, due) => {
    expect(tooLateToRemind(start, lead, cutOff)).toEqual(ahead(due))
  })
})

describe('when a plan that reached nobody is repeated', () => {
  it.each([
    [14 * 24, 48],
    [97, 48],
    [96, 48],
    [60, 30],
    [48, 24],
    [24, 12],
    [2, 1],
  ])('told %i hours ahead: %f hours ahead', (told, due) => {
    expect(escalationTime(ahead(told), start)).toEqual(ahead(due))
  })
})

describe('a direct message in quiet hours', () => {
  const zone = 'America/Toronto'
  it.each([
    ['in the evening', '2026-11-23T02:00:00Z', '2026-11-23T12:00:00Z'],
    ['at night', '2026-11-23T08:30:00Z', '2026-11-23T12:00:00Z'],
    ['as they begin', '2026-11-23T02:00:00Z', '2026-11-23T12:00:00Z'],
    ['as they end', '2026-11-23T12:00:00Z', '2026-11-23T12:00:00Z'],
    ['by day', '2026-11-23T20:00:00Z', '2026-11-23T20:00:00Z'],
    ['over the night on which the clock is set back', '2026-11-01T04:00:00Z', '2026-11-01T12:00:00Z'],
  ])('%s', (_, now, due) => {
    expect(afterQuietHours(at(now), zone, at('2027-01-01T00:00:00Z'))).toEqual(at(due))
  })

  it('is sent at once where the morning would be too late', () => {
    const now = at('2026-11-23T08:30:00Z')
    expect(afterQuietHours(now, zone, at('2026-11-23T12:00:00Z'))).toEqual(now)
    expect(afterQuietHours(now, zone, at('2026-11-23T12:00:01Z'))).toEqual(at('2026-11-23T12:00:00Z'))
  })

  it('may be asked for by day, too', () => {
    const hoursOfRest = { from: 12, until: 14 }
    const due = afterQuietHours(at('2026-11-23T18:00:00Z'), zone, at('2027-01-01T00:00:00Z'), hoursOfRest)
    expect(due).toEqual(at('2026-11-23T19:00:00Z'))
  })
})

describe('working hours', () => {
  it.each([
    ['2026-11-23T08:00:00Z', true],
    ['2026-11-23T07:59:00Z', false],
    ['2026-11-27T17:59:00Z', true],
    ['2026-11-27T18:00:00Z', false],
    ['2026-11-28T12:00:00Z', false],
  ])('%s, by default: %s', (now, works) => {
    expect(isWorkingTime(at(now), defaultWorkingHours)).toBe(works)
  })

  it('are read on the wall clock of their zone, over the end of the week, too', () => {
    const read = parseWorkingHours('sun-thu 09:00-17:00', 'Asia/Dubai')
    if (!read.ok) throw new Error(read.refusal)
    expect(isWorkingTime(at('2026-11-22T05:00:00Z'), read.value)).toBe(true)
    expect(isWorkingTime(at('2026-11-22T04:59:00Z'), read.value)).toBe(false)
    expect(isWorkingTime(at('2026-11-27T09:00:00Z'), read.value)).toBe(false)
  })

  it.each([
    '',
    'MON 08:00-18:00',
    'MON-FRI 18:00-08:00',
    'MON-FOO 08:00-18:00',
    'MON-FRI 08:30-18:00',
    'MON-FRI 08:00-25:00',
  ])('are not “%s”', (text) => {
    expect(parseWorkingHours(text, 'UTC').ok).toBe(false)
  })
})

describe('when a room is reminded of what waits', () => {
  const minutes = (n: number): Date => from(noon, n * 60_000)
  it.each([
    ['the first time', 0, null, 30, false, true],
    ['again at once', 0, 30, 31, true, false],
    ['after two hours, at work', 0, 30, 150, true, true],
    ['after two hours, at night', 0, 30, 150, false, false],
    ['something new, at night', 40, 30, 70, false, true],
    ['something new, too soon after the last', 10, 30, 41, true, false],
    ['what was new in the last one', 0, 31, 90, false, false],
  ])('%s', (_, newest, last, now, works, due) => {
    expect(isDigestDue(minutes(newest), last === null ? null : minutes(last), minutes(now), works)).toBe(due)
  })
})
