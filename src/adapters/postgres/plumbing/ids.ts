/** The letter before the number in the ids that people see: `U-1042`. */
export type IdLetter = 'A' | 'D' | 'F' | 'H' | 'K' | 'N' | 'P' | 'R' | 'U' | 'V' | 'Z'

export const formatId = (letter: IdLetter, id: number): string => `${letter}-${id}`

/** @returns the number in an id, or null when it is none of that kind: nothing can be found by it */
export function parseId(letter: IdLetter, text: string): number | null {
  const digits = /^([A-Z])-([1-9]\d{0,14})$/i.exec(text)
  return digits?.[1]?.toUpperCase() === letter ? Number(digits[2]) : null
}

/** For an id that came from a row, so that it must be one. */
export function knownId(letter: IdLetter, text: string): number {
  const id = parseId(letter, text)
  if (id === null) throw new Error(`not an id of kind ${letter}: ${text}`)
  return id
}
