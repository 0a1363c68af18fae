import type { types } from '@slack/bolt'
import type { Field, Option } from '../../../notices/card/form.ts'
import { cut } from '../../chat/cut.ts'
import { cleanLine, cleanText } from '../text/clean-text.ts'
import { limits } from '../text/limits.ts'
import { plainObject } from '../text/text-object.ts'

type Element = types.PlainTextInput | types.Datepicker | types.Timepicker | types.StaticSelect

/** One question. The field's name is the block's id, which is how Slack names it in errors. */
export const renderField = (field: Field): types.InputBlock => ({
  type: 'input',
  block_id: cut(field.name, limits.blockId),
  label: plainObject(cleanLine(field.label), limits.input.label),
  element: renderElement(field),
  optional: field.optional ?? false,
  ...(field.hint && { hint: plainObject(cleanLine(field.hint), limits.input.hint) }),
})

/** The element's id: there is one in each block. */
const value = 'value'

function renderElement(field: Field): Element {
  switch (field.type) {
    case 'text': {
      const max = Math.min(field.maxLength ?? limits.input.text, limits.input.text)
      const initial = cut(cleanText(field.initial ?? ''), max)
      return {
        type: 'plain_text_input',
        action_id: value,
        multiline: field.multiline ?? false,
        max_length: max,
        ...(initial !== '' && { initial_value: initial }),
        ...(field.placeholder && {
          placeholder: plainObject(cleanLine(field.placeholder), limits.input.placeholder),
        }),
      }
    }
    case 'date':
      return {
        type: 'datepicker',
        action_id: value,
        ...(isDay(field.initial) && { initial_date: field.initial }),
      }
    case 'time':
      return {
        type: 'timepicker',
        action_id: value,
        timezone: field.zone,
        ...(isTime(field.initial) && { initial_time: field.initial }),
      }
    case 'choice':
      return renderChoice(field.options, field.initial)
  }
}

/** Slack refuses a menu without options: then the value is typed. */
function renderChoice(options: readonly Option[], initial: string | undefined): Element {
  const shown = options
    .filter((option) => option.value !== '' && option.value.length <= limits.select.value)
    .slice(0, limits.select.options)
  const rendered = shown.map((option) => ({
    text: plainObject(cleanLine(option.label) || option.value, limits.select.label),
    value: option.value,
  }))
  if (rendered.length === 0) return { type: 'plain_text_input', action_id: value }
  const chosen = rendered.find((option) => option.value === initial)
  return {
    type: 'static_select',
    action_id: value,
    options: rendered,
    ...(chosen && { initial_option: chosen }),
  }
}

const isDay = (text: string | undefined): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '')
const isTime = (text: string | undefined): text is string => /^([01]\d|2[0-3]):[0-5]\d$/.test(text ?? '')
