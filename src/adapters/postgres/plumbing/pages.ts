import { BadCursor, type Page, type PageRequest } from '../../../app/ports/ports.ts'

/**
 * A cursor is the key of the last row shown, so pages stay put while rows come and go.
 * @returns one line that is safe in a URL
 */
export const writeCursor = (list: string, key: string | number): string =>
  Buffer.from(JSON.stringify([list, key])).toString('base64url')

/** @throws `BadCursor` when it is not one of this list. */
export function readCursor<Key extends 'string' | 'number'>(
  list: string,
  type: Key,
  cursor: string,
): Key extends 'string' ? string : number {
  const [of, key, ...rest] = parse(cursor)
  const fits = typeof key === type && (type === 'string' || Number.isSafeInteger(key))
  if (of !== list || !fits || rest.length > 0) throw new BadCursor('the cursor belongs to no page of this list')
  return key as Key extends 'string' ? string : number
}

/** @returns a page of at most `limit` of the rows; ask the database for one more than that. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  { limit }: PageRequest,
  toItem: (row: Row) => Item,
  cursorOf: (row: Row) => string,
): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(toItem), next: last && rows.length > limit ? cursorOf(last) : null }
}

function parse(cursor: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(parsed) ? parsed : []
  } catch {
    return []
  }
}
