import type { DueDelivery } from './delivery-ports.ts'
/** What the job queue calls: each call re-reads the row and acts only if it is still owed. */
export type Work = {
  /** Deliveries whose time has come. */
  dueDeliveries(limit: number): Promise<readonly DueDelivery[]>
  /** Claims deliveries, renders the card of each for its place and sends them, all at the same time. */
  sendDeliveries(ids: readonly string[]): Promise<void>
  /** Updates that start within the next minutes, with the milliseconds left until each start; negative for an overdue one. */
  dueStarts(
    limit: number,
  ): Promise<readonly { readonly id: string; readonly revision: number; readonly inMs: number }[]>
  /** Hands an update to its runner, at most once in its life, and not before its time. */
  startUpdate(id: string): Promise<void>
  /** Those that a runner could take now, with the number of the try. */
  dueVerifications(limit: number): Promise<readonly { readonly id: string; readonly attempt: number }[]>
  runVerification(id: string): Promise<void>
  /** Milliseconds until the next delivery is due that is not yet; null when none is. */
  untilDue(): Promise<number | null>
  /** Everything that time alone brings: missed starts, silence, expiry, deliveries of dead workers. */
  tick(): Promise<void>
}
