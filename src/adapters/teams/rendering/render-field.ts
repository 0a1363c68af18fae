import type { Field, Option } from '../../../notices/card/form.ts'
import { cut } from '../../chat/cut.ts'
import type { Element, InputElement } from '../text/adaptive-card.ts'
import { cleanLine, cleanText } from '../text/clean-text.ts'
import { limits } from '../text/limits.ts'
import { plainLine } from '../text/text-elements.ts'

/** One question, with what is wrong about its answer beside it, and what helps to answer it below. */
export function renderField(field: Field, error: string | undefined): Element[] {
  const input = renderInput(field)
  const hint = field.hint ? [plainLine(field.hint, limits.label, { size: 'small', isSubtle: true })] : []
  if (error === undefined) return [input, ...hint]
  return [{ type: 'Container', style: 'attention', items: [errorLine(error), input, ...hint] }]
}

export const errorLine = (error: string): Element =>
  plainLine(`⚠️ ${error}`, 500, { weight: 'bolder', color: 'attention' })

function renderInput(field: Field): InputElement {
  const label = labelOf(field)
  const common = {
    id: field.name,
    label,
    isRequired: !(field.optional ?? false),
    ...(!field.optional && { errorMessage: `${label}: please fill this in.` }),
  }
  switch (field.type) {
    case 'text': {
      const max = Math.min(field.maxLength ?? limits.input.text, limits.input.text)
      const value = cut(cleanText(field.initial ?? ''), max)
      return {
        ...common,
        type: 'Input.Text',
        isMultiline: field.multiline ?? false,
        maxLength: max,
        ...(value !== '' && { value }),
        ...(field.placeholder && { placeholder: cut(cleanLine(field.placeholder), limits.label) }),
      }
    }
    case 'date':
      return { ...common, type: 'Input.Date', ...(isDay(field.initial) && { value: field.initial }) }
    case 'time':
      return { ...common, type: 'Input.Time', ...(isTime(field.initial) && { value: field.initial }) }
    case 'choice':
      return { ...common, ...choiceOf(field.options, field.initial) }
  }
}

/** A time says whose clock it is: Teams' own picker knows no zone. */
function labelOf(field: Field): string {
  const label = cut(cleanLine(field.label), limits.label) || '–'
  if (field.type !== 'time' || field.hint?.includes(field.zone)) return label
  return `${label} (${cleanLine(field.zone)})`
}

/** A menu without options is a question that is answered in words. */
function choiceOf(options: readonly Option[], initial: string | undefined) {
  const choices = options
    .filter(({ value }) => value !== '' && value.length <= limits.input.choice)
    .slice(0, limits.input.choices)
    .map(({ value, label }) => ({ title: cut(cleanLine(label), limits.label) || value, value }))
  if (choices.length === 0) return { type: 'Input.Text' as const, isMultiline: false, maxLength: limits.input.choice }
  const chosen = choices.find(({ value }) => value === initial)
  return {
    type: 'Input.ChoiceSet' as const,
    style: 'compact' as const,
    choices,
    ...(chosen && { value: chosen.value }),
  }
}

const isDay = (text: string | undefined): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '')
const isTime = (text: string | undefined): text is string => /^([01]\d|2[0-3]):[0-5]\d$/.test(text ?? '')
