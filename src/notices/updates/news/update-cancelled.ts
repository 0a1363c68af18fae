import type { ActorStamp } from '../../../domain/people/actor.ts'
import { showInstant } from '../../../domain/time/show-time.ts'
import type { Reasons } from '../../../domain/updates/reasons.ts'
import { defineNotice } from '../../notice/define-notice.ts'
import { type AboutUpdate, outdatesReminder, productionOf, routeOfUpdate } from './about-update.ts'
import { drawUpdate } from './update-news.ts'

type Facts = AboutUpdate & { readonly startsAt: string; readonly by: ActorStamp } & Reasons

export const updateCancelled = defineNotice<'update-cancelled', Facts>({
  kind: 'update-cancelled',
  word: 'Update cancelled',
  topic: 'changes',
  route: routeOfUpdate,
  plan: { tellsStart: false, production: productionOf },
  overtaken: 'by-news-of-its-update',
  others: outdatesReminder,
  draw: drawUpdate(({ startsAt, by, reason, inside }, { client, release }) => ({
    tone: 'warning',
    headline: 'update cancelled',
    facts: [
      { label: 'Was planned for', value: showInstant(new Date(startsAt), client.zone) },
      { label: 'Cancelled by', value: by.name },
    ],
    quote: reason,
    note: by.forVendor
      ? ''
      : `While its release is the current one, it can be restored: with Restore on the card of ${release.version} and on the scheduling page, or with the word restore.`,
    inside,
    opensSchedule: true,
  })),
})
