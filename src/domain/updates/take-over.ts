import type { PolicyNumbers } from '../people/policy-numbers.ts'
import { compareVersions } from '../releases/version.ts'
import { after, hour, isBefore } from '../time/span.ts'
import { awaitsStart, isActive, type Update } from './update.ts'

/** What a release that is ready means for one system. */
export type Turn =
  /** Nothing stands in its way: plan a start. */
  | 'plan'
  /** An older release waits, with time enough or on hold: the newer one takes its place and its deadline. */
  | 'take-over'
  /** Something starts soon or runs: the release is planned when that is done. */
  | 'wait'
  /** It is planned already, was cancelled or done, or something newer is under way or was cancelled by the client. */
  | 'leave'

/**
 * Whose turn it is on a system (DESIGN 4.1, "A newer release").
 * @param current the system's active update, else its newest one; null before the first
 */
export function turnOf(current: Update | null, release: string, now: Date, numbers: PolicyNumbers): Turn {
  if (!current) return 'plan'
  const order = compareVersions(current.release, release)
  if (!isActive(current.status)) {
    // Who cancelled the newer one did not ask for the older one instead.
    const skipped = order > 0 && current.status === 'cancelled' && current.cancelledBy === 'client'
    // What failed is planned once more.
    return skipped || (order === 0 && current.status !== 'failed') ? 'leave' : 'plan'
  }
  if (order >= 0) return 'leave'
  // What is on hold may never start: a newer release does not wait for it.
  const free = current.status === 'held' || isFarEnough(current, now, numbers)
  return awaitsStart(current.status) && free ? 'take-over' : 'wait'
}

/** Whether the start of an older release is far enough away for a newer one to take it; one on hold may be too near or over. */
export const isFarEnough = (
  { startsAt }: Pick<Update, 'startsAt'>,
  now: Date,
  { takeOverHours }: PolicyNumbers,
): boolean => !isBefore(startsAt, after(now, takeOverHours * hour))
