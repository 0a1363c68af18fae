import { ok, type Result, refuse } from '../../values/result.ts'
import { isZone, placeZones, spelledZone } from '../zone-data.ts'
import { lastingClock, oneOfEach } from './lasting-clock.ts'
import { suggestZones, zonesCalled } from './suggest-zones.ts'

/**
 * Reads the IANA zone that somebody typed, spelled as IANA spells it.
 * Refused with the rest of a sentence that begins with what was typed: `is not a time zone: take Europe/Berlin`.
 */
export function readZone(typed: string): Result<string, string> {
  const text = typed.trim()
  if (isZone(text)) return ok(text)
  const spelled = spelledZone(text)
  if (spelled) return refuse(`is not a time zone: write it as ${spelled}`)
  const hours = readOffset(text)
  if (hours !== null) return refuse(`is not a time zone but an offset, and knows no summer time: ${zonesAt(hours)}`)
  const [only, ...others] = suggestZones(text)
  if (!only) return refuse('is not a time zone: take an IANA name such as Europe/Berlin')
  if (others.length === 0) return refuse(`is not a time zone: take ${only}`)
  return refuse(`is not a time zone: take the one that the client’s clock keeps, ${listed([only, ...others])}`)
}

/** `GMT+2`, `UTC-03:30`, `+02:00`: in hours ahead of UTC. */
function readOffset(text: string): number | null {
  const [, sign, hours = '', minutes = '0'] =
    /^(?:(?:utc|gmt)\s*)?([+-]|\u2212)\s*(\d{1,2})(?::?([0-5]\d))?$/i.exec(text) ?? []
  const ahead = Number(hours) + Number(minutes) / 60
  return sign === undefined || ahead > 14 ? null : sign === '+' ? ahead : 0 - ahead
}

/** Zones that are so far ahead: those whose clocks are set first, as who names an offset rarely thinks of that. */
function zonesAt(hours: number): string {
  const inWinter = placeZones().filter((zone) => lastingClock(zone).hoursAhead[0] === hours)
  const isSet = (zone: string) => lastingClock(zone).hoursAhead.length > 1
  const inSummer = placeZones().filter((zone) => isSet(zone) && lastingClock(zone).hoursAhead[1] === hours)
  const zones = [
    ...oneOfEach(inWinter.filter(isSet), 2),
    ...oneOfEach(
      inWinter.filter((zone) => !isSet(zone)),
      1,
    ),
    ...oneOfEach(inSummer, 1).map((zone) => `${zone} (in summer)`),
  ]
  const fixed = fixedZone(hours)
  const never = fixed ? `; for a clock that is never set, ${fixed}` : ''
  return `take the zone of the place${zones.length > 0 ? `, such as ${listed(zones)}` : ''}${never}`
}

/** Named the other way round: `Etc/GMT-2` is two hours ahead. */
function fixedZone(hours: number): string | null {
  if (hours === 0) return 'Etc/UTC'
  const name = `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`
  return isZone(name) ? name : null
}

/** Zones that are named like a time that people know, and keep it all year or are kept for old programs alone. */
const abbreviated = /^(?:[A-Z]{3}|[A-Z]{3}\d[A-Z]{3}|GMT[+-]?0|Greenwich)$/
const plainUtc = new Set(['UTC', 'UCT'])

/**
 * @returns why a zone that there is may not be the one that was meant; null where there is no doubt. The rest of a
 * sentence that begins with the zone.
 */
export function doubtOfZone(zone: string): string | null {
  const [, sign, hours] = /^Etc\/GMT([+-])(\d+)$/.exec(zone) ?? []
  if (sign && Number(hours) > 0) {
    const way = sign === '+' ? 'behind' : 'ahead of'
    const other = `Etc/GMT${sign === '+' ? '-' : '+'}${hours}`
    return `is ${hours} hours ${way} UTC, as its sign is the other way round, and is never set: ${zonesAtWords(Number(hours), sign)}; the other way round it is ${other}`
  }
  if (!abbreviated.test(zone) || plainUtc.has(zone) || countryNames.has(zone)) return null
  const { hoursAhead } = lastingClock(zone)
  const kept = hoursAhead.length === 1 ? `keeps ${offsetWord(hoursAhead[0] ?? 0)} all year` : 'is an abbreviation'
  const likely = zonesCalled(zone === 'Greenwich' ? 'gmt' : zone.slice(0, 3).toLowerCase())
  return `${kept}: take the zone of the place${likely.length > 0 ? `, such as ${listed(likely)}` : ''}`
}

/** Old names of countries that have the form of an abbreviation. */
const countryNames = new Set(['PRC', 'ROC', 'ROK'])

const zonesAtWords = (hours: number, sign: string): string => {
  const ahead = sign === '+' ? 0 - hours : hours
  const zones = oneOfEach(
    placeZones().filter((zone) => lastingClock(zone).hoursAhead[0] === ahead),
    2,
  )
  return zones.length > 0 ? `take the zone of the place, such as ${listed(zones)}` : 'take the zone of the place'
}

function offsetWord(hours: number): string {
  const minutes = Math.round(Math.abs(hours) * 60)
  const digits = (n: number) => String(n).padStart(2, '0')
  return `UTC${hours < 0 ? '-' : '+'}${digits(Math.floor(minutes / 60))}:${digits(minutes % 60)}`
}

const listed = (zones: readonly string[]): string =>
  zones.length > 1 ? `${zones.slice(0, -1).join(', ')} or ${zones.at(-1)}` : (zones[0] ?? '')
