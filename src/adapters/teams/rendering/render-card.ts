import type { Activity } from 'botbuilder'
import type { Card, Tone } from '../../../notices/card/card.ts'
import { cut } from '../../chat/cut.ts'
import type { AdaptiveCard, Container, Element } from '../text/adaptive-card.ts'
import { cleanLine } from '../text/clean-text.ts'
import { bytesOf, limits } from '../text/limits.ts'
import { inertMarkdown, isQuiet } from '../text/markdown.ts'
import { type Mentions, mentionsFor, type Reader } from '../text/mentions.ts'
import { plainLine } from '../text/text-elements.ts'
import { fitParts } from './fit-parts.ts'
import { type Part, renderBlocks } from './render-blocks.ts'
import { renderButtons } from './render-buttons.ts'

/** A sign beside the words, never instead of them. */
const signs: Readonly<Record<Tone, string>> = { neutral: '', good: '✅ ', warning: '⚠️ ', bad: '⛔ ' }
const colours = { neutral: 'emphasis', good: 'good', warning: 'warning', bad: 'attention' } as const

export const cardType = 'application/vnd.microsoft.card.adaptive'

/** Title, what it says, what one can do, small print. */
export function renderCard(card: Card, reader: Reader): AdaptiveCard {
  const mentions = mentionsFor(reader)
  const parts = renderBlocks(card.blocks, mentions)
  const end = [
    ...renderButtons(card.actions, limits.buttons),
    ...(card.footer ? [plainLine(card.footer, limits.footer, { size: 'small', isSubtle: true })] : []),
  ]
  const head = heading(card.title, card.tone)
  return assemble({ head: [head], parts, end, mentions, summary: card.summary || card.title })
}

export function heading(title: string, tone: Tone): Container {
  const text = `${signs[tone]}${cut(cleanLine(title), limits.title) || '–'}`
  return {
    type: 'Container',
    style: colours[tone],
    bleed: true,
    items: [
      // Only a heading is announced as one by screen readers, and it reads markdown.
      isQuiet(text)
        ? { type: 'TextBlock', text, wrap: true, size: 'large', weight: 'bolder', style: 'heading' }
        : plainLine(text, limits.title + 4, { size: 'large', weight: 'bolder' }),
    ],
  }
}

type Assembled = {
  readonly head: readonly Element[]
  readonly parts: readonly Part[]
  readonly end: readonly Element[]
  readonly mentions: Mentions
  readonly summary: string
}

/** @returns a card that stays below the limit as part of a message; what did not fit is told in it */
export function assemble({ head, parts, end, mentions, summary }: Assembled): AdaptiveCard {
  const frame = cardOf([...head, ...end], mentions, summary)
  const body = fitParts(parts, limits.message - bytesOf(messageOf(frame)) - 2)
  return cardOf([...head, ...body, ...end], mentions, summary)
}

const cardOf = (body: readonly Element[], { entities }: Mentions, summary: string): AdaptiveCard => ({
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
  fallbackText: summaryOf(summary),
  body,
  ...(entities.length > 0 && { msteams: { entities: [...entities] } }),
})

/** What notifications say, and clients too old for the card, which read markdown. */
const summaryOf = (summary: string): string => cut(inertMarkdown(cleanLine(summary)), limits.summary) || '–'

/** A message that is nothing but the card. */
export const messageOf = (card: AdaptiveCard): Partial<Activity> => ({
  type: 'message',
  summary: card.fallbackText,
  attachments: [{ contentType: cardType, content: card }],
})
