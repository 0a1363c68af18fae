import { edited, posted } from '../../../domain/notices/route.ts'
import type { InsideText } from '../../../domain/updates/inside-text.ts'
import type { LiveState } from '../../../domain/updates/outcome.ts'
import { defineNotice } from '../../notice/define-notice.ts'
import { liveFact } from '../../words/outcome-words.ts'
import { type AboutUpdate, overtakesChanges, routeOfIncident, routeOfUpdate } from './about-update.ts'
import { drawIncident } from './incident-redrawn.ts'
import { drawUpdate } from './update-news.ts'

type Facts = AboutUpdate & {
  readonly detail: InsideText | null
  /** Whether a message stands for it in triage since it went silent. */
  readonly follows: boolean
  /** In what state it left the live system; null, or left out by notices of old, where nobody said so. */
  readonly live?: LiveState | null
}

export const updateFailed = defineNotice<'update-failed', Facts>({
  kind: 'update-failed',
  word: 'Update failed',
  topic: null,
  route: (facts, client) => ({
    ...routeOfUpdate(facts, client),
    ...routeOfIncident(facts, client),
    rooms: facts.follows ? { ops: edited, triage: edited } : { ops: posted, triage: posted },
  }),
  plan: null,
  overtaken: null,
  others: overtakesChanges,
  draw: drawIncident(
    drawUpdate<Facts>(({ release: version, live, detail }, { client, release }) => ({
      tone: 'bad',
      headline: 'update failed',
      facts: [{ label: 'Release', value: version }, liveFact(live ?? null)],
      note: `Our specialists are looking at it. ${
        release.kind === 'hotfix'
          ? 'It is not tried again by itself; our services team will get in touch.'
          : 'A new update is planned for the next maintenance window, and you will be told.'
      }`,
      inside: detail,
      // What is planned anew after a failure can be tried on a new copy before.
      vendorActions: [{ verb: 'rerun', label: 'Check the copy again', args: { client: client.id } }],
    })),
  ),
})
