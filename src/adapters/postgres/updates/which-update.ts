import { sql } from 'kysely'

/*
 * Which of a system's updates is meant. Literal, so that the planner sees that partial indexes apply whatever the plan cache
 * does.
 */

/** The order in which the current one comes first: the active one, else the newest. */
export const currentFirst = sql`(status in ('scheduled', 'held', 'updating', 'stalled')) desc, id desc`

/** Whether it came to an end by itself. */
export const ended = sql<boolean>`status in ('updated', 'failed')`

/** The order in which the last one of those comes first. */
export const lastFirst = sql`finished_at desc, id desc`
