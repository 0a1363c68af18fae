import type { InboxItem } from '../../../app/app.ts'
import { type Block, type Fact, isLink, plain } from '../../../notices/card.ts'

/** A card as the learning environment's own notification tool shows it: plain text, and links in place of buttons. */
export const showNotice = ({ id, at, card }: InboxItem) => ({
  id,
  at: at.toISOString(),
  kind: card.kind,
  tone: card.tone,
  title: card.title,
  summary: card.summary,
  blocks: card.blocks.map(showBlock),
  links: card.actions.filter(isLink),
  footer: card.footer ?? null,
})

function showBlock(block: Block) {
  switch (block.type) {
    case 'text':
      return { type: block.type, text: plain(block.text) }
    case 'facts':
      return { type: block.type, facts: block.facts.map(showFact) }
    case 'list':
      return { type: block.type, items: block.items.map(plain) }
    case 'section':
      return { type: block.type, title: block.title, facts: block.facts.map(showFact) }
    case 'quote':
    case 'divider':
      return block
  }
}

const showFact = ({ label, value }: Fact) => ({ label, value: plain(value) })
