import type { AckFn, RespondArguments, RespondFn } from '@slack/bolt'
import type { Said } from '../../../../commands/command/run-command.ts'
import type { Card } from '../../../notices/card/card.ts'
import { fieldErrorsCard } from '../../../notices/replies/field-errors-card.ts'
import { askVerb, logFailure } from '../../chat/ask-verb.ts'
import { type Answering, openView, privately, readerOf, viewOf, within } from './answering.ts'

type Typed = {
  readonly said: Said
  readonly trigger: string
  readonly ack: AckFn<string | RespondArguments>
  readonly respond: RespondFn
}

/** Answers a slash command: with the acknowledgement when that is in time, otherwise after it. */
export async function answerTyped(answering: Answering, { said, trigger, ack, respond }: Typed): Promise<void> {
  const replying = askVerb(answering, said)
  const early = await within(replying, answering.patience)
  const reply = early ?? (await acknowledged(ack, replying))
  const tell = async (card: Card) => {
    const message = privately(card, said)
    if (early && reply.type !== 'form') return ack(message)
    await respond(message).catch((error: unknown) =>
      logFailure(answering.logger, said, error, 'an answer could not be given'),
    )
  }
  if (reply.type === 'card') return tell(reply.card)
  if (reply.type === 'field-errors') return tell(fieldErrorsCard(reply.errors))
  if (early) await ack()
  const client = answering.clients.of(readerOf(said).workspace)
  const problem = await openView(answering, said, client, trigger, viewOf(reply, said))
  if (problem) await tell(problem)
}

async function acknowledged<T>(ack: () => Promise<void>, replying: Promise<T>): Promise<T> {
  await ack()
  return replying
}
