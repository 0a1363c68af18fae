import { posted, replied } from '../../../domain/notices/route.ts'
import { rolloutStanding } from '../../../domain/notices/standing.ts'
import { badCount, type Totals } from '../../../domain/reports/health-report.ts'
import { defineNotice } from '../../notice/define-notice.ts'
import { countWords } from '../../words/words.ts'
import { type AboutUpdate, routeOfIncident } from './about-update.ts'
import { drawIncident } from './incident-redrawn.ts'
import { drawUpdate } from './update-news.ts'

type Facts = AboutUpdate & { readonly totals: Totals }

/** The short health check of the live system after the update. */
export const updateChecked = defineNotice<'update-checked', Facts>({
  kind: 'update-checked',
  word: 'Health check after the update',
  topic: null,
  route: (facts, client) => ({
    standing: rolloutStanding(client, facts.release),
    channel: replied,
    inbox: facts.environment,
    ...(badCount(facts.totals) > 0 && { ...routeOfIncident(facts, client), rooms: { triage: posted } }),
  }),
  plan: null,
  overtaken: null,
  others: null,
  draw: drawIncident(
    drawUpdate<Facts>(({ totals, release }) => {
      const isWell = badCount(totals) === 0 && totals.passed > 0
      return {
        tone: isWell ? 'good' : 'warning',
        headline: isWell ? 'healthy after the update' : 'checked after the update',
        facts: [
          { label: 'Version', value: release },
          { label: 'Health check', value: countWords(totals) },
        ],
        note: isWell ? '' : 'Our specialists are looking at what the check found.',
      }
    }),
  ),
})
