import type { types } from '@slack/bolt'
import type { Span, Text } from '../../../notices/card/card.ts'
import { cut } from '../../chat/cut.ts'
import { cleanLine, cleanText } from './clean-text.ts'
import { limits } from './limits.ts'
import { inert, webAddress } from './mrkdwn.ts'

export type TextObject = types.PlainTextElement | types.MrkdwnElement

/** @param workspace the one that reads it: people are mentioned by their account there, and by name otherwise */
export type Reader = { readonly workspace: string }

/** Text that Slack shows as it is: no markup, no emoji codes. Slack refuses empty text, so a dash stands for nothing. */
export const plainObject = (text: string, max: number): types.PlainTextElement => ({
  type: 'plain_text',
  text: cut(text, max) || '–',
  emoji: false,
})

/** @param text our own markup, its strangers' parts made inert */
export const mrkdwnObject = (text: string): types.MrkdwnElement => ({
  type: 'mrkdwn',
  text: text.trim() === '' ? '–' : text,
  verbatim: true,
})

export const isPlain = (text: Text): boolean =>
  typeof text === 'string' || text.every((span) => typeof span === 'string')

/** Strangers' text stays plain and exact; only text with marked parts becomes markup. */
export function textObject(text: Text, reader: Reader, max: number): TextObject {
  if (typeof text === 'string') return plainObject(cleanText(text), max)
  if (isPlain(text)) return plainObject(cleanText(text.join('')), max)
  return mrkdwnObject(markup(text, reader, max))
}

/** @returns markup of at most `max` units; it is cut between its parts or inside plain ones, so that none stays open. */
export function markup(text: Text, reader: Reader, max: number): string {
  const spans = typeof text === 'string' ? [text] : text
  let written = ''
  for (const span of spans) {
    const next = spanMarkup(span, reader)
    if (written.length + next.length <= max - 1) {
      written += next
      continue
    }
    return `${written}${typeof span === 'string' ? cutInert(span, max - 1 - written.length) : ''}…`
  }
  return written
}

/** An entity such as `&amp;` is never cut in two. */
const cutInert = (text: string, max: number): string =>
  inert(spaced(text))
    .slice(0, max)
    .replace(/&[a-z]*$|[\uD800-\uDBFF]$/, '')

/** Clean, with the space or line break at its ends kept: it parts it from its neighbours. */
const spaced = (text: string): string => {
  const [before = ''] = /^[ \n]/.exec(text) ?? []
  const [after = ''] = /[ \n]$/.exec(text) ?? []
  const clean = cleanText(text)
  return clean === '' ? before : `${before}${clean}${after}`
}

function spanMarkup(span: Span, reader: Reader): string {
  if (typeof span === 'string') return inert(spaced(span))
  if ('bold' in span) return bold(span.bold)
  if ('code' in span) return wrapped('`', codeText(cleanLine(span.code)))
  if ('person' in span) return mention(span, reader) ?? inert(cleanLine(span.person))
  const address = webAddress(span.link, limits.button.url)
  const label = inert(cleanLine(span.label))
  return address ? `<${address}|${label || 'link'}>` : label
}

/** The signs stand inside of the space at its ends: beside a space Slack would show the sign itself. */
function bold(text: string): string {
  const line = spaced(text).replace(/\s+/g, ' ')
  const clean = line.trim()
  return clean === '' ? line : line.replace(clean, () => wrapped('*', inert(clean)))
}

const wrapped = (sign: string, text: string): string => (text === '' ? '' : `${sign}${text}${sign}`)

/** Inside a code span only the entities and the closing sign mean something. */
const codeText = (text: string): string =>
  text.replaceAll('`', 'ˋ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function mention(span: Extract<Span, { person: string }>, reader: Reader): string | null {
  const account = span.accounts.find(
    (each) => each.platform === 'slack' && each.workspace === reader.workspace && /^[UW][A-Z0-9]+$/.test(each.user),
  )
  return account ? `<@${account.user}>` : null
}
