import type { AckFn, ViewResponseAction } from '@slack/bolt'
import type { Said } from '../../../../commands/command/run-command.ts'
import type { Card } from '../../../notices/card/card.ts'
import type { Reply } from '../../../notices/card/reply.ts'
import { fieldErrorsCard } from '../../../notices/replies/field-errors-card.ts'
import { askVerb, logFailure } from '../../chat/ask-verb.ts'
import { cut } from '../../chat/cut.ts'
import { workingCard } from '../rendering/form-cards.ts'
import { renderCard } from '../rendering/render-card.ts'
import { asWritten } from '../text/as-written.ts'
import { cleanLine } from '../text/clean-text.ts'
import { ours } from '../text/limits.ts'
import { changeView } from './answer-button.ts'
import { type Answering, readerOf, viewOf, within } from './answering.ts'
import { reopenedView, type SubmittedView } from './reopen-view.ts'

type Submitted = {
  readonly said: Said
  readonly view: SubmittedView
  readonly ack: AckFn<ViewResponseAction>
}

/** Answers a form: within it when that is in time, otherwise with a view that changes when the answer is there. */
export async function answerForm(answering: Answering, { said, view, ack }: Submitted): Promise<void> {
  const replying = askVerb(answering, said)
  const early = await within(replying, answering.patience)
  if (early) {
    if (early.type === 'card' && leavesTheForm(answering, said, early.card)) {
      await ack({ response_action: 'clear' })
      return tellInChannel(answering, said, early.card)
    }
    return ack(answerTo(early, said, view))
  }
  await ack({ response_action: 'update', view: viewOf({ type: 'card', card: workingCard }, said) })
  const late = await replying
  if (late.type !== 'field-errors') return changeView(answering, said, view.id, late)
  const client = answering.clients.of(readerOf(said).workspace)
  await client?.views
    .update({ view_id: view.id, view: reopenedView(view, known(late.errors, view).errors) })
    .catch((error: unknown) => logFailure(answering.logger, said, error, 'a form could not be shown again'))
}

function answerTo(reply: Reply, said: Said, view: SubmittedView): ViewResponseAction {
  if (reply.type !== 'field-errors') return { response_action: 'update', view: viewOf(reply, said) }
  const { errors, hasFields } = known(reply.errors, view)
  if (hasFields) return { response_action: 'errors', errors }
  return {
    response_action: 'update',
    view: viewOf({ type: 'card', card: fieldErrorsCard(reply.errors) }, said),
  }
}

/** Slack refuses errors about fields that the form has not: what is wrong elsewhere is said at the last field. */
function known(errors: Readonly<Record<string, string>>, view: SubmittedView) {
  const names = view.blocks.flatMap((block) => (block.type === 'input' ? (block.block_id ?? []) : []))
  const last = names.at(-1)
  const said: Record<string, string> = {}
  for (const [name, error] of Object.entries(errors)) {
    const at = names.includes(name) ? name : last
    if (at === undefined) continue
    said[at] = cut(`${said[at] ? `${said[at]} ` : ''}${cleanLine(error)}`, ours.fieldError)
  }
  return { errors: said, hasFields: last !== undefined }
}

const leavesTheForm = ({ modalButtons }: Answering, said: Said, card: Card): boolean =>
  !modalButtons &&
  said.channel !== null &&
  (card.actions.length > 0 || card.blocks.some((block) => block.type === 'section' && block.actions.length > 0))

async function tellInChannel({ clients, logger }: Answering, said: Said, card: Card): Promise<void> {
  if (!said.channel) return
  await clients
    .of(said.channel.workspace)
    ?.chat.postEphemeral({
      channel: said.channel.channel,
      user: said.account.user,
      ...renderCard(card, readerOf(said)),
      parse: asWritten.parse,
      link_names: asWritten.link_names,
    })
    .catch((error: unknown) => logFailure(logger, said, error, 'an answer could not be given'))
}
