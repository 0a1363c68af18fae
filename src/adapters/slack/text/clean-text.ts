import { freeText } from '../../../domain/values/free-text.ts'
import { ours } from './limits.ts'

/** Printable ASCII without `<`: most of what is shown, and nothing in it needs cleaning. */
const harmless = /^[ -;=-~]*$/

/**
 * A stranger's text as it may stand anywhere in Slack: without terminal codes, invisible and direction-changing
 * characters, and without anything that Slack could take for a mention or a link (`<!channel>`, `<@U1>`, `<https:…>`).
 * Line breaks stay.
 */
export function cleanText(text: string): string {
  if (harmless.test(text)) return text.slice(0, ours.looked).trim()
  return freeText(text.slice(0, ours.looked))
    .replace(/(\p{M}{6})\p{M}+/gu, '$1')
    .replace(/<(?=[!@#]|[a-z][a-z0-9+.-]*:)/gi, '‹')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** The same on one line. */
export const cleanLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ')
