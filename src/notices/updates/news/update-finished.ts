import { defineNotice } from '../../notice/define-notice.ts'
import { type AboutUpdate, overtakesChanges, routeOfUpdate } from './about-update.ts'
import { drawUpdate } from './update-news.ts'

export const updateFinished = defineNotice<'update-finished', AboutUpdate & { readonly version: string }>({
  kind: 'update-finished',
  word: 'Update finished',
  topic: 'progress',
  route: routeOfUpdate,
  plan: null,
  overtaken: null,
  others: overtakesChanges,
  draw: drawUpdate(({ version }) => ({
    tone: 'good',
    headline: `updated to ${version}`,
    facts: [{ label: 'Version', value: version }],
    note: 'The update went through. The system is yours again.',
  })),
})
