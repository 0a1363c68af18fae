/**
 * Makes what a stranger wrote harmless to look at: characters that turn the direction of text, hide, or steer a terminal
 * are written out, so that nothing reads other than it is. Markup is left to who renders it.
 */
export const visibleText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(unseen, (sign) => `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`)

/**
 * Controls, marks and overrides of direction, what has no width, private and half characters, line separators; save tab,
 * line break, and the joiners and the emoji sign that words of some languages and pictures are made with.
 */
const unseen = /(?!\t|\n|\u200c|\u200d|\ufe0f)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{DI}\u2028\u2029]/gu
