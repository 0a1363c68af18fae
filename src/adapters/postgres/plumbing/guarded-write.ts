import { StaleWrite } from '../../../app/ports/ports.ts'

/** @returns the one row of a guarded write, or throws `StaleWrite` when the guard let none through. */
export function written<Row>(row: Row | undefined, what: string): Row {
  if (row === undefined) throw new StaleWrite(what)
  return row
}

/** @returns what `write` gives; a unique index that was hit says that somebody was faster, as `StaleWrite`. */
export async function unlessTaken<T>(index: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (violates(error, index)) throw new StaleWrite(index, { cause: error })
    throw error
  }
}

const uniqueViolation = '23505'

/** @returns whether an error is Postgres's refusal by the unique index or constraint of that name. */
export const violates = (error: unknown, index: string): boolean =>
  error instanceof Error &&
  'code' in error &&
  error.code === uniqueViolation &&
  'constraint' in error &&
  error.constraint === index
