import type { Card } from '../../notices/card/card.ts'
import { plainLine, shorten } from './plain-line.ts'
import { renderHtml } from './render-html.ts'
import { renderText } from './render-text.ts'
import type { RenderedMail, RenderMailOptions } from './rendered-mail.ts'

const subjectLength = 150

/** A card as a mail. Every string of the card is taken for a stranger's. */
export const renderMail = (card: Card, options: RenderMailOptions): RenderedMail => ({
  subject: shorten(
    plainLine(options.letter?.subject ?? '') || plainLine(card.summary) || plainLine(card.title),
    subjectLength,
  ),
  text: renderText(card, options),
  html: renderHtml(card, options),
  attachments: [],
})
