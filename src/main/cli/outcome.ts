/** Bad input: told in one line, exit 2. Anything else that is thrown is a failure, exit 1 (DESIGN 6.6). */
export class BadInput extends Error {
  override readonly name = 'BadInput'
}

/** With `--json` exactly one JSON line on stdout, last; otherwise words for people. */
export function print(json: boolean | undefined, value: object, words: string): void {
  console.log(json ? JSON.stringify(value) : words)
}

/** @returns the error in one line, whatever it held */
export const oneLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ').trim()

/** @returns ISO 8601 in UTC without milliseconds: planned instants have none */
export const isoSeconds = (instant: Date): string => instant.toISOString().replace('.000Z', 'Z')

/**
 * An instant needs its offset: a bare wall-clock time would be read in the zone of this machine.
 * @param option what to call it when it is none, such as `--after`
 */
export function readInstant(option: string, text: string): Date {
  const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)
    ? new Date(text)
    : new Date(Number.NaN)
  if (Number.isNaN(instant.getTime()))
    throw new BadInput(`${option}: ${text} is no instant; write it like 2026-11-22T12:00:00Z`)
  return instant
}
