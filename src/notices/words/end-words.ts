import type { EndSpan } from '../../domain/rollout/forecast/forecast-end.ts'
import type { ReleaseProgress } from '../../domain/rollout/release-progress.ts'
import { showDay } from '../../domain/time/show-time.ts'

/**
 * When a roll-out will have ended, in days: more can not be told honestly.
 * @param zone of the vendor's teams
 * @returns e.g. `between Sun 6 Dec 2026 and Sun 20 Dec 2026, nine times out of ten`
 */
export function endWords(
  { estimatedEnd, release }: Pick<ReleaseProgress, 'estimatedEnd' | 'release'>,
  zone: string,
): string {
  if (!estimatedEnd) return 'nothing more is planned'
  return release.status === 'paused' ? `resumed now, ${spanWords(estimatedEnd, zone)}` : spanWords(estimatedEnd, zone)
}

function spanWords({ from, until }: EndSpan, zone: string): string {
  const [first, last] = [showDay(from, zone), showDay(until, zone)]
  return first === last ? `about ${first}` : `between ${first} and ${last}, nine times out of ten`
}
