import { stripVTControlCharacters } from 'node:util'

const unseen = /[^\P{Cc}\n\t]|\p{Bidi_Control}/gu

/** @returns the end of what a program or a server said, as plain text of at most `length` characters. */
export function plainTail(output: string, length = 1_000): string {
  const text = stripVTControlCharacters(output).replace(/\r\n?/g, '\n').replace(unseen, '').trim()
  if (text.length <= length) return text
  return `…${text.slice(1 - length).replace(/^[\uDC00-\uDFFF]/, '')}`
}
