import type { Clock } from '../../src/app/ports/ports.ts'

/** The house's clock: it stands still until it is moved, and goes forward only. */
export type StageClock = Clock & { goTo(instant: Date): void }

export function makeStageClock(iso: string): StageClock {
  let instant = new Date(iso)
  return {
    now: () => new Date(instant),
    goTo: (later) => {
      if (later > instant) instant = later
    },
  }
}
