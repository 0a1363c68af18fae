import { freeText } from '../../../domain/values/free-text.ts'
import { limits } from './limits.ts'

/**
 * A stranger's text as it may stand anywhere in a card: without terminal codes, invisible and direction-changing
 * characters, without what Teams could take for a mention (`<at>`), and without the card language's own functions
 * (`{{DATE(…)}}`), which are carried out even in plain text. Line breaks stay.
 */
export function cleanText(text: string): string {
  return freeText(text.slice(0, limits.looked))
    .replace(/(\p{M}{6})\p{M}+/gu, '$1')
    .replace(/<(?=\s*\/?\s*at\b)/gi, '‹')
    .replace(/\{(?=\{)/g, '{ ')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** The same on one line. */
export const cleanLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ')

/** Clean, with the space at its ends kept: it parts it from its neighbours. */
export function spaced(text: string): string {
  const [before = ''] = /^\s/.exec(text) ?? []
  const [after = ''] = /\s$/.exec(text) ?? []
  const clean = cleanText(text)
  return clean === '' ? before : `${before}${clean}${after}`
}
