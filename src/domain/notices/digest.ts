import { after, hour, isBefore, minute } from '../time/span.ts'

/** The rooms that are reminded of what waits in them. */
export type ReminderRoom = 'triage' | 'services'

/** So long something may wait unclaimed before its room is reminded of it (DESIGN 4.3). */
export const unclaimedAfter = 30 * minute
const repeatedAfter = 2 * hour

/**
 * Whether a room hears of what waits in it now: of something new after 30 minutes, at any hour and at most every 30
 * minutes; of all the rest every 2 hours while the team works.
 * @param newest when the newest thing that has waited for 30 minutes was asked for
 * @param last when the room was last reminded; null before the first time
 */
export function isDigestDue(newest: Date, last: Date | null, now: Date, teamWorks: boolean): boolean {
  if (!last) return true
  const isNew = isBefore(last, after(newest, unclaimedAfter))
  if (isNew && !isBefore(now, after(last, unclaimedAfter))) return true
  return teamWorks && !isBefore(now, after(last, repeatedAfter))
}
