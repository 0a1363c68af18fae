/**
 * Words that were written for the vendor's own people: why a release was really paused, what an updater printed. It is no
 * string, so that no card, page or answer can show it without saying so: only `readInside` gives the words.
 */
export type InsideText = { readonly inside: string }

/** @returns null for no words */
export const insideText = (words: string | null | undefined): InsideText | null =>
  words ? { inside: words } : null

/** @returns the words, for somebody of the vendor; nobody else may be shown them */
export const readInside = (text: InsideText | null | undefined): string | null => text?.inside ?? null

/** What of a value may be told to a client: the same without its inside texts. */
export type ForClients<T> = T extends InsideText
  ? null
  : T extends readonly (infer Item)[]
    ? readonly ForClients<Item>[]
    : T extends Date
      ? T
      : T extends object
        ? { readonly [Key in keyof T]: ForClients<T[Key]> }
        : T

/** @param value of plain objects, lists, dates and scalars @returns a copy with null where an inside text stood */
export function forClients<T>(value: T): ForClients<T> {
  return (isInside(value) ? null : copyOf(value)) as ForClients<T>
}

function copyOf(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  if (Array.isArray(value)) return value.map(forClients)
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, forClients(one)]))
}

const isInside = (value: unknown): value is InsideText =>
  typeof value === 'object' && value !== null && typeof (value as { inside?: unknown }).inside === 'string'
