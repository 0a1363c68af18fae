import { distance } from 'fastest-levenshtein'
import { WINDOWS_TO_IANA_MAP } from 'windows-iana'
import { countryCodes, placeZones, spelledZone, zoneNames, zonesOfCountry } from '../zone-data.ts'
import { lastingClock, oneOfEach } from './lasting-clock.ts'
import { spokenZones } from './spoken-zones.ts'

const most = 3

/**
 * Guesses which IANA zone is meant by what is none: another spelling, a name of Windows (`W. Europe Standard Time`, or as
 * its settings show it), an abbreviation (`PST`), what people say (`Pacific Time`), a place, a country, a slip of the pen.
 * @returns at most three, the likeliest first; none where nothing is near
 */
export function suggestZones(typed: string): string[] {
  const text = plainly(typed)
  if (text === '' || text.length > 120) return []
  for (const guess of [asSpelled, asWindows, asSpoken, asAbbreviation, asPlace, asShown, asCountry, asSlip]) {
    const found = [...new Set(guess(text))]
    if (found.length > 0) return found.slice(0, most)
  }
  return []
}

const plainly = (typed: string): string =>
  typed
    .normalize('NFKC')
    .trim()
    .replaceAll(/[\s_]+/g, ' ')
    .toLowerCase()

function asSpelled(text: string): string[] {
  const zone = spelledZone(text.replaceAll('\\', '/').replaceAll(/ ?\/ ?/g, '/'))
  return zone ? [zone] : []
}

/** Microsoft's names by the table of Unicode CLDR (windowsZones.xml): the zone that stands for all of its territories. */
function asWindows(text: string): string[] {
  const name = text.replace(/ daylight time$/, ' standard time')
  const known = WINDOWS_TO_IANA_MAP.filter(
    ({ windowsName, territory }) => territory === '001' && windowsName.toLowerCase() === name,
  )
  return known.flatMap(({ iana }) => iana.slice(0, 1))
}

function asSpoken(text: string): string[] {
  const zone = spokenZones[text.replace(/^(?:the )/, '').replace(/(?: standard| daylight| summer)?(?: time)?$/, '')]
  return zone ? [zone] : []
}

const asAbbreviation = (text: string): string[] => (/^[a-z]{2,5}$/.test(text) ? zonesCalled(text) : [])

/** @returns places whose time is called so, `est`, in summer or in winter: one for each thing that clocks do there */
export const zonesCalled = (abbreviation: string): string[] =>
  oneOfEach(
    placeZones().filter((zone) => lastingClock(zone).names.includes(abbreviation)),
    most,
  )

/** `new york`, `Berlin, Germany`. */
function asPlace(text: string): string[] {
  const place = text.split(',')[0]?.trim() ?? ''
  const today = placeZones().filter((zone) => placeOf(zone) === place)
  return today.length > 0 ? today : zoneNames().filter((zone) => placeOf(zone) === place)
}

const placeOf = (zone: string): string =>
  zone
    .slice(zone.lastIndexOf('/') + 1)
    .replaceAll('_', ' ')
    .toLowerCase()

/** As Windows lists them to choose from: `(UTC+01:00) Amsterdam, Berlin, Bern`, `(UTC-05:00) Eastern Time (US & Canada)`. */
function asShown(text: string): string[] {
  const [, shown] = /^\((?:utc|gmt)(?:[+-]\d{1,2}:?\d{2})?\) (.+)$/.exec(text) ?? []
  if (!shown) return []
  const spoken = asSpoken(shown.replace(/ \(.*\)$/, ''))
  return spoken.length > 0 ? spoken : oneOfEach(shown.split(',').flatMap(asPlace), most)
}

const countries = new Intl.DisplayNames('en', { type: 'region' })

function asCountry(text: string): string[] {
  const code = countryCodes().find((one) => countries.of(one)?.toLowerCase() === text)
  return code ? oneOfEach(zonesOfCountry(code), most) : []
}

/** One or two letters that are wrong. */
function asSlip(text: string): string[] {
  const far = text.length < 6 ? 0 : text.length < 10 ? 1 : 2
  const near = (name: string) => distance(name, text) <= far
  const whole = zoneNames().filter((zone) => near(zone.replaceAll('_', ' ').toLowerCase()))
  return whole.length > 0 ? whole : placeZones().filter((zone) => near(placeOf(zone)))
}
