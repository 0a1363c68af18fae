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
  const partsA = a.split(/[.-]/)
  const partsB = b.split(/[.-]/)
  for (let i = 0; i < Math.max(partsA.length, partsB.length); i++) {
    const [x, y] = [partsA[i], partsB[i]]
    if (x === y) continue
    if (x === undefined) return -1
    if (y === undefined) return 1
    const [numericX, numericY] = [/^\d+$/.test(x), /^\d+$/.test(y)]
    if (numericX && numericY) return Number(x) - Number(y)
    if (numericX !== numericY) return numericX ? -1 : 1
    return x < y ? -1 : 1
  }
  return 0
}
