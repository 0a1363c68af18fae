import { freeText } from '../../domain/values/free-text.ts'
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

/** @returns at most `max` UTF-16 units of the text; what was cut ends in a visible `…`. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  return `${text.slice(0, Math.max(0, max - 1)).replace(/(?:[\uD800-\uDBFF]|\u200D|\s)+$/, '')}…`
}
