/** @returns what was typed in one case, with one kind of space and without invisible characters. */
export const tidied = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()

/** Ways of writing that chrono half understands, and the ones it knows. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/@/g, ' at '],
  [/(?<![\d:])(\d{1,2})h(\d{2})\b/g, '$1:$2'],
  [/(?<![\d:])(\d{1,2})h\b/g, '$1:00'],
  [/(?<!the )\bday after tomorrow\b/g, 'the day after tomorrow'],
  [/\b12 noon\b/g, 'noon'],
  [/\btues\b/g, 'tue'],
  [/\bweds\b/g, 'wed'],
  [/ {2,}/g, ' '],
]

/** @returns a tidied text in the spellings that chrono knows: `14h30` as `14:30`, `day after tomorrow` with its `the`. */
export const respelled = (text: string): string =>
  SPELLINGS.reduce((spelled, [from, to]) => spelled.replace(from, to), text).trim()
