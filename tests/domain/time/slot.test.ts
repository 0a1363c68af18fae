import { describe, expect, it } from 'vitest'
import {
  isQuarterHour,
  nextQuarterHour,
  quarterHoursFrom,
  quartersAfter,
  slotOf,
} from '../../../src/domain/time/slot.ts'
import { zoneNames, zoneSpans } from '../../../src/domain/time/zone-data.ts'

const at = (iso: string) => new Date(iso)

describe('slots of a quarter of an hour', () => {
  it.each([
    ['2026-12-06T02:00:00.000Z', '2026-12-06T02:00Z', '2026-12-06T02:00Z'],
    ['2026-12-06T02:00:00.001Z', '2026-12-06T02:00Z', '2026-12-06T02:15Z'],
    ['2026-12-06T02:14:59.999Z', '2026-12-06T02:00Z', '2026-12-06T02:15Z'],
    ['2026-12-06T02:15:00.000Z', '2026-12-06T02:15Z', '2026-12-06T02:15Z'],
    ['2026-12-31T23:50:00.000Z', '2026-12-31T23:45Z', '2027-01-01T00:00Z'],
    ['1969-12-31T23:59:00.000Z', '1969-12-31T23:45Z', '1970-01-01T00:00Z'],
  ])('%s is in the slot of %s, before or at %s', (instant, slot, next) => {
    expect(slotOf(at(instant))).toEqual(at(slot))
    expect(nextQuarterHour(at(instant))).toEqual(at(next))
  })

  it.each([
    ['America/Toronto', '2026-12-06T02:15:00Z', true],
    ['America/Toronto', '2026-12-06T02:10:00Z', false],
    ['America/Toronto', '2026-12-06T02:15:01Z', false],
    ['America/Toronto', '2026-12-06T02:15:00.500Z', false],
    ['Asia/Kathmandu', '2026-12-06T20:15:00Z', true],
    ['Asia/Kathmandu', '2026-12-06T20:20:00Z', false],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', true],
    ['Pacific/Chatham', '2026-12-06T10:15:00Z', true],
    ['Africa/Monrovia', '1971-06-01T00:00:00Z', false],
    ['Africa/Monrovia', '1971-06-01T00:44:30Z', true],
  ])('on the clock of %s, %s: %s', (zone, instant, quarter) => {
    expect(isQuarterHour(at(instant), zone)).toBe(quarter)
  })

  it('are the same on every wall clock from 1990 on', () => {
    const odd = zoneNames().filter((zone) => {
      const { untils, aheadMs } = zoneSpans(zone)
      return aheadMs.some((ahead, i) => untils[i]! > Date.UTC(1990, 0, 1) && ahead % (15 * 60_000) !== 0)
    })
    expect(odd).toEqual([])
  })

  it('follow one another', () => {
    expect([...quarterHoursFrom(at('2026-12-06T02:01Z'), at('2026-12-06T02:45Z'))]).toEqual(
      ['2026-12-06T02:15Z', '2026-12-06T02:30Z', '2026-12-06T02:45Z'].map(at),
    )
    expect([...quarterHoursFrom(at('2026-12-06T02:01Z'), at('2026-12-06T02:14Z'))]).toEqual([])
    expect(quartersAfter(at('2026-12-06T00:00Z'), -1)).toEqual(at('2026-12-05T23:45Z'))
  })
})
