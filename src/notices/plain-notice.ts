import { type Block, type Card, type Fact, isLink, plain } from './card.ts'

/** A card as another system's own notification tool shows it: plain text, and links in place of buttons. */
export const plainNotice = (card: Card) => ({
  kind: card.kind,
  tone: card.tone,
  title: card.title,
  summary: card.summary,
  blocks: card.blocks.map(plainBlock),
  links: card.actions.filter(isLink),
  footer: card.footer ?? null,
})

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
