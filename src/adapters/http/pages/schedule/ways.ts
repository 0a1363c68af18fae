import { type Action, isLink } from '../../../../notices/card/card.ts'
import { askedOnPage, pathOnPage } from '../../../../notices/card/page-actions.ts'
import type { Way } from '../verbs/way.ts'

/** What a form of the page may do. */
export const doable = [...askedOnPage, 'withdraw-request', 'acknowledge'] as const

export const isAskable = (verb: string): boolean => (askedOnPage as readonly string[]).includes(verb)
export const isDoable = (verb: string): boolean => (doable as readonly string[]).includes(verb)

/**
 * Where a button of a card leads on the page; null for nowhere.
 * @param base the page's own path, with its key
 */
export function wayOf(action: Action, base: string): Way | null {
  if (isLink(action)) return { kind: 'go', href: action.link, outside: true }
  const { verb, args } = action
  // What it would show stands below every answer.
  if (verb === 'status') return null
  // A form that is filled in already: it is asked about, not asked for.
  const filled = verb === 'settings' && args['windows'] !== undefined
  const path = filled ? null : pathOnPage(action)
  if (path !== null) return { kind: 'go', href: `${base}${path}` }
  return isDoable(verb) ? { kind: 'do', action: `${base}/${verb}`, args } : null
}
