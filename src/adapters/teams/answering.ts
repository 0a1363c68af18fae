import { randomBytes } from 'node:crypto'
import type { Said } from '../../../commands/command/run-command.ts'
import type { Logger } from '../../app/ports/ports.ts'
import { type Reply, replyCard } from '../../notices/card/reply.ts'
import { failureCard } from '../../notices/replies/failure-card.ts'
import { fieldErrorsCard } from '../../notices/replies/field-errors-card.ts'
import type { AdaptiveCard } from './adaptive-card.ts'
import type { Carried } from './arguments.ts'
import type { Invoked } from './read-invocation.ts'
import { renderCard } from './render-card.ts'
import { renderForm } from './render-form.ts'

/** What every room that answers somebody needs. */
export type Answering = {
  /** Who, where, whether they may, and the verb itself; the platform's part ends here. */
  readonly run: (said: Said) => Promise<Reply>
  readonly logger: Logger
}

/** Asks the verb and draws its answer; an exception becomes an answer with a reference, and a line in the log. */
export async function answer(answering: Answering, { said, carried }: Invoked): Promise<AdaptiveCard> {
  const reply = await speak(answering, said)
  const reader = { workspace: said.account.workspace }
  if (reply.type === 'card') return renderCard(reply.card, reader)
  if (reply.type === 'form') return renderForm(reply.form, reader)
  const form = carried?.form
  return form
    ? renderForm(refilled({ ...carried, form }, said), reader, reply.errors)
    : renderCard(fieldErrorsCard(reply.errors), reader)
}

async function speak({ run, logger }: Answering, said: Said): Promise<Reply> {
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
