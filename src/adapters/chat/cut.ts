/** @returns at most `max` UTF-16 units of the text; what was cut ends in a visible `…`. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  return `${text.slice(0, Math.max(0, max - 1)).replace(/(?:[\uD800-\uDBFF]|\u200D|\s)+$/, '')}…`
}
