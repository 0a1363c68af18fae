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
