/** One thing that an operator wants to know. `warning` works, but perhaps not as it is meant to. */
export type Check = {
  readonly name: string
  readonly state: 'ok' | 'warning' | 'wrong'
  /** One line without secrets. */
  readonly detail: string
}

export const fine = (name: string, detail: string): Check => ({ name, state: 'ok', detail })
export const warning = (name: string, detail: string): Check => ({ name, state: 'warning', detail })
export const wrong = (name: string, detail: string): Check => ({ name, state: 'wrong', detail })

/** @returns the check, or that it is wrong, with what was thrown in one line and without the `secrets` */
export async function orWrong(
  name: string,
  secrets: readonly string[],
  look: () => Promise<Check>,
): Promise<Check> {
  try {
    return await look()
  } catch (error) {
    return wrong(name, withoutSecrets(reasonOf(error), secrets))
  }
}

/** A refused connection to a name with two addresses has its reasons inside, and no message. */
function reasonOf(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error
  const words = first instanceof Error ? first.message || first.name : String(first)
  return words.replaceAll(/\s+/g, ' ').trim().slice(0, 300)
}

const withoutSecrets = (words: string, secrets: readonly string[]): string =>
  secrets
    .filter((secret) => secret !== '')
    .reduce((left, secret) => left.replaceAll(secret, '…').replaceAll(encodeURIComponent(secret), '…'), words)

/** @returns the password in a URL, as it stands there and as it is sent */
export function passwordsIn(url: string): string[] {
  const { password } = URL.canParse(url) ? new URL(url) : { password: '' }
  return password === '' ? [] : [password, decodeURIComponent(password)]
}
