import type { Card } from '../card/card.ts'
import type { PageName } from '../card/page-actions.ts'

export const pageWord: Readonly<Record<PageName, string>> = {
  report: 'System Health report',
  schedule: 'scheduling page',
  calendar: 'calendar',
  board: 'release board',
}

const use: Readonly<Record<PageName, string>> = {
  report: 'It opens the report as often as you like.',
  schedule: 'There you see both systems, choose another time, cancel or restore.',
  calendar: 'Copy its address into your calendar as a subscription: it follows every change by itself.',
  board: 'It signs you in, once.',
}

export type OwnLink = {
  readonly page: PageName
  readonly link: string
  /** Until when it opens, as the reader's clock shows it. */
  readonly until: string
  /** Whether it is a sign-in that is used up. */
  readonly once: boolean
}

/** Gives somebody a link of their own; it is shown to nobody else. */
export const ownLinkCard = ({ page, link, until, once }: OwnLink): Card => ({
  kind: 'link',
  tone: 'neutral',
  title: `Your link to the ${pageWord[page]}`,
  summary: `Your link to the ${pageWord[page]}`,
  blocks: [{ type: 'text', text: once ? use.board : use[page] }],
  actions: [{ link, label: once ? 'Sign in' : `Open the ${pageWord[page]}` }],
  footer: `For you alone: please do not pass it on. It opens until ${until}.`,
})
