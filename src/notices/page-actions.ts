import { type Action, type Block, type Card, isLink, type LinkAction, type VerbAction } from './card.ts'

/** The pages that people are led to. */
export const pageNames = ['report', 'schedule', 'calendar', 'board'] as const
export type PageName = (typeof pageNames)[number]

export const openVerb = 'open'

const labels: Readonly<Record<PageName, string>> = {
  report: 'Open the report',
  schedule: 'Choose another time',
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
  return verb === openVerb && page
    ? { page, client: args['client'] ?? '', subject: args['subject'] ?? null }
    : null
}

/** Every page that a card leads to. */
export const pagesOf = (card: Card): PageWish[] =>
  [card.actions, ...card.blocks.map((block) => (block.type === 'section' ? block.actions : []))]
    .flat()
    .flatMap((action) => (isLink(action) ? [] : (readPageWish(action) ?? [])))

/** The card with links in place of its `open` buttons; where `linkOf` gives none, the button is left out. */
export function linkedCard(card: Card, linkOf: (wish: PageWish) => string | null): Card {
  const linked = (actions: readonly Action[]): Action[] =>
    actions.flatMap((action): Action[] => {
      const wish = isLink(action) ? null : readPageWish(action)
      if (!wish) return [action]
      const link = linkOf(wish)
      return link ? [{ link, label: action.label } satisfies LinkAction] : []
    })
  const block = (one: Block): Block =>
    one.type === 'section' ? { ...one, actions: linked(one.actions) } : one
  return { ...card, actions: linked(card.actions), blocks: card.blocks.map(block) }
}
