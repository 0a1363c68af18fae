import type { Environment } from '../people/system.ts'
import { after, hour, isBefore, later } from '../time/span.ts'

/** How long before the start people are reminded of it (DESIGN 4.3), in milliseconds. */
export const reminderLeads = { day: 24 * hour, hour: hour } as const
export type ReminderLead = keyof typeof reminderLeads

/** What is said once about each start. */
export type NudgeKind = ReminderLead | 'unseen' | 'overran' | 'cut-off' | 'held'

/** A start that a reminder speaks of; the instant is ISO 8601 in UTC. */
export type RemindedStart = {
  readonly update: string
  readonly environment: Environment
  readonly startsAt: string
}

/** What a place was told about an update. */
export type LastTold = {
  readonly place: string
  /** The last notice about it. */
  readonly at: Date
  /** The last one that told of a start; null where none did. */
  readonly plannedAt: Date | null
}

/** Another notice about the same update that came so shortly before says enough. */
const tooClose = hour

/**
 * @returns whether a place that was told of a start is reminded of it now: not when it was told of the start after the
 * reminder's own time, and not shortly after another notice about the same update
 */
export function wantsReminder(told: LastTold, startsAt: Date, lead: ReminderLead, now: Date): boolean {
  const time = after(startsAt, -reminderLeads[lead])
  if (!told.plannedAt || !isBefore(told.plannedAt, time)) return false
  return now.getTime() - told.at.getTime() >= tooClose
}

/**
 * From when on a reminder comes too late to be of use: that of an hour at the start; that of a day at the cut-off, when
 * nothing can be done about the plan any more, or where that lies before the reminder itself, when the next one is due.
 */
export function tooLateToRemind(startsAt: Date, lead: ReminderLead, cutOffHours: number): Date {
  if (lead === 'hour') return startsAt
  const cutOff = cutOffHours * hour
  return after(startsAt, -(cutOff < reminderLeads.day ? cutOff : reminderLeads.hour))
}

const escalationLead = 48 * hour

/**
 * When a plan that has reached nobody is told by every other place: 48 hours before the start, and no earlier than at half
 * the notice period.
 */
export const escalationTime = (toldAt: Date, startsAt: Date): Date =>
  later(after(startsAt, -escalationLead), after(toldAt, (startsAt.getTime() - toldAt.getTime()) / 2))

/** How many plans (a release at a client) still wait for their start, and how many of them nobody there has said to have seen. */
export type PlansSeen = {
  readonly plans: number
  readonly unseen: number
  /** Of the unseen ones those that start within 48 hours. */
  readonly soon: number
}

/** @returns what each place was told about several updates that start together, as if they were one */
export function toldByPlace(told: readonly LastTold[]): LastTold[] {
  const places = new Map<string, LastTold>()
  for (const one of told) {
    places.set(one.place, together(places.get(one.place) ?? null, one))
  }
  return [...places.values()]
}

/** Two of what was told, as if they were one. */
export const together = (known: LastTold | null, one: LastTold): LastTold =>
  known ? { ...one, at: later(known.at, one.at), plannedAt: laterOf(known.plannedAt, one.plannedAt) } : one

/** @returns when a start was told last, to whomever; null when none was */
export const latestPlan = (told: readonly LastTold[]): Date | null =>
  told.reduce<Date | null>((latest, { plannedAt }) => laterOf(latest, plannedAt), null)

const laterOf = (a: Date | null, b: Date | null): Date | null => (a && b ? later(a, b) : (a ?? b))
