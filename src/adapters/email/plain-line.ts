// C0 and C1 controls, line and paragraph separators.
const breaks = /[\p{Cc}\u2028\u2029]+/gu
// What changes how the text around it is read without being seen: bidirectional controls, invisible spaces, tags,
// byte-order marks. The joiners U+200C and U+200D stay: Persian and emoji need them.
const unseen = /\p{Bidi_Control}|[\u00AD\u180E\u200B\u2060-\u2064\u206A-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu
// Readers of mail turn a written address into a link. A word joiner inside, which nobody sees, keeps it text.
const writtenLink = /(?<=\w):(?=\/\/)|(?<=\bwww)\.(?=\S)/giu
const wordJoiner = '\u2060'

/** @returns one line that a header can carry: no line breaks, no control or bidirectional characters. */
export const plainLine = (text: string): string =>
  text.replace(breaks, ' ').replace(unseen, '').replace(/\s+/g, ' ').trim()

/** @returns the text with its line breaks and tabs, and without other control or bidirectional characters. */
export const plainText = (text: string): string =>
  text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(unseen, '')

/** @returns the same text, in which no reader of mail finds an address to turn into a link. */
export const unlinked = (text: string): string => text.replace(writtenLink, `${wordJoiner}$&`)

/** @returns at most `length` characters, the last of them `…` when something was cut; no character is torn. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text
  const kept = text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')
  return `${kept.trimEnd()}…`
}
