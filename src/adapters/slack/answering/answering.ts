import type { types } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Said } from '../../../../commands/command/run-command.ts'
import type { Card } from '../../../notices/card/card.ts'
import type { Reply } from '../../../notices/card/reply.ts'
import { failureCard } from '../../../notices/replies/failure-card.ts'
import { logFailure, type Verbs } from '../../chat/ask-verb.ts'
import type { WebClients } from '../clients/web-clients.ts'
import { lateFormCard } from '../rendering/form-cards.ts'
import { renderCard, renderResult } from '../rendering/render-card.ts'
import { renderForm } from '../rendering/render-form.ts'
import { asWritten } from '../text/as-written.ts'
import type { Reader } from '../text/text-object.ts'

/** What every room that answers somebody needs. */
export type Answering = Verbs & {
  readonly clients: WebClients
  /** False where the page shows buttons in forms but does not send them (the sandbox's). */
  readonly modalButtons: boolean
  /** Milliseconds in which an answer still goes out with the acknowledgement; Slack waits 3,000. */
  readonly patience: number
}

/** @returns undefined when it takes longer than `milliseconds`; the promise goes on */
export function within<T>(promise: Promise<T>, milliseconds: number): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), milliseconds)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

export const readerOf = (said: Said): Reader => ({
  workspace: said.channel?.workspace ?? said.account.workspace,
})

/** A message for one person only: nobody else in the channel sees it, and nothing in it is parsed or unfurled. */
export const privately = (card: Card, said: Said) => ({
  response_type: 'ephemeral' as const,
  ...renderCard(card, readerOf(said)),
  ...asWritten,
})

/** A form, or a card where there is no message to answer to, as a view. */
export const viewOf = (reply: Extract<Reply, { type: 'card' | 'form' }>, said: Said): types.ModalView =>
  reply.type === 'form'
    ? renderForm(reply.form, readerOf(said), said.channel?.channel ?? null)
    : renderResult(reply.card, readerOf(said), said.channel?.channel ?? null)

/** @returns null when the view is open, otherwise the card that says why it is not */
export async function openView(
  { logger }: Answering,
  said: Said,
  client: WebClient | null,
  trigger: string,
  view: types.ModalView,
): Promise<Card | null> {
  try {
    if (!client) throw new Error(`the bot has no token for workspace ${readerOf(said).workspace}`)
    await client.views.open({ trigger_id: trigger, view })
    return null
  } catch (error) {
    if (isLate(error)) return lateFormCard(said)
    return failureCard(logFailure(logger, said, error, 'a form could not be opened'))
  }
}

const isLate = (error: unknown): boolean =>
  error instanceof Error && /expired_trigger_id|trigger_expired|trigger_exchanged/.test(error.message)
