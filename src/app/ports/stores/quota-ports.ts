import type { Again, Quota } from '../../../domain/limits/quota.ts'

/** What was done of late, as far as it is bounded; shared by all processes. */
export type Quotas = {
  /**
   * Uses it up once, in this transaction: of two at the same moment one waits for the other.
   * @returns null; or, where nothing is left of it and nothing was used up, when it may be used again
   */
  use(quota: Quota, now: Date): Promise<Again | null>
  /** @returns the same, without using anything up */
  look(quota: Quota, now: Date): Promise<Again | null>
  /** Forgets what no rate reaches back to, at most `limit` quotas. */
  forget(now: Date, limit: number): Promise<number>
}
