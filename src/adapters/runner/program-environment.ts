/** Our own environment, of which a program is handed almost nothing. */
export type Environment = Readonly<Record<string, string | undefined>>

const handedOn = ['PATH', 'HOME', 'LANG', 'TZ'] as const
const usualPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/**
 * @param own our own environment: only what every program needs is taken from it, never a secret
 * @param job what the program is asked to do, by name
 */
export function programEnvironment(own: Environment, job: Readonly<Record<string, string>>): Record<string, string> {
  const environment: Record<string, string> = { PATH: usualPath }
  for (const name of handedOn) {
    const value = own[name]
    if (value !== undefined) environment[name] = value
  }
  return { ...environment, ...job }
}
