import type { Block, Fact, Text } from '../../../notices/card/card.ts'
import { cut } from '../../chat/cut.ts'
import type { ColumnSet, Container, Element } from '../text/adaptive-card.ts'
import { cleanText } from '../text/clean-text.ts'
import { limits } from '../text/limits.ts'
import type { Mentions } from '../text/mentions.ts'
import { plainLine, textElements } from '../text/text-elements.ts'
import { renderButtons } from './render-buttons.ts'

/** Elements that belong together: they are shown together or not at all. */
export type Part = readonly Element[]

export function renderBlocks(blocks: readonly Block[], mentions: Mentions): Part[] {
  const parts: Part[] = []
  let divided = false
  for (const block of blocks) {
    const [first, ...more] = renderBlock(block, mentions)
    if (first) parts.push(divided ? parted(first) : first, ...more)
    divided = block.type === 'divider' || (divided && !first)
  }
  return parts
}

/** A line above: Adaptive Cards know none that stands by itself. */
const parted = ([first, ...more]: Part): Part => (first ? [{ ...first, separator: true }, ...more] : [])

function renderBlock(block: Block, mentions: Mentions): Part[] {
  switch (block.type) {
    case 'text':
      return [textElements(block.text, mentions)]
    case 'facts':
      return block.facts.map((fact, at) => [renderFact(fact, mentions, at > 0)])
    case 'list':
      return block.items.map((item) => [bullet(item, mentions)])
    case 'quote':
      return [[quoted(block.text)]]
    case 'section':
      return [
        [
          {
            type: 'Container',
            separator: true,
            items: [
              plainLine(block.title, limits.title, { weight: 'bolder' }),
              ...block.facts.map((fact) => renderFact(fact, mentions, true)),
              ...renderButtons(block.actions, limits.sectionButtons),
            ],
          },
        ],
      ]
    case 'divider':
      return []
  }
}

/** A label and its value side by side. A `FactSet` would read markdown in both. */
const renderFact = ({ label, value }: Fact, mentions: Mentions, follows: boolean): ColumnSet => ({
  type: 'ColumnSet',
  columns: [
    { type: 'Column', width: 1, items: [plainLine(label, limits.label, { weight: 'bolder' })] },
    { type: 'Column', width: 2, items: textElements(value, mentions) },
  ],
  ...(follows && { spacing: 'small' as const }),
})

const bullet = (item: Text, mentions: Mentions): Container => ({
  type: 'Container',
  spacing: 'small',
  items: textElements(typeof item === 'string' ? ['•  ', item] : ['•  ', ...item], mentions, limits.listItem),
})

/** Verbatim text with a bar at each line: it can be mistaken neither for ours nor for markup. */
function quoted(text: string): Container {
  const lines = cut(cleanText(text), limits.quote.characters).split('\n')
  const shown = lines.length > limits.quote.lines ? [...lines.slice(0, limits.quote.lines), '…'] : lines
  return {
    type: 'Container',
    style: 'emphasis',
    items: shown.map((line, at) => ({
      type: 'RichTextBlock',
      inlines: [{ type: 'TextRun', text: `│ ${line}`, fontType: 'monospace' }],
      ...(at > 0 && { spacing: 'none' as const }),
    })),
  }
}
