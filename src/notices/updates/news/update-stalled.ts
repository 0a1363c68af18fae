import { posted } from '../../../domain/notices/route.ts'
import { showDuration } from '../../../domain/time/show-time.ts'
import { defineNotice } from '../../notice/define-notice.ts'
import { type AboutUpdate, overtakesChanges, routeOfIncident, routeOfUpdate } from './about-update.ts'
import { drawIncident } from './incident-redrawn.ts'
import { drawUpdate } from './update-news.ts'

type Facts = AboutUpdate & { readonly hours: number }

export const updateStalled = defineNotice<'update-stalled', Facts>({
  kind: 'update-stalled',
  word: 'No word from the update',
  topic: null,
  route: (facts, client) => ({
    ...routeOfUpdate(facts, client),
    ...routeOfIncident(facts, client),
    rooms: { ops: posted, triage: posted },
  }),
  plan: null,
  overtaken: null,
  others: overtakesChanges,
  draw: drawIncident(
    drawUpdate<Facts>(({ hours }) => ({
      tone: 'bad',
      headline: 'no word from the update',
      facts: [{ label: 'Silent for', value: showDuration(hours * 60) }],
      note: 'Our operators are finding out whether it went through. You need not do anything.',
    })),
  ),
})
