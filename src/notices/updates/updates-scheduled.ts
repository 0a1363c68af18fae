import { posted } from '../../domain/notices/route.ts'
import type { Environment } from '../../domain/people/system.ts'
import { defineNotice } from '../notice/define-notice.ts'
import { productionAmong, routeOfStarts } from './about-starts.ts'
import { drawRollout } from './news/update-news.ts'

/** One planned start, as a notice tells it. Instants are ISO 8601 in UTC: a notice is kept as JSON. */
export type PlannedStart = {
  readonly update: string
  readonly environment: Environment
  readonly startsAt: string
  /** The release whose update this one replaces. */
  readonly replaces: string | null
}

type Facts = { readonly release: string; readonly starts: readonly PlannedStart[] }

export const updatesScheduled = defineNotice<'updates-scheduled', Facts>({
  kind: 'updates-scheduled',
  word: 'Update scheduled',
  topic: null,
  route: (facts, client) => ({ ...routeOfStarts(facts, client), channel: posted, retires: facts.release }),
  plan: { tellsStart: true, production: productionAmong },
  overtaken: 'by-what-replaces-its-starts',
  others: { redraws: null, overtakes: 'starts-that-it-replaces', takesBack: null },
  draw: drawRollout,
})
