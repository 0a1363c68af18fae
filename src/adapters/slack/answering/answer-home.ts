import type { Said } from '../../../../commands/command/run-command.ts'
import type { Card } from '../../../notices/card/card.ts'
import type { Form } from '../../../notices/card/form.ts'
import { fieldErrorsCard } from '../../../notices/replies/field-errors-card.ts'
import { askVerb, logFailure } from '../../chat/ask-verb.ts'
import { renderHome } from '../rendering/render-card.ts'
import { type Answering, readerOf } from './answering.ts'

/** Draws the reader's home tab. */
export async function answerHome(answering: Answering, said: Said): Promise<void> {
  const reply = await askVerb(answering, said)
  const card =
    reply.type === 'card' ? reply.card : reply.type === 'form' ? formAsCard(reply.form) : fieldErrorsCard(reply.errors)
  const { clients, logger } = answering
  await clients
    .of(said.account.workspace)
    ?.views.publish({ user_id: said.account.user, view: renderHome(card, readerOf(said)) })
    .catch((error: unknown) => logFailure(logger, said, error, 'a home tab could not be drawn'))
}

/** A home tab asks by buttons: one for each choice. */
const formAsCard = (form: Form): Card => ({
  kind: `${form.verb}-form`,
  tone: 'neutral',
  title: form.title,
  summary: form.title,
  blocks: form.blocks,
  actions: form.fields.flatMap((field) =>
    field.type === 'choice'
      ? field.options.map((option) => ({
          verb: form.verb,
          label: option.label,
          args: { ...form.args, [field.name]: option.value },
        }))
      : [],
  ),
})
