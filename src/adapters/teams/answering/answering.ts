import type { Said } from '../../../../commands/command/run-command.ts'
import { fieldErrorsCard } from '../../../notices/replies/field-errors-card.ts'
import { askVerb, type Verbs } from '../../chat/ask-verb.ts'
import type { Invoked } from '../reading/read-invocation.ts'
import type { Carried } from '../rendering/arguments.ts'
import { renderCard } from '../rendering/render-card.ts'
import { renderForm } from '../rendering/render-form.ts'
import type { AdaptiveCard } from '../text/adaptive-card.ts'

/** Asks the verb and draws its answer; an exception becomes an answer with a reference, and a line in the log. */
export async function answer(answering: Verbs, { said, carried }: Invoked): Promise<AdaptiveCard> {
  const reply = await askVerb(answering, said)
  const reader = { workspace: said.account.workspace }
  if (reply.type === 'card') return renderCard(reply.card, reader)
  if (reply.type === 'form') return renderForm(reply.form, reader)
  const form = carried?.form
  return form
    ? renderForm(refilled({ ...carried, form }, said), reader, reply.errors)
    : renderCard(fieldErrorsCard(reply.errors), reader)
}

/** The form once more, with what was filled in. */
const refilled = ({ verb, args, form }: Carried & { form: NonNullable<Carried['form']> }, said: Said) => ({
  ...form,
  verb,
  args,
  fields: form.fields.map((field) => {
    const { initial: _, ...bare } = field
    const value = said.args?.[field.name]
    return value === undefined ? bare : { ...bare, initial: value }
  }),
})
