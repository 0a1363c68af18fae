import { describe, expect, it } from 'vitest'
import { WINDOWS_TO_IANA_MAP } from 'windows-iana'
import { isZone, zoneNames } from '../../../src/domain/time/zone-data.ts'
import { doubtOfZone, readZone } from '../../../src/domain/time/zone-names/read-zone.ts'
import { suggestZones } from '../../../src/domain/time/zone-names/suggest-zones.ts'

const refusalOf = (typed: string): string => {
  const read = readZone(typed)
  return read.ok ? '' : read.refusal
}

describe('a zone that is none', () => {
  it.each([
    ['PST', ['America/Los_Angeles', 'Asia/Manila']],
    ['pdt', ['America/Los_Angeles']],
    ['IST', ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem']],
    ['CEST', ['Europe/Paris']],
    ['W. Europe Standard Time', ['Europe/Berlin']],
    ['w. europe daylight time', ['Europe/Berlin']],
    ['Pacific Standard Time', ['America/Los_Angeles']],
    ['Tokyo Standard Time', ['Asia/Tokyo']],
    ['(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna', ['Europe/Amsterdam']],
    ['(UTC-05:00) Eastern Time (US & Canada)', ['America/New_York']],
    ['Eastern Time', ['America/New_York']],
    ['PT', ['America/Los_Angeles']],
    ['Central European Summer Time', ['Europe/Berlin']],
    ['New York', ['America/New_York']],
    ['Toronto, Canada', ['America/Toronto']],
    ['Kiev', ['Europe/Kiev']],
    ['Germany', ['Europe/Berlin']],
    ['europe / berlin', ['Europe/Berlin']],
    ['Europe\\Berlin', ['Europe/Berlin']],
    ['Europe/Berln', ['Europe/Berlin']],
    ['America/NewYork', ['America/New_York']],
    ['Kolkatta', ['Asia/Kolkata']],
  ])('%s: %j', (typed, zones) => {
    expect(suggestZones(typed).toSorted()).toEqual(zones.toSorted())
    for (const zone of zones) expect(refusalOf(typed)).toContain(zone)
  })

  it.each([
    ['GMT+2', ['Africa/Johannesburg', 'Europe/Paris (in summer)', 'Etc/GMT-2']],
    ['+02:00', ['Africa/Johannesburg', 'Etc/GMT-2']],
    ['UTC-5', ['America/New_York', 'America/Lima', 'Etc/GMT+5']],
    ['GMT+5:30', ['Asia/Kolkata']],
    ['UTC+0', ['Europe/London', 'Etc/UTC']],
  ])('%s is an offset: %j', (typed, zones) => {
    expect(refusalOf(typed)).toContain('is not a time zone but an offset, and knows no summer time')
    for (const zone of zones) expect(refusalOf(typed)).toContain(zone)
  })

  it.each(['Europe/Atlantis', 'Mars', 'x', '', 'UTC+25', '🕛', 'a'.repeat(5_000)])('%s is like nothing', (typed) => {
    expect(refusalOf(typed)).toBe('is not a time zone: take an IANA name such as Europe/Berlin')
  })

  it('of Windows has a zone that there is, whichever it is', () => {
    for (const { windowsName } of WINDOWS_TO_IANA_MAP) {
      const [zone = ''] = suggestZones(windowsName)
      expect(isZone(zone), windowsName).toBe(true)
    }
  })
})

describe('a zone that there is', () => {
  it.each([
    ['EST', /^keeps UTC-05:00 all year: .*America\/New_York/],
    ['HST', /^keeps UTC-10:00 all year: .*Pacific\/Honolulu/],
    ['CET', /^is an abbreviation: .*Europe\/Paris/],
    ['EST5EDT', /America\/New_York/],
    ['GMT', /^keeps UTC\+00:00 all year: .*Europe\/London/],
    ['Etc/GMT+2', /^is 2 hours behind UTC, as its sign is the other way round.* it is Etc\/GMT-2$/],
    ['Etc/GMT-5', /^is 5 hours ahead of UTC.*Asia\/Karachi/],
  ])('%s may not be meant', (zone, words) => {
    expect(readZone(` ${zone} `)).toEqual({ ok: true, value: zone })
    expect(doubtOfZone(zone)).toMatch(words)
  })

  it('is not doubted where it is a place, a country, or UTC', () => {
    const doubted = zoneNames().filter((zone) => doubtOfZone(zone) !== null)
    expect(doubted.filter((zone) => zone.includes('/') && !/^Etc\/GMT[+-]\d/.test(zone))).toEqual([])
    expect(doubted).not.toEqual(expect.arrayContaining(['UTC']))
    for (const zone of ['UTC', 'Etc/UTC', 'GB', 'PRC', 'ROK', 'Japan', 'Europe/Berlin'])
      expect(doubtOfZone(zone), zone).toBeNull()
  })
})
