import type { ActorStamp } from '../../../domain/people/actor.ts'
import { showInstant } from '../../../domain/time/show-time.ts'
import { defineNotice } from '../../notice/define-notice.ts'
import { type AboutUpdate, outdatesReminder, productionOf, routeOfUpdate } from './about-update.ts'
import { drawUpdate } from './update-news.ts'

type Facts = AboutUpdate & { readonly to: string; readonly by: ActorStamp; readonly reason: string | null }

export const updateRestored = defineNotice<'update-restored', Facts>({
  kind: 'update-restored',
  word: 'Update restored',
  topic: 'changes',
  route: routeOfUpdate,
  plan: { tellsStart: true, production: productionOf },
  overtaken: 'by-news-of-its-update',
  others: outdatesReminder,
  draw: drawUpdate(({ to, by, reason }, { client }) => ({
    tone: 'neutral',
    headline: 'update restored',
    facts: [
      { label: 'Starts', value: showInstant(new Date(to), client.zone) },
      { label: 'Restored by', value: by.name },
    ],
    quote: reason,
    outage: true,
    toCome: true,
  })),
})
