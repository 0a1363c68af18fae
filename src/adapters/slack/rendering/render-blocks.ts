import type { types } from '@slack/bolt'
import type { Block, Fact, Text } from '../../../notices/card/card.ts'
import { cut } from '../../chat/cut.ts'
import { cleanLine, cleanText } from '../text/clean-text.ts'
import { limits, ours } from '../text/limits.ts'
import { inert, isQuiet } from '../text/mrkdwn.ts'
import {
  isPlain,
  markup,
  mrkdwnObject,
  plainObject,
  type Reader,
  type TextObject,
  textObject,
} from '../text/text-object.ts'
import { type Numbering, renderButtons } from './render-buttons.ts'

/** Blocks that belong together: they are shown together or not at all. */
export type Part = readonly types.KnownBlock[]

export function renderBlock(block: Block, reader: Reader, numbers: Numbering): Part[] {
  switch (block.type) {
    case 'text':
      return [[{ type: 'section', text: textObject(block.text, reader, limits.section.text) }]]
    case 'facts':
      return renderFacts(block.facts, reader).map((section) => [section])
    case 'list':
      return renderList(block.items, reader).map((section) => [section])
    case 'quote':
      return [[{ type: 'section', text: plainObject(quoted(block.text), limits.section.text) }]]
    case 'section': {
      const [first, ...more] = renderFacts(block.facts, reader)
      const title: types.SectionBlock = { ...first, type: 'section', text: titleObject(block.title) }
      return [[{ type: 'divider' }, title, ...more, ...renderButtons(block.actions, numbers)]]
    }
    case 'divider':
      return [[{ type: 'divider' }]]
  }
}

/** Bold where the title is harmless; a title with signs of markup is shown plain and exact. */
function titleObject(title: string): TextObject {
  const clean = cut(cleanLine(title), limits.header)
  return clean !== '' && isQuiet(clean) ? mrkdwnObject(`*${clean}*`) : plainObject(clean, limits.section.text)
}

function renderFacts(facts: readonly Fact[], reader: Reader): types.SectionBlock[] {
  const fields = facts.map((fact) => factObject(fact, reader))
  const sections: types.SectionBlock[] = []
  for (let at = 0; at < fields.length; at += limits.section.fields) {
    sections.push({ type: 'section', fields: fields.slice(at, at + limits.section.fields) })
  }
  return sections
}

function factObject({ label, value }: Fact, reader: Reader): TextObject {
  const name = cut(cleanLine(label), limits.header)
  if (isPlain(value)) {
    const said = cleanText(typeof value === 'string' ? value : value.join(''))
    if (!isQuiet(said) || !isQuiet(name)) return plainObject(`${name}\n${said}`, limits.section.field)
  }
  const title = name === '' ? '' : `*${inert(name)}*\n`
  return mrkdwnObject(`${title}${markup(value, reader, limits.section.field - title.length) || '–'}`)
}

/** As many sections as the items need; one kind of text for the whole list, so that it looks like one. */
function renderList(items: readonly Text[], reader: Reader): types.SectionBlock[] {
  const plain = items.every(isPlain)
  const lines = items.map((item) => `•  ${plain ? plainItem(item) : markup(item, reader, ours.listItem)}`)
  const sections: types.SectionBlock[] = []
  let text = ''
  const close = () => {
    if (text !== '') {
      sections.push({
        type: 'section',
        text: plain ? plainObject(text, limits.section.text) : mrkdwnObject(text),
      })
    }
  }
  for (const line of lines) {
    if (text.length + 1 + line.length > limits.section.text) {
      close()
      text = ''
    }
    text = text === '' ? line : `${text}\n${line}`
  }
  close()
  return sections
}

const plainItem = (item: Text): string =>
  cut(cleanText(typeof item === 'string' ? item : item.join('')).replaceAll('\n', '\n    '), ours.listItem)

/** Verbatim text with a bar at each line: it can be mistaken neither for ours nor for markup. */
function quoted(text: string): string {
  const lines = cut(cleanText(text), ours.quote.characters).split('\n')
  const shown = lines.length > ours.quote.lines ? [...lines.slice(0, ours.quote.lines), '…'] : lines
  return shown.map((line) => `│ ${line}`).join('\n')
}
