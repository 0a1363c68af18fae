import type { Span, Text } from '../../../notices/card/card.ts'
import { cut } from '../../chat/cut.ts'
import type { RichTextBlock, TextBlock, TextRun } from './adaptive-card.ts'
import { cleanLine, spaced } from './clean-text.ts'
import { limits } from './limits.ts'
import { inertMarkdown, webAddress } from './markdown.ts'
import type { Mentions } from './mentions.ts'

export type TextElement = RichTextBlock | TextBlock
type Look = Pick<TextRun, 'size' | 'weight' | 'isSubtle' | 'color'>

/**
 * Text as runs, which Teams shows as they are: no markdown, no links found in it. Only a text that mentions somebody
 * must be markdown; then everything in it is made inert. One element for each line, because clients differ in what they
 * do with line breaks.
 */
export function textElements(
  text: Text,
  mentions: Mentions,
  max: number = limits.line,
  look: Look = {},
): TextElement[] {
  const spans = typeof text === 'string' ? [text] : text
  if (spans.some((span) => isPerson(span) && mentions.known(span))) return [mentioning(spans, mentions, max, look)]
  const lines = linesOf(spans, max)
  return lines.map((runs, at) => richText(runs, look, at > 0))
}

/** One line of plain text. */
export const plainLine = (text: string, max: number, look: Look = {}): RichTextBlock =>
  richText([{ type: 'TextRun', text: cut(cleanLine(text), max) || '–' }], look, false)

function richText(runs: readonly TextRun[], look: Look, follows: boolean): RichTextBlock {
  const said = runs.some(({ text }) => text.trim() !== '') ? runs : [{ type: 'TextRun' as const, text: '–' }]
  return {
    type: 'RichTextBlock',
    inlines: said.map((run) => ({ ...run, ...look })),
    ...(follows && { spacing: 'none' as const }),
  }
}

/** Runs, broken into lines; cut after `max` characters in all. */
function linesOf(spans: readonly Span[], max: number): TextRun[][] {
  const lines: TextRun[][] = [[]]
  let room = max
  for (const span of spans) {
    const run = runOf(span)
    const [first = '', ...more] = cut(run.text, room).split('\n')
    lines.at(-1)?.push({ ...run, text: first })
    for (const line of more) lines.push([{ ...run, text: line }])
    room -= run.text.length
    if (room <= 0) break
  }
  const kept = lines.map((runs) => runs.filter(({ text }) => text !== '')).filter((runs) => runs.length > 0)
  return kept.length > 0 ? kept : [[]]
}

function runOf(span: Span): TextRun {
  const run = { type: 'TextRun' as const }
  if (typeof span === 'string') return { ...run, text: spaced(span) }
  if ('bold' in span) return { ...run, text: spacedLine(span.bold), weight: 'bolder' }
  if ('code' in span) return { ...run, text: cleanLine(span.code), fontType: 'monospace' }
  if ('person' in span) return { ...run, text: cleanLine(span.person) }
  const url = webAddress(span.link, limits.button.url)
  const text = cleanLine(span.label) || 'link'
  return url === null ? { ...run, text } : { ...run, text, selectAction: { type: 'Action.OpenUrl', url } }
}

function mentioning(spans: readonly Span[], mentions: Mentions, max: number, look: Look): TextBlock {
  let written = ''
  for (const span of spans) {
    const next = markdownOf(span, mentions)
    if (written.length + next.length > max - 1) {
      written += '…'
      break
    }
    written += next
  }
  return { type: 'TextBlock', text: written, wrap: true, ...look }
}

function markdownOf(span: Span, mentions: Mentions): string {
  if (typeof span === 'string') return inertMarkdown(spaced(span)).replaceAll('\n', '\n\n')
  if ('bold' in span) return emphasised(spacedLine(span.bold))
  if ('code' in span) return inertMarkdown(cleanLine(span.code))
  if ('person' in span) return mentions.mention(span) ?? inertMarkdown(cleanLine(span.person))
  const url = webAddress(span.link, limits.button.url)
  const label = inertMarkdown(cleanLine(span.label)) || 'link'
  return url === null ? label : `[${label}](${url.replaceAll('(', '%28').replaceAll(')', '%29')})`
}

const spacedLine = (text: string): string => spaced(text).replace(/\s+/g, ' ')

/** The signs stand inside of the space at its ends: Markdown knows none beside a space. */
function emphasised(line: string): string {
  const clean = line.trim()
  return clean === '' ? line : line.replace(clean, () => `**${inertMarkdown(clean)}**`)
}

const isPerson = (span: Span): span is Extract<Span, { person: string }> => typeof span !== 'string' && 'person' in span
