import { showInstant } from '../../../domain/time/show-time.ts'
import type { HoldCause } from '../../../domain/updates/hold.ts'
import type { Reasons } from '../../../domain/updates/reasons.ts'
import { defineNotice } from '../../notice/define-notice.ts'
import { holdWords } from '../../words/hold-words.ts'
import { type AboutUpdate, outdatesReminder, productionOf, routeOfUpdate } from './about-update.ts'
import { drawUpdate } from './update-news.ts'

type Facts = AboutUpdate & { readonly startsAt: string; readonly hold: HoldCause } & Reasons

export const updateHeld = defineNotice<'update-held', Facts>({
  kind: 'update-held',
  word: 'Update on hold',
  topic: 'changes',
  route: routeOfUpdate,
  plan: { tellsStart: false, production: productionOf },
  overtaken: 'by-news-of-its-update',
  others: outdatesReminder,
  draw: drawUpdate(({ startsAt, hold, reason, inside }, { client }) => ({
    tone: 'warning',
    headline: 'update on hold',
    facts: [{ label: 'Planned for', value: showInstant(new Date(startsAt), client.zone) }],
    quote: holdWords(hold, reason),
    note: 'It does not start until it is released; you will be told.',
    inside,
    toCome: true,
  })),
})
