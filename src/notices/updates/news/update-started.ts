import { defineNotice } from '../../notice/define-notice.ts'
import { type AboutUpdate, outdatesReminder, routeOfUpdate } from './about-update.ts'
import { drawUpdate } from './update-news.ts'

export const updateStarted = defineNotice<'update-started', AboutUpdate>({
  kind: 'update-started',
  word: 'Update started',
  topic: 'progress',
  route: routeOfUpdate,
  plan: null,
  overtaken: null,
  others: outdatesReminder,
  draw: drawUpdate(({ release }) => ({
    tone: 'neutral',
    headline: 'update has started',
    facts: [{ label: 'Release', value: release }],
    note: 'You will be told as soon as it is done.',
    outage: true,
  })),
})
