import { showInstant } from '../../domain/time/show-time.ts'
import { hasFailed, type LiveState, type Outcome } from '../../domain/updates/outcome.ts'
import type { Fact } from '../card/card.ts'

/** @returns in what state the live system is after an update failed; what nobody said is not known yet */
export function liveWords(live: LiveState | null): string {
  const { version = null, restored = null, up = null } = live ?? {}
  if (version === null && restored === null && up === null)
    return 'we do not know yet which version runs and whether it is up; our specialists are finding out'
  return [
    version === null ? 'we do not know yet which version runs' : `runs ${version}`,
    restored === null
      ? 'we do not know yet whether it was brought back'
      : restored
        ? 'it was brought back to how it was before'
        : 'it was not brought back',
    up === null ? 'we do not know yet whether it is up' : up ? 'it is up' : 'it is down',
  ].join('; ')
}

export const liveFact = (live: LiveState | null): Fact => ({ label: 'Live system', value: liveWords(live) })

/** How the last update of a system went, and after a failure in what state it is. @param zone the client's */
export function outcomeFacts(last: Outcome | null, zone: string): Fact[] {
  if (!last) return []
  const { release, finishedAt, startsAt } = last.update
  const when = showInstant(finishedAt ?? startsAt, zone)
  if (!hasFailed(last)) return [{ label: 'Last update', value: `${release} went through, ${when}` }]
  return [{ label: 'Last update', value: [{ bold: `${release} failed` }, `, ${when}`] }, liveFact(last.live)]
}

/** Which version runs: after a failure of which nothing is known, the one on file may not be it. */
export const runsWords = (version: string | null, last: Outcome | null): string =>
  hasFailed(last) && last.live?.version == null
    ? `${version ?? 'unknown'} before the update that failed`
    : (version ?? 'unknown')
