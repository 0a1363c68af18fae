const cutMark = '\n… [cut here: the report holds more]'

/** A text that is gathered piece by piece and stops growing soon after its limit. */
export type GatheredText = { text: string; readonly limit: number }

export const gatherText = (limit: number): GatheredText => ({ text: '', limit })

/** @returns whether there is room for more. */
export function addText(gathered: GatheredText, piece: string): boolean {
  const room = gathered.limit + 1 - gathered.text.length
  if (room > 0) gathered.text += piece.length > room ? piece.slice(0, room) : piece
  return gathered.text.length <= gathered.limit
}

/** @returns `text`, at most `limit` code units of it, with a mark that says so where it was cut. */
export function cutOutput(text: string, limit: number): string {
  return text.length <= limit ? text : wholeCharacters(text.slice(0, limit - cutMark.length)) + cutMark
}

/** @returns one line of at most `limit` code units, an ellipsis where it was cut. */
export function cutLine(text: string, limit: number): string {
  const line = /[\n\r\t]/.test(text) ? text.replace(/\s+/g, ' ') : text
  return line.length <= limit ? line.trim() : `${wholeCharacters(line.slice(0, limit - 1)).trim()}…`
}

/**
 * The line that says what went wrong: the first that is not empty, but the last one of a Python traceback,
 * whose first line says nothing.
 */
export function tellingLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const first = lines[0]?.trim() ?? ''
  return first.startsWith('Traceback (most recent call last)') ? (lines.at(-1)?.trim() ?? first) : first
}

/** @returns whether the text is more than one line once it is trimmed. */
export const hasLines = (text: string): boolean => text.trim().includes('\n')

/**
 * The same text in memory of its own. A name cut out of a 64 KB piece keeps the whole piece alive, so whatever
 * outlives its piece is copied.
 */
export const detached = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le')

/** Characters that no report may hold (XML 1.0, 2.2) are left out, whole ANSI colour sequences at that. */
export function withoutControls(text: string): string {
  return illegal.test(text) ? text.replace(ansi, '').replace(everyIllegal, '') : text
}

/** Halves of a surrogate pair, which no database stores, become U+FFFD. */
export function wellFormed(text: string): string {
  return /\p{Surrogate}/u.test(text) ? text.replace(/\p{Surrogate}/gu, '\ufffd') : text
}

/** @returns a stranger's text as every database and every page can hold it. */
export const tidyText = (text: string): string => wellFormed(withoutControls(text))

const wholeCharacters = (text: string): string => text.replace(/[\ud800-\udbff]$/, '')

const illegal = /[^\t\n\r -\ufffd]/
const everyIllegal = /[^\t\n\r -\ufffd]/g
const ansi = /[^\t\n\r -\ufffd]\[[\d;?]*[A-Za-z]/g
