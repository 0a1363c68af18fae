import { type Action, isLink } from '../../../../notices/card/card.ts'
import type { Way } from '../verbs/way.ts'

/** The verb that the board can say, each time after a question; the others are said in chat. */
export const boardVerb = 'release'
const acts = ['pause', 'resume', 'withdraw']
const carried = ['act', 'version']

/** @returns what an address carries for the verb: never a reason, never that it is confirmed */
export const carriedArgs = (query: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(carried.flatMap((name) => (query[name] ? [[name, query[name].slice(0, 100)]] : [])))

export const isBoardAct = ({ act = '' }: Readonly<Record<string, string>>): boolean => acts.includes(act)

/** Where a button of a card leads on the board; null for what is said in chat. */
export function wayOnBoard(action: Action): Way | null {
  if (isLink(action)) return { kind: 'go', href: action.link, outside: true }
  if (action.verb !== boardVerb || !isBoardAct(action.args)) return null
  return { kind: 'go', href: `/ops/${boardVerb}?${new URLSearchParams(carriedArgs(action.args)).toString()}` }
}
