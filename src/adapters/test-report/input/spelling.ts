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

export function makeSpelling(names: Iterable<string>): Spelling {
  const exact = new Set(names)
  const known = new Map([...exact].map((name) => [name.toLowerCase(), name]))
  // Most names are ruled out by their length, at a third of the cost of looking them up.
  const ofLength = Array.from({ length: 64 }, (_, length) =>
    [...known.keys()].some((name) => name.length === length),
  )
  const meant = (name: string): string | undefined => {
    const local = localName(name)
    return ofLength[local.length] ? known.get(local.toLowerCase()) : undefined
  }
  return {
    meant,
    // Nearly all are written as they should be.
    isOdd: (name) => !exact.has(name) && meant(name) !== undefined,
  }
}
