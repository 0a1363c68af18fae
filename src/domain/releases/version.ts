/** `3.9.12`, `4.0`, `4.0.0-rc.1`: numeric parts, then an optional pre-release suffix. */
export const versionPattern = /^\d{1,6}(?:\.\d{1,6}){0,5}(?:-[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*)?$/

export const isVersion = (text: string): boolean => text.length <= 40 && versionPattern.test(text)

/**
 * Orders versions numerically part by part (`3.9.12` after `3.9.2`; a missing part counts as 0);
 * a pre-release suffix sorts before the version itself (DESIGN 3).
 * @returns negative, zero or positive, as `Array.sort` wants it
 */
export function compareVersions(a: string, b: string): number {
  const [numbersA, suffixA] = split(a)
  const [numbersB, suffixB] = split(b)
  for (let i = 0; i < Math.max(numbersA.length, numbersB.length); i++) {
    const difference = (numbersA[i] ?? 0) - (numbersB[i] ?? 0)
    if (difference !== 0) return difference
  }
  if (suffixA === suffixB) return 0
  if (suffixA === '') return 1
  if (suffixB === '') return -1
  return compareSuffixes(suffixA, suffixB)
}

/**
 * @returns the one spelling of all versions that are equal by `compareVersions`: without zeros before a number or after
 * the last part, and with dots in the suffix: `3.9.13` for `3.9.13.0` and `3.09.13`, `4-rc.1` for `4.0-rc-01`.
 */
export function plainVersion(version: string): string {
  const [numbers, suffix] = split(version)
  const last = numbers.findLastIndex((number) => number !== 0)
  const plain = numbers.slice(0, Math.max(last, 0) + 1).join('.')
  if (suffix === '') return plain
  return `${plain}-${partsOf(suffix).map(withoutZeros).join('.')}`
}

/** @returns whether a system at `installed` still lacks `release`; an unknown version lacks every release. */
export const isBehind = (installed: string | null, release: string): boolean =>
  installed === null || compareVersions(installed, release) < 0

function split(version: string): [number[], string] {
  const dash = version.indexOf('-')
  const numbers = dash === -1 ? version : version.slice(0, dash)
  return [numbers.split('.').map(Number), dash === -1 ? '' : version.slice(dash + 1)]
}

/** As Semantic Versioning 2.0 (11.4) orders pre-releases: numbers by value and before words, words by their letters. */
function compareSuffixes(a: string, b: string): number {
  const partsA = partsOf(a).map(withoutZeros)
  const partsB = partsOf(b).map(withoutZeros)
  for (let i = 0; i < Math.max(partsA.length, partsB.length); i++) {
    const [x, y] = [partsA[i], partsB[i]]
    if (x === y) continue
    if (x === undefined) return -1
    if (y === undefined) return 1
    const [numericX, numericY] = [/^\d+$/.test(x), /^\d+$/.test(y)]
    // As text, shorter is less: a suffix may hold more digits than a number does.
    if (numericX && numericY) return x.length - y.length || (x < y ? -1 : 1)
    if (numericX !== numericY) return numericX ? -1 : 1
    return x < y ? -1 : 1
  }
  return 0
}

const partsOf = (suffix: string): string[] => suffix.split(/[.-]/)
const withoutZeros = (part: string): string => part.replace(/^0+(?=\d+$)/, '')
