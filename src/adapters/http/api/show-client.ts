import type { Client } from '../../../domain/client.ts'
import { doubtsOf } from '../../../domain/client-doubts.ts'
import type { Place } from '../../../domain/place.ts'
import { showWindow } from '../../../domain/windows/show-window.ts'

/**
 * A client as its document would say it, so that a `PUT` of what was read loses nothing.
 * @param places those of the client, perhaps among others'; without its webhooks' secrets, which are shown to nobody
 */
export function showClient(client: Client, places: readonly Place[]) {
  const { id, name, zone, windows, systems, administrators, policy, revision } = client
  const own = places.filter((place) => place.client === id).map(({ address }) => address)
  const webhookOf = (environment: string) =>
    own.filter((address) => address.kind === 'webhook').find((one) => one.environment === environment)
  return {
    ...{ id, name, zone, windows },
    windowsInWords: windows.map(showWindow),
    systems: systems.map(({ environment, version, url }) => {
      const webhook = webhookOf(environment)
      return { environment, version, url, webhook: webhook ? { url: webhook.url } : null }
    }),
    // What people set for themselves is nobody's business but theirs.
    administrators: administrators.map(({ settings: _, ...person }) => person),
    channels: own
      .filter((address) => address.kind === 'channel')
      .map(({ platform, workspace, channel }) => ({ platform, workspace, channel })),
    policy,
    warnings: doubtsOf(client),
    revision,
  }
}
