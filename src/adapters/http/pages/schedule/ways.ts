import { type Action, isLink } from '../../../../notices/card.ts'
import type { Way } from '../verbs/way.ts'

/** What can be asked for on the scheduling page, and what an address may say of it: never that it is confirmed. */
export const askable = ['reschedule', 'cancel', 'urgent'] as const
const carried = ['system', 'seen', 'startsAt'] as const

/** What a form of the page may do. */
export const doable = [...askable, 'withdraw-request', 'acknowledge'] as const

export const isAskable = (verb: string): boolean => (askable as readonly string[]).includes(verb)
export const isDoable = (verb: string): boolean => (doable as readonly string[]).includes(verb)

/** @returns what an address carries for a verb; everything else in it is left out */
export const carriedArgs = (query: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(carried.flatMap((name) => (query[name] ? [[name, query[name]]] : [])))

/**
 * Where a button of a card leads on the page; null for nowhere.
 * @param base the page's own path, with its key
 */
export function wayOf(action: Action, base: string): Way | null {
  if (isLink(action)) return { kind: 'go', href: action.link, outside: true }
  const { verb, args } = action
  // What it would show stands below every answer.
  if (verb === 'status') return null
  if (verb === 'reschedule' && !args['startsAt'])
    return { kind: 'go', href: `${base}/times/${(args['system'] ?? '').split('/')[1] ?? ''}` }
  if (isAskable(verb))
    return { kind: 'go', href: `${base}/${verb}?${new URLSearchParams(carriedArgs(args)).toString()}` }
  return isDoable(verb) ? { kind: 'do', action: `${base}/${verb}`, args } : null
}
