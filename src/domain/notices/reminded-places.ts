import { type PersonalSettings, waysOf } from '../people/personal-settings.ts'
import type { Place } from '../people/place.ts'
import { isReadByClient } from './fall-back.ts'
import { type LastTold, type ReminderLead, together, toldByPlace, wantsReminder } from './reminder.ts'
import { leads } from './topic.ts'

type Plan = { readonly startsAt: Date; readonly lead: ReminderLead; readonly now: Date }

/**
 * Where people are reminded of a start now: the places that were told of it, and the direct messages of those who chose to
 * be reminded so. Nothing else brings a plan there, so they go by what their client was told.
 * @param told what each place was told about the updates that start then @param places those around the client
 * @returns ids of places
 */
export function remindedPlaces(
  told: readonly LastTold[],
  places: readonly Place[],
  people: readonly { readonly id: string; readonly settings?: PersonalSettings }[],
  { startsAt, lead, now }: Plan,
): ReadonlySet<string> {
  const byPlace = toldByPlace(told)
  const readByPeople = new Set(places.filter(isReadByClient).map(({ id }) => id))
  const client = byPlace.filter(({ place }) => readByPeople.has(place)).reduce<LastTold | null>(together, null)
  const wished = places.filter(({ address, administrator, gone }) => {
    const person = people.find(({ id }) => id === administrator)
    if (address.kind !== 'direct' || gone || !person?.settings?.off) return false
    const ways = waysOf('reminders', person.settings)
    return ways.includes('direct') || ways.some((way) => !leads(way, person.id, places))
  })
  const direct = new Set(client ? wished.map(({ id }) => id) : [])
  return new Set([
    ...byPlace.flatMap((one) => (!direct.has(one.place) && wantsReminder(one, startsAt, lead, now) ? one.place : [])),
    ...(client && wantsReminder(client, startsAt, lead, now) ? direct : []),
  ])
}
