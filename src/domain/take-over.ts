import type { PolicyNumbers } from './policy-numbers.ts'
import { after, hour, isBefore } from './span.ts'
import { awaitsStart, isActive, type Update } from './update.ts'
import { compareVersions } from './version.ts'

/** What a release that is ready means for one system. */
export type Turn =
  /** Nothing stands in its way: plan a start. */
  | 'plan'
  /** An older release waits with time enough: the newer one takes its start and its deadline. */
  | 'take-over'
  /** Something starts soon or runs: the release is planned when that is done. */
  | 'wait'
  /** It is planned already, was cancelled or done, or something newer is under way. */
  | 'leave'

/**
 * Whose turn it is on a system (DESIGN 4.1, "A newer release").
 * @param current the system's active update, else its newest one; null before the first
 * @param again whether a release that failed or was cancelled there is planned once more
 */
export function turnOf(
  current: Update | null,
  release: string,
  now: Date,
  numbers: PolicyNumbers,
  again = false,
): Turn {
  if (!current) return 'plan'
  const order = compareVersions(current.release, release)
  if (!isActive(current.status)) return order === 0 && !again ? 'leave' : 'plan'
  if (order >= 0) return 'leave'
  const farEnough = !isBefore(current.startsAt, after(now, numbers.takeOverHours * hour))
  return awaitsStart(current.status) && farEnough ? 'take-over' : 'wait'
}
