import { sql } from 'kysely'

/**
 * Whether a delivery `d` waits for a time that has not come, such as the end of somebody's quiet hours, and nobody has
 * tried it. One that was given a turn under a rate limit is on its way, however far ahead its turn is.
 */
export const isNotYet = (now: Date) =>
  sql<boolean>`(d.status = 'pending' and d.attempts = 0 and d.turn_at is null and d.due_at > ${now})`
