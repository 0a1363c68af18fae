export type Text = { type: string; text: string }
export type Option = { value: string; text: Text }
export type Element = {
  type: string
  action_id?: string
  text?: Text | string
  value?: string
  url?: string
  options?: Option[]
  elements?: Element[]
}
export type Block = {
  type: string
  block_id?: string
  text?: Text
  label?: Text
  hint?: Text
  fields?: Text[]
  elements?: (Element & Partial<Text>)[]
  element?: Element
  accessory?: Element
}
export type Message = {
  ts: string
  channel: string
  user: string
  text: string
  blocks?: Block[]
  bot_id?: string
  thread_ts?: string
  subtype?: string
  ephemeral_to?: string
  edited?: { user: string; ts: string }
}
export type View = {
  id: string
  type: string
  callback_id?: string
  private_metadata?: string
  title?: Text
  blocks: Block[]
}
export type Channel = { id: string; name: string; is_im: boolean; members: string[] }
export type Field = string | string[] | null

/** All words of a message or view, a line for each piece of text. */
export function wordsOf(shown: { text?: string; blocks?: Block[] }): string {
  const pieces: string[] = []
  const collect = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(collect)
    else if (typeof part === 'object' && part !== null) {
      for (const [key, value] of Object.entries(part)) {
        if (key === 'text' && typeof value === 'string') pieces.push(value)
        else collect(value)
      }
    }
  }
  collect(shown.blocks ?? [])
  return pieces.length > 0 ? pieces.join('\n') : (shown.text ?? '')
}

/** The first button or menu with that action id or those words. */
export function findElement(blocks: Block[], what: string | RegExp): { block: Block; element: Element } {
  const all = blocks.flatMap((block) =>
    [...(block.elements ?? []), block.accessory, block.element]
      .filter((element) => element !== undefined)
      .map((element) => ({ block, element: element as Element })),
  )
  const words = ({ text }: Element) => (typeof text === 'string' ? text : (text?.text ?? ''))
  const found = all.find(({ element }) =>
    typeof what === 'string'
      ? element.action_id === what || words(element) === what
      : what.test(element.action_id ?? '') || what.test(words(element)),
  )
  if (!found) throw new Error(`nothing like ${what} among ${all.map(({ element }) => element.action_id)}`)
  return found
}

/** What Slack sends when the element is pressed, or when `choice` is picked from it. */
export function actionOf(block: Block, element: Element, choice?: string): object {
  const chosen = element.options?.find((option) => option.value === choice)
  if (choice !== undefined && !chosen) throw new Error(`${element.action_id} has no option ${choice}`)
  const { type, action_id, value, text } = element
  return {
    type,
    action_id,
    block_id: block.block_id,
    value,
    text,
    ...(chosen && { selected_option: chosen }),
  }
}

/** `view.state.values` for fields named by block or action id. */
export function formValues(view: View, fields: Record<string, Field>): object {
  const values: Record<string, Record<string, object>> = {}
  for (const [name, field] of Object.entries(fields)) {
    const block = view.blocks.find(({ block_id, element }) => block_id === name || element?.action_id === name)
    if (!block?.element?.action_id || !block.block_id) throw new Error(`the form has no field ${name}`)
    values[block.block_id] = { [block.element.action_id]: fieldValue(block.element, field) }
  }
  return values
}

function fieldValue({ type, options = [] }: Element, field: Field): object {
  const option = (value: string) => {
    const found = options.find((offered) => offered.value === value)
    if (!found) throw new Error(`no option ${value} among ${options.map((offered) => offered.value)}`)
    return found
  }
  if (Array.isArray(field)) return { type, selected_options: field.map(option) }
  switch (type) {
    case 'datepicker':
      return { type, selected_date: field }
    case 'timepicker':
      return { type, selected_time: field }
    case 'static_select':
    case 'radio_buttons':
      return { type, selected_option: field === null ? null : option(field) }
    default:
      return { type, value: field }
  }
}
