/** A time as it was written. What it means can depend on the other one beside it. */
export type WrittenTime = {
  readonly kind: 'time'
  /** As it was typed. */
  readonly text: string
  readonly hour: number
  readonly minute: number
  readonly half: 'am' | 'pm' | null
  /** Whether its hour alone says that a clock of 24 hours is meant: `05`, `17`. */
  readonly of24: boolean
  /** `5` alone, with nothing that says which half of the day is meant. */
  readonly bare: boolean
}

export type Word = {
  readonly kind: 'word'
  /** As it was typed. */
  readonly text: string
  /** In lower case. */
  readonly word: string
}

export type Token = WrittenTime | Word

const half = String.raw`(?:\s*([ap])\.?m\b\.?)`
const unit = String.raw`(?:\s*(h|hrs?|hours|o'clock)\b)`
/** What a token can be, tried in this order at each place. */
const shapes = {
  ordinal: /\d{1,3}(?:st|nd|rd|th)\b/iy,
  clock: new RegExp(String.raw`(\d{1,2})(?:[:.]|h(?=\d))(\d{2})(?![\d:])${half}?${unit}?`, 'iy'),
  digits: new RegExp(String.raw`(\d{1,2})(\d{2})(?![\d:.])${half}?${unit}?`, 'iy'),
  hour: new RegExp(String.raw`(\d{1,2})()(?![\d:.])(?:${half}|${unit})?`, 'iy'),
  word: /[\p{L}\p{M}'_]+\.?/uy,
  sign: /\S/uy,
}

/**
 * Takes a text apart into times and words, with one kind of dash and of space; signs stand alone.
 * @param text at most some hundred characters
 */
export function lexWindow(text: string): Token[] {
  const plain = tidy(text)
  const tokens: Token[] = []
  for (let at = 0; at < plain.length; ) {
    const [token, end] = tokenAt(plain, at)
    if (token.text !== ' ') tokens.push(token)
    at = end
  }
  return tokens
}

const tidy = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
    .replaceAll(/\p{Pd}|\u2212/gu, '-')
    .replaceAll(/[\u2018\u2019]/g, "'")
    .replaceAll(/\s+/g, ' ')

function tokenAt(text: string, at: number): readonly [Token, number] {
  for (const [name, shape] of Object.entries(shapes)) {
    shape.lastIndex = at
    const found = shape.exec(text)
    if (found)
      return [
        name === 'clock' || name === 'digits' || name === 'hour' ? timeOf(found) : wordOf(found[0]),
        at + found[0].length,
      ]
  }
  return [wordOf(' '), at + 1]
}

function timeOf([text, hours = '', minutes = '', letter, clock]: RegExpExecArray): WrittenTime {
  const of24 = /^(?:0\d?|1[3-9]|2\d|[3-9]\d)$/.test(hours)
  return {
    kind: 'time',
    text: text.trim(),
    hour: Number(hours),
    minute: Number(minutes),
    of24,
    half: letter === undefined ? null : letter.toLowerCase() === 'a' ? 'am' : 'pm',
    bare: minutes === '' && letter === undefined && clock === undefined && !of24,
  }
}

function wordOf(text: string): Token {
  const word = text.toLowerCase().replace(/\.$/, '')
  const hour = { noon: 12, midnight: 24 }[word]
  if (hour !== undefined) return { kind: 'time', text, hour, minute: 0, half: null, of24: true, bare: false }
  return { kind: 'word', text, word }
}
