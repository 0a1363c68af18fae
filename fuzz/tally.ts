import type { Case } from './case.ts'
import type { Answered } from './send.ts'

/** How the cases of each area were answered: a door at which everybody is turned away is not tried. */
export type Tally = { note(played: Case, answered: Answered): void; lines(): string[] }

export function makeTally(): Tally {
  const counts = new Map<string, Map<number, number>>()
  return {
    note({ area }, { status }) {
      const of = counts.get(area) ?? new Map<number, number>()
      of.set(status ?? 0, (of.get(status ?? 0) ?? 0) + 1)
      counts.set(area, of)
    },
    lines: () =>
      [...counts].sort().map(([area, of]) => {
        const told = [...of].sort(([a], [b]) => a - b).map(([status, times]) => `${status || 'no answer'} × ${times}`)
        return `${area}: ${told.join(', ')}`
      }),
  }
}
