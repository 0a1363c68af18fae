import type { SystemRef } from '../../../domain/people/system.ts'
import type { LiveState, Outcome } from '../../../domain/updates/outcome.ts'

export type Outcomes = {
  /** Keeps what a runner says of the live system after its update failed; what it leaves open now stays as it said before. */
  noteLive(update: string, live: LiveState): Promise<void>
  /** What was said of it; null where nothing was. */
  liveAfter(update: string): Promise<LiveState | null>
  /** Of a system; null before one of its updates came to an end. */
  last(system: SystemRef): Promise<Outcome | null>
  /** The same of some systems, in their order. */
  lastOf(systems: readonly SystemRef[]): Promise<readonly (Outcome | null)[]>
}
