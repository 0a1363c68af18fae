import { type PersonalSettings, type PersonalWay, type Topic, waysOf } from '../people/personal-settings.ts'
import type { Place } from '../people/place.ts'
import type { OwedDelivery } from './audience.ts'
import { isNews } from './route.ts'

type Person = { readonly id: string; readonly settings?: PersonalSettings }

/**
 * Leaves out what administrators switched off for themselves, unless nobody would hear of it then: a channel that is
 * gone, or a colleague who left, must not make everybody deaf. A calendar that was filled by mail is kept right by mail.
 * @param about by which topic a notice is switched off, and whether calendars show the plan that it tells
 * @param owed what a client's places are owed
 */
export function applyOptOuts(
  { topic, keepsCalendar }: { readonly topic: Topic | null; readonly keepsCalendar: boolean },
  owed: readonly OwedDelivery[],
  places: readonly Place[],
  people: readonly Person[],
): readonly OwedDelivery[] {
  if (!topic) return owed
  const placeOf = new Map(places.map((place) => [place.id, place]))
  const isOff = ({ place: id, mode, suppressed }: OwedDelivery): boolean => {
    const place = placeOf.get(id)
    if (suppressed || !isNews(mode) || !place) return false
    const person = people.find((one) => one.id === place.administrator)
    const way = wayTo(place)
    if (!person?.settings?.off || way === null || !person.settings.off[way]?.includes(topic)) return false
    // What they chose instead may lead nowhere any more; who does without altogether chose nothing instead.
    const chosen = waysOf(topic, person.settings)
    return chosen.length === 0 || chosen.some((other) => leads(other, person.id, places))
  }
  const off = owed.filter(isOff)
  if (off.length === 0) return owed
  const isHeard = owed.some((one) => {
    const kind = placeOf.get(one.place)?.address.kind
    return !one.suppressed && isNews(one.mode) && !off.includes(one) && kind !== undefined && pushes(kind)
  })
  if (!isHeard) return owed
  return owed.flatMap((one): OwedDelivery[] => {
    if (!off.includes(one)) return [one]
    const left = { ...one, suppressed: 'switched-off' as const }
    const isMail = placeOf.get(one.place)?.address.kind === 'mailbox'
    return isMail && keepsCalendar ? [left, { ...one, mode: 'calendar' }] : [left]
  })
}

const wayTo = ({ address }: Place): PersonalWay | null =>
  address.kind === 'mailbox' ? 'mail' : address.kind === 'direct' ? 'direct' : null

/**
 * Whether a way leads to somebody. Who has no mailbox among the places shares that of a colleague, where mail still comes.
 * @param places those of their client
 */
export function leads(way: PersonalWay, administrator: string, places: readonly Place[]): boolean {
  const own = places.filter((place) => wayTo(place) === way && place.administrator === administrator)
  return own.some(({ gone }) => !gone) || (way === 'mail' && own.length === 0)
}

/** An inbox waits until somebody looks into it. */
const pushes = (kind: Place['address']['kind']): boolean =>
  kind === 'channel' || kind === 'mailbox' || kind === 'direct'

/**
 * Of what an administrator wishes to do without by mail, what nobody at the client would hear of any more: there is no
 * channel, and nobody gets it, they neither, by mail or, where they chose that, as a direct message.
 * @param wished what they are to have @param places those of the client
 */
export function lastToHear(
  wished: PersonalSettings,
  administrator: string,
  places: readonly Place[],
  people: readonly Person[],
): readonly Topic[] {
  const alive = places.filter(({ gone, room }) => !gone && room === null)
  if (alive.some(({ address }) => address.kind === 'channel')) return []
  const hears = (topic: Topic, { id, settings }: Person): boolean =>
    waysOf(topic, settings).some((way) => alive.some((place) => wayTo(place) === way && place.administrator === id))
  const after = people.map((one) => (one.id === administrator ? { ...one, settings: wished } : one))
  return (wished.off?.mail ?? []).filter((topic) => !after.some((one) => hears(topic, one)))
}
