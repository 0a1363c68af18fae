import { showInstant } from '../../../domain/time/show-time.ts'
import { defineNotice } from '../../notice/define-notice.ts'
import { type AboutUpdate, outdatesReminder, productionOf, routeOfUpdate } from './about-update.ts'
import { drawUpdate } from './update-news.ts'

export const updateResumed = defineNotice<'update-resumed', AboutUpdate & { readonly startsAt: string }>({
  kind: 'update-resumed',
  word: 'Update goes ahead',
  topic: 'changes',
  route: routeOfUpdate,
  plan: { tellsStart: true, production: productionOf },
  overtaken: 'by-news-of-its-update',
  others: outdatesReminder,
  draw: drawUpdate(({ startsAt }, { client }) => ({
    tone: 'neutral',
    headline: 'update goes ahead',
    facts: [{ label: 'Starts', value: showInstant(new Date(startsAt), client.zone) }],
    outage: true,
    toCome: true,
  })),
})
