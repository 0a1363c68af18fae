import type { Clock } from '../../app/ports/ports.ts'

/** The real time of this machine. */
export const makeSystemClock = (): Clock => ({ now: () => new Date() })
