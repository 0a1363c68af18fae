import { zoneNames, zoneSpans } from '../zone-data.ts'

/** Words for zones that the zone data does not list as such. */
const SPOKEN =
  'pacific eastern central mountain atlantic newfoundland alaska alaskan hawaii hawaiian european ' +
  'z zulu utc gmt et ct mt pt'

/** Places that have a zone and mean a day to most people. */
const HOLIDAYS = ['christmas', 'easter']

let words: ReadonlySet<string> | null = null

/** Abbreviations and places of all zones, in lower case: `est`, `toronto`, `new york`. */
function zoneWords(): ReadonlySet<string> {
  if (words) return words
  const all = new Set(SPOKEN.split(' '))
  for (const name of zoneNames()) {
    const place = name.slice(name.lastIndexOf('/') + 1)
    all.add(name.toLowerCase())
    all.add(place.replaceAll('_', ' ').toLowerCase())
    for (const abbreviation of new Set(zoneSpans(name).abbreviations)) {
      if (/^[A-Za-z]/.test(abbreviation)) all.add(abbreviation.toLowerCase())
    }
  }
  for (const day of HOLIDAYS) all.delete(day)
  words = all
  return all
}

/**
 * @param text in lower case, words parted by single spaces.
 * @returns the first word that names a time zone or an offset: `est`, `pacific`, `toronto`, `utc+5`, `+02:00`; else null.
 */
export function zoneWordIn(text: string): string | null {
  const known = zoneWords()
  const tokens = text.split(/[\s,()]+/).filter(Boolean)
  for (const [i, token] of tokens.entries()) {
    const attached = /^\d[\d:.]*(?:am|pm)?(z|[a-z]{3,4})$/.exec(token)?.[1]
    if (attached && known.has(attached)) return attached
    if (/^(?:(?:utc|gmt)[+-]\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2})$/.test(token)) return token
    const pair = `${token} ${tokens[i + 1] ?? ''}`
    if (known.has(pair)) return pair
    if (known.has(token)) return token
  }
  return null
}
