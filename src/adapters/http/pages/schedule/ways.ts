import { type Action, isLink } from '../../../../notices/card/card.ts'
import type { Form } from '../../../../notices/card/form.ts'
import { askedOnPage, pathOnPage } from '../../../../notices/card/page-actions.ts'
import type { Back, Way } from '../verbs/way.ts'

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

/**
 * Where one gets from a question without an answer: to the page that it was asked from.
 * @param base the page's own path, with its key
 */
export function backOf({ verb, args }: Form, base: string): Back {
  const { part = '', system = '', confirmed } = args
  if (verb === 'reschedule')
    return { href: `${base}/times/${system.split('/')[1] ?? ''}`, label: 'Choose another time' }
  if (verb !== 'settings') return { href: base, label: 'Back to the updates' }
  const other = confirmed === 'yes' ? otherAnswer[part] : undefined
  return other
    ? { href: `${base}/settings?part=${part}`, label: other }
    : { href: `${base}/settings`, label: 'Back to the settings' }
}

/** What is asked in two steps: what the first of them is for. */
const otherAnswer: Readonly<Record<string, string>> = {
  freeze: 'Choose other days',
  windows: 'Choose other windows',
}
