import { randomBytes } from 'node:crypto'
import type { types } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Said } from '../../../commands/command/run-command.ts'
import type { Logger } from '../../app/ports/ports.ts'
import type { Card } from '../../notices/card/card.ts'
import { type Reply, replyCard } from '../../notices/card/reply.ts'
import { failureCard } from '../../notices/replies/failure-card.ts'
import { lateFormCard } from './form-cards.ts'
import { renderCard, renderResult } from './render-card.ts'
import { renderForm } from './render-form.ts'
import type { Reader } from './text-object.ts'
import type { WebClients } from './web-clients.ts'

/** What every room that answers somebody needs. */
export type Answering = {
  /** Who, where, whether they may, and the verb itself; the platform's part ends here. */
  readonly run: (said: Said) => Promise<Reply>
  readonly clients: WebClients
  readonly logger: Logger
  /** False where the page shows buttons in forms but does not send them (the sandbox's). */
  readonly modalButtons: boolean
  /** Milliseconds in which an answer still goes out with the acknowledgement; Slack waits 3,000. */
  readonly patience: number
}

/** Asks the verb; an exception becomes an answer with a reference, and a line in the log. */
export async function speak({ run, logger }: Answering, said: Said): Promise<Reply> {
  try {
    return await run(said)
  } catch (error) {
    return replyCard(failureCard(report(logger, said, error, 'a command failed')))
  }
}

/** @returns the reference that the person sees */
export function report(logger: Logger, said: Said, error: unknown, what: string): string {
  const reference = randomBytes(4).toString('hex')
  logger.error({ err: error, reference, verb: said.verb, via: said.via, request: said.request }, what)
  return reference
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

/** Slack is not to look for links, names or pages in our text. */
export const asWritten = {
  parse: 'none',
  link_names: false,
  unfurl_links: false,
  unfurl_media: false,
} as const

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
    return failureCard(report(logger, said, error, 'a form could not be opened'))
  }
}

const isLate = (error: unknown): boolean =>
  error instanceof Error && /expired_trigger_id|trigger_expired|trigger_exchanged/.test(error.message)
