import type { types } from '@slack/bolt'
import type { Form } from '../../../notices/card/form.ts'
import { cleanLine } from '../text/clean-text.ts'
import { limits } from '../text/limits.ts'
import { plainObject, type Reader } from '../text/text-object.ts'
import { packCarried } from './arguments.ts'
import { fitParts, lengthOf } from './fit-parts.ts'
import { renderBlock } from './render-blocks.ts'
import { numbering } from './render-buttons.ts'
import { renderField } from './render-field.ts'

/**
 * A form as a modal. Its verb is the `callback_id`; its arguments travel in `private_metadata`, with the channel where it
 * was asked for, because Slack does not tell it when the form is submitted.
 */
export function renderForm(form: Form, reader: Reader, channel: string | null): types.ModalView {
  const numbers = numbering()
  const fields = form.fields.map(renderField)
  const parts = form.blocks.flatMap((block) => renderBlock(block, reader, numbers))
  const body = fitParts(parts, {
    blocks: limits.view.blocks - fields.length,
    text: limits.view.text - lengthOf(fields),
  })
  return {
    type: 'modal',
    callback_id: form.verb,
    private_metadata: packCarried({ channel, args: form.args }, limits.view.metadata),
    title: plainObject(cleanLine(form.title), limits.view.title),
    submit: plainObject(cleanLine(form.submit), limits.view.submit),
    close: plainObject('Close', limits.view.submit),
    // Slack refuses a view without blocks: a bare question says its title.
    blocks: parts.length + fields.length === 0 ? [saying(form.title)] : [...body, ...fields],
  }
}

const saying = (text: string): types.SectionBlock => ({
  type: 'section',
  text: plainObject(cleanLine(text), limits.section.text),
})
