import type { RespondFn } from '@slack/bolt'
import type { Said } from '../../../../commands/command/run-command.ts'
import type { Card } from '../../../notices/card/card.ts'
import type { Reply } from '../../../notices/card/reply.ts'
import { failureCard } from '../../../notices/replies/failure-card.ts'
import { fieldErrorsCard } from '../../../notices/replies/field-errors-card.ts'
import { askVerb, logFailure } from '../../chat/ask-verb.ts'
import type { ActionsBody } from '../reading/read-body.ts'
import { type Answering, openView, privately, readerOf, viewOf } from './answering.ts'

type Pressed = {
  readonly said: Said
  readonly body: ActionsBody
  /** Missing where there is no message: in a form and in the home tab. */
  readonly respond: RespondFn | undefined
}

/** Answers a button, already acknowledged: where it was pressed, and to the one who pressed it. */
export async function answerButton(answering: Answering, { said, body, respond }: Pressed): Promise<void> {
  const reply = asCardOrForm(await askVerb(answering, said))
  if (body.view?.type === 'modal') return changeView(answering, said, body.view.id, reply)
  const tell = (card: Card) => respond && tellPrivately(answering, said, body, card, respond)
  const inMessage = Boolean(body.message?.ts) || body.container?.is_ephemeral === true
  if (reply.type === 'card' && inMessage) return tell(reply.card)
  const client = answering.clients.of(readerOf(said).workspace)
  const problem = await openView(answering, said, client, body.trigger_id ?? '', viewOf(reply, said))
  if (problem) await tell(problem)
}

type Shown = Extract<Reply, { type: 'card' | 'form' }>

const asCardOrForm = (reply: Reply): Shown =>
  reply.type === 'field-errors' ? { type: 'card', card: fieldErrorsCard(reply.errors) } : reply

/** An answer that only its asker saw is replaced by the next one; a card that all see stays, and is edited by its delivery. */
async function tellPrivately(
  { logger }: Answering,
  said: Said,
  { container, message }: ActionsBody,
  card: Card,
  respond: RespondFn,
): Promise<void> {
  const alone = container?.is_ephemeral === true || message?.subtype === 'ephemeral'
  const thread = message?.thread_ts
  await respond({
    ...privately(card, said),
    replace_original: alone,
    ...(thread && !alone && { thread_ts: thread }),
  }).catch((error: unknown) => logFailure(logger, said, error, 'an answer could not be given'))
}

/** Shows the reply in the view that is open; when that fails the person is told in the same view. */
export async function changeView(
  { clients, logger }: Answering,
  said: Said,
  viewId: string,
  reply: Shown,
): Promise<void> {
  const client = clients.of(readerOf(said).workspace)
  const change = (shown: Shown) => client?.views.update({ view_id: viewId, view: viewOf(shown, said) })
  try {
    await change(reply)
  } catch (error) {
    const reference = logFailure(logger, said, error, 'a view could not be changed')
    await change({ type: 'card', card: failureCard(reference) })?.catch(() => undefined)
  }
}
