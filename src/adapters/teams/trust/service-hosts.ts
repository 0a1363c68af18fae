import { readUrl } from '../../../domain/values/read-url.ts'

/**
 * Where Teams takes calls, in Microsoft's public cloud and its GCC (learn.microsoft.com, "Send proactive messages").
 * Anything else is a stranger's server, to which no token may go.
 */
const microsoftHosts: readonly string[] = ['smba.trafficmanager.net', 'smba.infra.gcc.teams.microsoft.com']

export const defaultServiceUrl = 'https://smba.trafficmanager.net/teams/'

export type ServiceHosts = (serviceUrl: string) => boolean

/** Only Microsoft's own hosts, over https, on the usual port. */
export const microsoftOnly: ServiceHosts = (serviceUrl) => {
  const url = parse(serviceUrl)
  return url !== null && url.protocol === 'https:' && url.port === '' && microsoftHosts.includes(url.hostname)
}

/** For the sandbox and tests: this machine. */
export const loopbackOnly: ServiceHosts = (serviceUrl) => {
  const url = parse(serviceUrl)
  return url !== null && /^https?:$/.test(url.protocol) && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname)
}

function parse(serviceUrl: string): URL | null {
  const url = readUrl(serviceUrl)
  return url?.username === '' && url.password === '' ? url : null
}
