import moment from 'moment-timezone'
import { hour, minute } from './span.ts'

/**
 * One zone's history, oldest span first: span i lasts until `untils[i]` (epoch milliseconds, exclusive) and its
 * wall clock is `aheadMs[i]` ahead of UTC. The last span never ends.
 */
export type ZoneSpans = {
  readonly untils: readonly number[]
  readonly aheadMs: readonly number[]
  readonly abbreviations: readonly string[]
}

/** A wall-clock reading as a number: milliseconds since 1970-01-01T00:00 on the zone's own clock. */
export type LocalMs = number

/** No offset is further from UTC than this, so two spans that matter to one reading are never further apart. */
const REACH_MS = 36 * hour

const names: ReadonlySet<string> = new Set(moment.tz.names())
const spelling: ReadonlyMap<string, string> = new Map([...names].map((name) => [name.toLowerCase(), name]))
const loaded = new Map<string, ZoneSpans>()

/** @returns the version of the time zone data in use, as the tz database names it, e.g. `2026f`. */
export const zoneDataVersion = (): string => moment.tz.dataVersion

/** @returns every zone name that the data knows, links included. */
export const zoneNames = (): readonly string[] => [...names]

/** @returns whether `zone` is an IANA name, spelled as IANA spells it. */
export const isZone = (zone: string): boolean => names.has(zone)

/** @returns the IANA spelling of a zone name typed in any case, e.g. `america/toronto`; null when there is none. */
export const spelledZone = (typed: string): string | null =>
  spelling.get(typed.trim().replaceAll(' ', '_').toLowerCase()) ?? null

let ofPlaces: readonly string[] | null = null

/** @returns the zones that are places of a country today, those of the most people first; no older name of one. */
export function placeZones(): readonly string[] {
  ofPlaces ??= [...new Set(moment.tz.countries().flatMap((country) => moment.tz.zonesForCountry(country)))]
    .filter(isZone)
    .sort((a, b) => peopleIn(b) - peopleIn(a))
  return ofPlaces
}

/** @returns the places of a country, by its ISO 3166 code of two letters, those of the most people first */
export const zonesOfCountry = (country: string): readonly string[] =>
  (moment.tz.zonesForCountry(country) ?? []).filter(isZone).sort((a, b) => peopleIn(b) - peopleIn(a))

/** @returns the ISO 3166 codes of the countries that have zones */
export const countryCodes = (): readonly string[] => moment.tz.countries()

const peopleIn = (zone: string): number => moment.tz.zone(zone)?.population ?? 0

/**
 * @returns the spans of a zone.
 * @throws RangeError for a name that `isZone` refuses: names are checked where they come in.
 */
export function zoneSpans(zone: string): ZoneSpans {
  const known = loaded.get(zone)
  if (known) return known
  const data = isZone(zone) ? moment.tz.zone(zone) : null
  if (!data) throw new RangeError(`unknown time zone: ${zone}`)
  const spans = {
    untils: data.untils,
    aheadMs: data.offsets.map((minutesBehind) => Math.round(-minutesBehind * minute)),
    abbreviations: data.abbrs,
  }
  loaded.set(zone, spans)
  return spans
}

/** @returns the index of the span that holds an instant (epoch milliseconds). */
export function spanAt({ untils }: ZoneSpans, instantMs: number): number {
  let low = 0
  let high = untils.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (instantMs < (untils[middle] ?? Infinity)) high = middle
    else low = middle + 1
  }
  return low
}

/** @returns how far the wall clock is ahead of UTC at an instant, in milliseconds. */
export const aheadMsAt = (spans: ZoneSpans, instantMs: number): number => spans.aheadMs[spanAt(spans, instantMs)] ?? 0

/** @returns every instant (epoch milliseconds, in order) at which the zone's clock shows `local`: none, one or two. */
export function instantsShowing(spans: ZoneSpans, local: LocalMs): number[] {
  const shown: number[] = []
  for (let i = spanAt(spans, local - REACH_MS); i < spans.untils.length; i++) {
    const begins = spans.untils[i - 1] ?? -Infinity
    if (begins > local + REACH_MS) break
    const instant = local - (spans.aheadMs[i] ?? 0)
    if (instant >= begins && instant < (spans.untils[i] ?? Infinity)) shown.push(instant)
  }
  return shown
}

/** A jump of the clock: at `at` (epoch milliseconds) it goes from reading `from` to reading `to`. */
export type Gap = { readonly at: number; readonly from: LocalMs; readonly to: LocalMs }

/** @returns the jump that skips `local`, or null when the zone's clock does show it. */
export function gapAround(spans: ZoneSpans, local: LocalMs): Gap | null {
  for (let i = spanAt(spans, local - REACH_MS); i + 1 < spans.untils.length; i++) {
    const at = spans.untils[i] ?? Infinity
    if (at > local + REACH_MS) break
    const from = at + (spans.aheadMs[i] ?? 0)
    const to = at + (spans.aheadMs[i + 1] ?? 0)
    if (from <= local && local < to) return { at, from, to }
  }
  return null
}

/**
 * @returns the instant (epoch milliseconds) that a wall-clock reading stands for: the first one that shows it,
 * or the first one after the gap when the clock skips it.
 */
export const firstInstantFor = (spans: ZoneSpans, local: LocalMs): number =>
  instantsShowing(spans, local)[0] ?? gapAround(spans, local)?.at ?? local - aheadMsAt(spans, local)
