import { type Action, isLink } from '../../../notices/card/card.ts'
import { cut } from '../../chat/cut.ts'
import type { ActionSet, CardAction, Element } from '../text/adaptive-card.ts'
import { cleanLine } from '../text/clean-text.ts'
import { bytesOf, limits } from '../text/limits.ts'
import { webAddress } from '../text/markdown.ts'
import { plainLine } from '../text/text-elements.ts'
import { buttonData } from './arguments.ts'

const styles = { primary: 'positive', danger: 'destructive' } as const

/** Buttons in rows, as many as `room` bytes hold; how many are left out is said. */
export function renderButtons(actions: readonly Action[], room: number): Element[] {
  const all = actions.flatMap((action) => renderButton(action) ?? [])
  const shown: CardAction[] = []
  let left = room
  for (const button of all) {
    left -= bytesOf(button) + 1
    if (left < 0) break
    shown.push(button)
  }
  const rows: Element[] = []
  for (let at = 0; at < shown.length; at += limits.row) rows.push(row(shown.slice(at, at + limits.row)))
  const missing = all.length - shown.length
  if (missing > 0)
    rows.push(plainLine(`… and ${missing} more ${missing === 1 ? 'button' : 'buttons'}`, 200, { isSubtle: true }))
  return rows
}

export const row = (actions: readonly CardAction[]): ActionSet => ({ type: 'ActionSet', actions })

function renderButton(action: Action): CardAction | null {
  const title = cut(cleanLine(action.label), limits.button.title) || '–'
  if (isLink(action)) {
    const url = webAddress(action.link, limits.button.url)
    return url === null ? null : { type: 'Action.OpenUrl', title, url }
  }
  return {
    type: 'Action.Execute',
    title,
    verb: action.verb,
    data: buttonData(action.verb, action.args),
    associatedInputs: 'none',
    ...(action.style && { style: styles[action.style] }),
  }
}
