/** A client has exactly one production system and at most one staging system. */
export const environments = ['production', 'staging'] as const
export type Environment = (typeof environments)[number]

/** Names one system of one client; people write it `acme/production`. */
export type SystemRef = { readonly client: string; readonly environment: Environment }

export type System = SystemRef & {
  /** The version that runs there, or null while nobody has told. */
  readonly version: string | null
  /** Where its users reach it, e.g. `https://learn.acme.example`. */
  readonly url: string | null
}

export const formatSystem = (system: SystemRef): string => `${system.client}/${system.environment}`

/** Client ids are short, sayable and safe everywhere: in a path, a slash command and a table. */
export const clientIdPattern = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/

/**
 * Reads `acme/production`, in any case and with the short forms `prod` and `stage`.
 * @returns null when the text names no system
 */
export function parseSystem(text: string): SystemRef | null {
  const [client = '', name = '', ...rest] = text.trim().toLowerCase().split('/')
  const environment = parseEnvironment(name)
  if (rest.length > 0 || !environment || !clientIdPattern.test(client)) return null
  return { client, environment }
}

/** @returns the environment that a lower-case word names, in full or short; null when it names none */
export const parseEnvironment = (word: string): Environment | null => environmentNames.get(word) ?? null

const environmentNames: ReadonlyMap<string, Environment> = new Map([
  ['production', 'production'],
  ['prod', 'production'],
  ['live', 'production'],
  ['staging', 'staging'],
  ['stage', 'staging'],
])

export const sameSystem = (a: SystemRef, b: SystemRef): boolean =>
  a.client === b.client && a.environment === b.environment

export const otherEnvironment = (environment: Environment): Environment =>
  environment === 'production' ? 'staging' : 'production'
