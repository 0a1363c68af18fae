/** @returns the name of an element or attribute without its prefix */
export const localName = (name: string): string => {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** Tells, of names as strangers write them, those that differ from known ones by a prefix or by capitals alone. */
export type Spelling = {
  /** @returns the known name that is meant; undefined where none is */
  meant(name: string): string | undefined
  /** @returns whether a known name is meant, and written in another way */
  isOdd(name: string): boolean
}

const mostEnds = 1 << 15
/** The last three letters as a number below `mostEnds`, alike for a letter and its capital. */
function endOf(name: string): number {
  const last = name.length - 1
  return (
    ((name.charCodeAt(last) & 31) << 10) | ((name.charCodeAt(last - 1) & 31) << 5) | (name.charCodeAt(last - 2) & 31)
  )
}

export function makeSpelling(names: Iterable<string>): Spelling {
  const exact = new Set(names)
  const known = new Map([...exact].map((name) => [name.toLowerCase(), name]))
  // Nearly all names are ruled out by their end, which no prefix changes, at a fraction of the cost of looking them up.
  const ends = new Uint8Array(mostEnds)
  for (const name of known.keys()) if (name.length < 3) ends.fill(1)
  for (const name of known.keys()) ends[endOf(name)] = 1
  const shortest = Math.min(...[...known.keys()].map((name) => name.length))
  const meant = (name: string): string | undefined =>
    name.length >= shortest && ends[endOf(name)] ? known.get(localName(name).toLowerCase()) : undefined
  return {
    meant,
    // Nearly all are written as they should be.
    isOdd: (name) => !exact.has(name) && meant(name) !== undefined,
  }
}
