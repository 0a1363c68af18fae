import { type Block, type Card, type Fact, isLink, plain, type VerbAction } from './card.ts'
import { readPageWish } from './page-actions.ts'

/** A card as another system's own notification tool shows it: plain text, and links in place of buttons. */
export const plainNotice = (card: Card) => ({
  kind: card.kind,
  tone: card.tone,
  title: card.title,
  summary: card.summary,
  blocks: card.blocks.map(plainBlock),
  links: card.actions.filter(isLink),
  pages: card.actions.flatMap((action) => (isLink(action) ? [] : plainPage(action))),
  footer: card.footer ?? null,
})

/** A page that the card leads to: whoever reads it is given a link of their own by the API. */
function plainPage(action: VerbAction) {
  const wish = readPageWish(action)
  return wish && wish.page !== 'board' ? [{ page: wish.page, label: action.label, verification: wish.subject }] : []
}

function plainBlock(block: Block) {
  switch (block.type) {
    case 'text':
      return { type: block.type, text: plain(block.text) }
    case 'facts':
      return { type: block.type, facts: block.facts.map(plainFact) }
    case 'list':
      return { type: block.type, items: block.items.map(plain) }
    case 'section':
      return { type: block.type, title: block.title, facts: block.facts.map(plainFact) }
    case 'quote':
    case 'divider':
      return block
  }
}

const plainFact = ({ label, value }: Fact) => ({ label, value: plain(value) })
