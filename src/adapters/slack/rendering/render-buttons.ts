import type { types } from '@slack/bolt'
import { type Action, isLink } from '../../../notices/card/card.ts'
import { cleanLine } from '../text/clean-text.ts'
import { limits } from '../text/limits.ts'
import { webAddress } from '../text/mrkdwn.ts'
import { plainObject } from '../text/text-object.ts'
import { packArguments } from './arguments.ts'

/** Numbers the buttons of one message or view: Slack wants each `action_id` once. */
export type Numbering = { next(): number }

export function numbering(): Numbering {
  let last = 0
  return {
    next() {
      last += 1
      return last
    },
  }
}

/** What stands before `#` in the id of a button that only opens an address. */
export const linkVerb = 'open-link'

/** Buttons in rows; the verb is the button's id, its arguments are the button's value. */
export function renderButtons(actions: readonly Action[], numbers: Numbering): types.ActionsBlock[] {
  const buttons = actions.flatMap((action) => renderButton(action, numbers) ?? [])
  const rows: types.ActionsBlock[] = []
  for (let at = 0; at < buttons.length; at += limits.actions.elements) {
    rows.push({ type: 'actions', elements: buttons.slice(at, at + limits.actions.elements) })
  }
  return rows
}

function renderButton(action: Action, numbers: Numbering): types.Button | null {
  const text = plainObject(cleanLine(action.label), limits.button.text)
  if (isLink(action)) {
    const url = webAddress(action.link, limits.button.url)
    return url === null ? null : { type: 'button', action_id: `${linkVerb}#${numbers.next()}`, text, url }
  }
  return {
    type: 'button',
    action_id: `${action.verb}#${numbers.next()}`,
    text,
    value: packArguments(action.args, limits.button.value),
    ...(action.style && { style: action.style }),
  }
}
