import { sql } from 'kysely'

/**
 * Postgres' own clock, which all processes share and nobody moves. Only for how long processes and their requests live;
 * everything else that SQL knows of time it is told by the app.
 */
export const realNow = sql<Date>`clock_timestamp()`
