import type { types } from '@slack/bolt'
import type { Card, Tone } from '../../../notices/card/card.ts'
import { cut } from '../../chat/cut.ts'
import { cleanLine } from '../text/clean-text.ts'
import { limits } from '../text/limits.ts'
import { inert } from '../text/mrkdwn.ts'
import { plainObject, type Reader } from '../text/text-object.ts'
import { packCarried } from './arguments.ts'
import { fitParts, lengthOf } from './fit-parts.ts'
import { renderBlock } from './render-blocks.ts'
import { numbering, renderButtons } from './render-buttons.ts'

/** A message: `text` is what notifications and screen readers say. */
export type Message = { readonly text: string; readonly blocks: types.KnownBlock[] }

/** A sign beside the words, never instead of them. */
const signs: Readonly<Record<Tone, string>> = { neutral: '', good: '✅ ', warning: '⚠️ ', bad: '⛔ ' }

export function renderCard(card: Card, reader: Reader): Message {
  return {
    text: cut(inert(cleanLine(card.summary || card.title)), limits.message.fallback) || '–',
    blocks: cardBlocks(card, reader, limits.message),
  }
}

/** A card in a modal: the answer to a form, or to a button in the home tab. */
export function renderResult(card: Card, reader: Reader, channel: string | null): types.ModalView {
  const title = `${signs[card.tone]}${cleanLine(card.title)}`
  const fits = title.length <= limits.view.title
  const blocks = cardBlocks(card, reader, limits.view)
  return {
    type: 'modal',
    callback_id: 'result',
    private_metadata: packCarried({ channel, args: {} }, limits.view.metadata),
    title: plainObject(fits ? title : 'Zerotouch', limits.view.title),
    close: plainObject('Close', limits.view.submit),
    // What the frame says already is not said twice; Slack refuses a view without blocks.
    blocks: fits && blocks.length > 1 ? blocks.slice(1) : blocks,
  }
}

export const renderHome = (card: Card, reader: Reader): types.HomeView => ({
  type: 'home',
  blocks: cardBlocks(card, reader, limits.view),
})

/** Title, what it says, what one can do, small print. */
function cardBlocks(
  card: Card,
  reader: Reader,
  room: { readonly blocks: number; readonly text: number },
): types.KnownBlock[] {
  const numbers = numbering()
  const parts = card.blocks.flatMap((block) => renderBlock(block, reader, numbers))
  const header: types.HeaderBlock = {
    type: 'header',
    text: plainObject(`${signs[card.tone]}${cleanLine(card.title)}`, limits.header),
  }
  const end: types.KnownBlock[] = [
    ...renderButtons(card.actions, numbers).slice(0, 2),
    ...(card.footer ? [footer(card.footer)] : []),
  ]
  const body = fitParts(parts, {
    blocks: room.blocks - 1 - end.length,
    text: room.text - lengthOf([header, ...end]),
  })
  return [header, ...body, ...end]
}

const footer = (text: string): types.ContextBlock => ({
  type: 'context',
  elements: [plainObject(cleanLine(text), limits.context.text)],
})
