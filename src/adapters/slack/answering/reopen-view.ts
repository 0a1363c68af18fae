import type { types } from '@slack/bolt'
import { plainObject } from '../text/text-object.ts'

/** A view as it comes back when it is submitted. */
export type SubmittedView = Pick<
  types.ModalView,
  'callback_id' | 'private_metadata' | 'title' | 'submit' | 'close' | 'blocks'
> & {
  readonly id: string
  readonly state: { readonly values: Record<string, Record<string, object>> }
}

/**
 * The form once more, with what was filled in and what is wrong with it: for an answer that came too late to be given as
 * field errors.
 */
export function reopenedView(view: SubmittedView, errors: Readonly<Record<string, string>>): types.ModalView {
  const problems: types.KnownBlock[] = Object.values(errors).map((error) => ({
    type: 'section',
    text: plainObject(`⚠️ ${error}`, 3_000),
  }))
  return {
    type: 'modal',
    title: view.title,
    blocks: [...problems, ...view.blocks.map((block) => refilled(block, view.state.values))],
    ...(view.callback_id && { callback_id: view.callback_id }),
    ...(view.private_metadata && { private_metadata: view.private_metadata }),
    ...(view.submit && { submit: view.submit }),
    ...(view.close && { close: view.close }),
  }
}

/** What Slack calls a value in a submitted form, and what it calls it in a form to be shown. */
const initials = {
  value: 'initial_value',
  selected_date: 'initial_date',
  selected_time: 'initial_time',
  selected_option: 'initial_option',
} as const

function refilled(
  block: SubmittedView['blocks'][number],
  values: SubmittedView['state']['values'],
): SubmittedView['blocks'][number] {
  if (!('element' in block)) return block
  const [held = {}] = Object.values(values[block.block_id ?? ''] ?? {})
  const filled = Object.entries(held).flatMap(([key, value]) =>
    key in initials && value !== null ? [[initials[key as keyof typeof initials], value]] : [],
  )
  const bare = Object.entries(block.element).filter(([key]) => !key.startsWith('initial_'))
  return { ...block, element: { ...Object.fromEntries(bare), ...Object.fromEntries(filled) } } as typeof block
}
