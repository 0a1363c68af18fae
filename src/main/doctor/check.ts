import { readUrl } from '../../domain/values/read-url.ts'

/** One thing that an operator wants to know. `warning` works, but perhaps not as it is meant to. */
export type Check = {
  readonly name: string
  readonly state: 'ok' | 'warning' | 'wrong'
  /** One line without secrets. */
  readonly detail: string
}

/** How long anything that is asked may take to answer, in milliseconds. */
export const patience = 10_000

export const fine = (name: string, detail: string): Check => ({ name, state: 'ok', detail })
export const warning = (name: string, detail: string): Check => ({ name, state: 'warning', detail })
export const wrong = (name: string, detail: string): Check => ({ name, state: 'wrong', detail })

/** @returns the check, or that it is wrong, with what was thrown in one line and without the `secrets` */
export async function orWrong(name: string, secrets: readonly string[], look: () => Promise<Check>): Promise<Check> {
  try {
    return await look()
  } catch (error) {
    return wrong(name, withoutSecrets(reasonOf(error), secrets))
  }
}

/** What was thrown, and what lies at its bottom: "fetch failed" alone helps nobody. */
function reasonOf(error: unknown): string {
  const [words, bottom] = [wordsOf(error), wordsOf(bottomOf(error))]
  const whole = words.includes(bottom) ? words : [words, bottom].filter(Boolean).join(': ')
  return whole.replaceAll(/\s+/g, ' ').trim().slice(0, 300)
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Slack's client keeps the cause as `original`; a name with two addresses has the reasons in `errors`. */
function bottomOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause
  const next: unknown = inner ?? ('original' in error ? error.original : undefined)
  return next instanceof Error ? bottomOf(next) : error
}

const withoutSecrets = (words: string, secrets: readonly string[]): string =>
  secrets
    .filter((secret) => secret !== '')
    .reduce((left, secret) => left.replaceAll(secret, '…').replaceAll(encodeURIComponent(secret), '…'), words)

/** @returns the password in a URL, as it stands there and as it is sent */
export function passwordsIn(url: string): string[] {
  const password = readUrl(url)?.password ?? ''
  return password === '' ? [] : [password, decodeURIComponent(password)]
}
