import type { FormValues, InputElement, View } from './emulator.ts'

/**
 * What Slack submits for a form of which the person touched only some fields: the untouched ones with their initial
 * values, the emptied ones as null. local-slack by itself submits null for all that was not touched.
 */
export function completeForm(view: View, touched: FormValues): FormValues {
  const complete: FormValues = structuredClone(touched)
  for (const { block_id: block, element } of view.blocks ?? []) {
    if (block === undefined || element?.action_id === undefined) continue
    const given = touched[block]?.[element.action_id]
    const value = given ? emptyAsNull(given) : initialValue(element)
    if (value) complete[block] = { ...complete[block], [element.action_id]: value }
  }
  return complete
}

function emptyAsNull(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, held === '' ? null : held]))
}

function initialValue(element: InputElement): Record<string, unknown> | undefined {
  const { type } = element
  if (element.initial_value !== undefined) return { type, value: element.initial_value }
  if (element.initial_date !== undefined) return { type, selected_date: element.initial_date }
  if (element.initial_time !== undefined) return { type, selected_time: element.initial_time }
  if (element.initial_option !== undefined) return { type, selected_option: element.initial_option }
  if (element.initial_options !== undefined) return { type, selected_options: element.initial_options }
  return undefined
}
