import { ConnectorClient } from 'botframework-connector'
import type { AppTokens } from './app-tokens.ts'
import type { Registration } from './registrations.ts'
import type { ServiceHosts } from './service-hosts.ts'

export type Connectors = {
  /** @throws StrangeHost before anything is sent to a server that is not Microsoft's */
  of(registration: Registration, serviceUrl: string): ConnectorClient
}

export class StrangeHost extends Error {
  override readonly name = 'StrangeHost'
}

export type ConnectorSettings = {
  readonly tokens: AppTokens
  readonly hosts: ServiceHosts
  /** Milliseconds until a call counts as unanswered; the library has no limit of its own. */
  readonly timeout: number
}

/**
 * Ways to call Teams. None tries anything again by itself, because a lost answer would post twice (DESIGN 7), and none
 * follows a redirection, because the token would go with it.
 */
export function makeConnectors({ tokens, hosts, timeout }: ConnectorSettings): Connectors {
  return {
    of(registration, serviceUrl) {
      if (!hosts(serviceUrl)) throw new StrangeHost('the service address is not one of Microsoft’s')
      const credentials = {
        async signRequest<Request extends { headers: { set(name: string, value: string): void } }>(request: Request) {
          const token = await tokens.of(registration)
          if (token !== null) request.headers.set('authorization', `Bearer ${token}`)
          return request
        },
      }
      const connector = new ConnectorClient(credentials, { baseUri: serviceUrl.replace(/\/+$/, '') })
      const pipeline = pipelineOf(connector)
      pipeline.removePolicy({ name: 'defaultRetryPolicy' })
      pipeline.removePolicy({ name: 'redirectPolicy' })
      pipeline.addPolicy({
        name: 'zerotouch-timeout',
        sendRequest: (request, next) => {
          request.timeout = timeout
          return next(request)
        },
      })
      return connector
    },
  }
}

type Next = (request: { timeout: number }) => Promise<unknown>
type Pipeline = {
  removePolicy(which: { name: string }): unknown
  addPolicy(policy: { name: string; sendRequest(request: { timeout: number }, next: Next): unknown }): void
}

/** The library keeps it to itself, and offers no setting for what is done with it here. */
function pipelineOf(connector: ConnectorClient): Pipeline {
  const client: unknown = Reflect.get(connector, 'client')
  if (typeof client === 'object' && client !== null && 'pipeline' in client) return client.pipeline as Pipeline
  throw new Error('botframework-connector is built in another way than 4.23')
}
