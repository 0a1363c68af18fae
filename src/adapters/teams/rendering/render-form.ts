import type { Form } from '../../../notices/card/form.ts'
import { cut } from '../../chat/cut.ts'
import type { AdaptiveCard, CardAction } from '../text/adaptive-card.ts'
import { cleanLine } from '../text/clean-text.ts'
import { limits } from '../text/limits.ts'
import { mentionsFor, type Reader } from '../text/mentions.ts'
import { formData } from './arguments.ts'
import { renderBlocks } from './render-blocks.ts'
import { row } from './render-buttons.ts'
import { assemble, heading } from './render-card.ts'
import { errorLine, renderField } from './render-field.ts'

export type Errors = Readonly<Record<string, string>>

/** A form as inputs in a card; what is wrong stands at its field, and what belongs to no field above all. */
export function renderForm(form: Form, reader: Reader, errors: Errors = {}): AdaptiveCard {
  const mentions = mentionsFor(reader)
  const names = new Set(form.fields.map(({ name }) => name))
  const general = Object.entries(errors).flatMap(([name, error]) => (names.has(name) ? [] : [error]))
  const submit: CardAction = {
    type: 'Action.Execute',
    title: cut(cleanLine(form.submit), limits.button.title) || 'Send',
    verb: form.verb,
    data: formData(form),
    style: 'positive',
  }
  return assemble({
    head: [heading(form.title, 'neutral'), ...general.map(errorLine)],
    parts: renderBlocks(form.blocks, mentions),
    end: [...form.fields.flatMap((field) => renderField(field, own(errors, field.name))), row([submit])],
    mentions,
    summary: form.title,
  })
}

const own = (errors: Errors, name: string): string | undefined =>
  Object.hasOwn(errors, name) ? errors[name] : undefined
