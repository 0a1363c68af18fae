import { type Action, type Block, type Card, isLink, type VerbAction } from './card.ts'

/** The pages that people are led to. */
export const pageNames = ['report', 'schedule', 'calendar', 'board'] as const
export type PageName = (typeof pageNames)[number]

export const openVerb = 'open'

const labels: Readonly<Record<PageName, string>> = {
  report: 'Open the report',
  schedule: 'Open the scheduling page',
  calendar: 'Subscribe in a calendar',
  board: 'Open the release board',
}

/**
 * A button that leads to a page. Where everybody reads, it is a verb, and whoever presses it is given a link of their
 * own; where one person reads, it becomes that person's link (`linkedCard`).
 * @param subject the verification of a report
 */
export const openPage = (
  page: PageName,
  client: string,
  { subject, label }: { readonly subject?: string; readonly label?: string } = {},
): VerbAction => ({
  verb: openVerb,
  label: label ?? labels[page],
  args: { page, client, ...(subject && { subject }) },
})

/** What an `open` button leads to, read back from its arguments. */
export type PageWish = { readonly page: PageName; readonly client: string; readonly subject: string | null }

export function readPageWish({ verb, args }: VerbAction): PageWish | null {
  const page = pageNames.find((name) => name === args['page'])
  return verb === openVerb && page ? { page, client: args['client'] ?? '', subject: args['subject'] ?? null } : null
}

/** Every page that a card leads to. */
export const pagesOf = (card: Card): PageWish[] =>
  [card.actions, ...card.blocks.map((block) => (block.type === 'section' ? block.actions : []))]
    .flat()
    .flatMap((action) => (isLink(action) ? [] : (readPageWish(action) ?? [])))

/** The card with links in place of its `open` buttons; where `linkOf` gives none, the button is left out. */
export const linkedCard = (card: Card, linkOf: (wish: PageWish) => string | null): Card =>
  withActions(card, (action) => {
    const wish = readPageWish(action)
    if (!wish) return action
    const link = linkOf(wish)
    return link ? { link, label: action.label } : null
  })

/** What the scheduling page asks for, and what an address may say of it: never that it is confirmed. */
export const askedOnPage = ['reschedule', 'cancel', 'urgent', 'settings'] as const
const carried = ['system', 'seen', 'startsAt', 'part', 'administrator', 'freeze'] as const

/** @returns what an address carries for a verb; everything else in it is left out */
export const carriedArgs = (args: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(carried.flatMap((name) => (args[name] ? [[name, args[name]]] : [])))

/** @returns the path under a scheduling page on which a verb is asked for; null where it asks for nothing of the kind */
export function pathOnPage({ verb, args }: VerbAction): string | null {
  if (verb === 'reschedule' && !args['startsAt']) return `/times/${(args['system'] ?? '').split('/')[1] ?? ''}`
  if (!(askedOnPage as readonly string[]).includes(verb)) return null
  const about = new URLSearchParams(carriedArgs(args)).toString()
  return about ? `/${verb}?${about}` : `/${verb}`
}

/** What can be done on the scheduling page itself, where it stands as a button. */
const onOverview = ['acknowledge', 'withdraw-request', 'status']

/**
 * The card as a letter carries it: every button that the scheduling page has, too, is a link to where it is pressed there.
 * Links are followed by scanners, so none does anything by itself. What no page offers is left out.
 * @param schedule the reader's own scheduling page
 */
export const letterCard = (card: Card, schedule: string): Card =>
  withActions(card, (action) => {
    const path = pathOnPage(action) ?? (onOverview.includes(action.verb) ? '' : null)
    return path === null ? null : { link: `${schedule}${path}`, label: action.label }
  })

/** The same card with other buttons; where `change` gives none, the button is left out. */
export function withActions(card: Card, change: (action: VerbAction) => Action | null): Card {
  const linked = (actions: readonly Action[]): Action[] =>
    actions.flatMap((action) => (isLink(action) ? [action] : (change(action) ?? [])))
  const block = (one: Block): Block => (one.type === 'section' ? { ...one, actions: linked(one.actions) } : one)
  return { ...card, actions: linked(card.actions), blocks: card.blocks.map(block) }
}
