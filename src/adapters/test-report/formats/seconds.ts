/**
 * Seconds as runners write them: with a point, with the comma of other languages (`0,160`), and with separators of
 * thousands where there are two of a kind or both signs (`1,234.5`, `1.234,5`).
 * @returns null for what is no number of seconds, zero or more
 */
export function secondsOf(text: string): number | null {
  // What nearly all write, told at once, for this is asked for every case: a digit, and a digit or the point behind it.
  const plain = Number(text)
  if (isDigit(text.charCodeAt(0)) && !(text.charCodeAt(1) > nine) && plain >= 0) return plain
  const written = text.trim()
  if (!/^[\d.,]+(e[+-]?\d+)?$/i.test(written)) return null
  const seconds = Number(withPoint(written))
  return seconds >= 0 ? seconds : null
}

const [zero, nine] = [48, 57] as const
const isDigit = (code: number): boolean => code >= zero && code <= nine

function withPoint(digits: string): string {
  if (/^\d{1,3}(,\d{3})+\.\d+$/.test(digits) || /^\d{1,3}(,\d{3}){2,}$/.test(digits)) return digits.replaceAll(',', '')
  if (/^\d{1,3}(\.\d{3})+,\d+$/.test(digits)) return digits.replaceAll('.', '').replace(',', '.')
  return /^\d+,\d+$/.test(digits) ? digits.replace(',', '.') : digits
}
