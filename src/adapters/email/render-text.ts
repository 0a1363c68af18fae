import { type Action, type Block, type Card, type Fact, isLink, type Span, type Text } from '../../notices/card/card.ts'
import { footerLines, footerLinks } from './footer-lines.ts'
import { plainLine, plainText, unlinked } from './plain-line.ts'
import type { RenderMailOptions } from './rendered-mail.ts'
import { safeLink } from './safe-link.ts'
import { typedWords } from './typed-words.ts'

/** The card as a letter in plain text: what happened, what the reader can do, who writes. */
export function renderText(card: Card, options: RenderMailOptions): string {
  const parts = [
    line(card.title),
    ...card.blocks.map((block) => renderBlock(block, options)),
    whatYouCanDo(card.actions, options),
    card.footer ? line(card.footer) : '',
    [...footerLines(options).map(line), ...footerLinks(options).map(({ label, link }) => `${label}: ${link}`)]
      .filter(Boolean)
      .join('\n'),
    `-- \n${line(options.signature)}`,
  ]
  return `${joined(parts, '\n\n')}\n`
}

function renderBlock(block: Block, options: RenderMailOptions): string {
  switch (block.type) {
    case 'text':
      return renderWords(block.text)
    case 'facts':
      return renderFacts(block.facts)
    case 'list':
      return block.items.map((item) => `- ${indented(renderWords(item))}`).join('\n')
    case 'quote':
      return unlinked(plainText(block.text).trim()).replace(/^/gm, '> ')
    case 'section':
      return joined(
        [line(block.title).toUpperCase(), renderFacts(block.facts), whatYouCanDo(block.actions, options)],
        '\n',
      )
    case 'divider':
      return ''
  }
}

const renderFacts = (facts: readonly Fact[]): string =>
  facts.map(({ label, value }) => `${line(label)}: ${indented(renderWords(value))}`).join('\n')

function whatYouCanDo(actions: readonly Action[], options: RenderMailOptions): string {
  const lines = actions.map((action) => {
    if (!isLink(action)) return `${line(action.label)}: type "${line(typedWords(action, options))}" in your channel`
    const link = safeLink(action.link)
    return link ? `${line(action.label)}: ${link}` : ''
  })
  return joined(lines, '\n')
}

const renderWords = (text: Text): string => (typeof text === 'string' ? [text] : text).map(renderSpan).join('').trim()

function renderSpan(span: Span): string {
  if (typeof span === 'string') return unlinked(plainText(span))
  if ('bold' in span) return unlinked(plainText(span.bold))
  if ('code' in span) return unlinked(plainText(span.code))
  if ('person' in span) return line(span.person)
  const link = safeLink(span.link)
  return link ? `${line(span.label)} (${link})` : line(span.label)
}

const line = (text: string): string => unlinked(plainLine(text))
const indented = (text: string): string => text.replaceAll('\n', '\n  ')
const joined = (parts: readonly string[], by: string): string => parts.filter((part) => part !== '').join(by)
