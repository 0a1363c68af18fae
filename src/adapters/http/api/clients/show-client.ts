import type { ChatAccount, Client } from '../../../../domain/people/client.ts'
import { doubtsOf } from '../../../../domain/people/client-doubts.ts'
import type { ChannelAddress, Place } from '../../../../domain/people/place.ts'
import { showWindow } from '../../../../domain/time/windows/show-window.ts'
import { accountKey } from './account-key.ts'

/**
 * A client as its document would say it, so that a `PUT` of what was read loses nothing.
 * @param places those of the client, perhaps among others'; without its webhooks' secrets, which are shown to nobody
 */
export function showClient(client: Client, places: readonly Place[]) {
  const { id, name, zone, windows, systems, administrators, policy, revision } = client
  const all = places.filter((place) => place.client === id)
  const own = all.map(({ address }) => address)
  const waiting = new Set(
    all.flatMap(({ address, awaitsLink }) => (awaitsLink && address.kind === 'direct' ? accountKey(address) : [])),
  )
  const waits = (account: ChatAccount): boolean => waiting.has(accountKey(account))
  const webhookOf = (environment: string) =>
    own.filter((address) => address.kind === 'webhook').find((one) => one.environment === environment)
  return {
    id,
    name,
    zone,
    windows,
    windowsInWords: windows.map(showWindow),
    systems: systems.map(({ environment, version, url }) => {
      const webhook = webhookOf(environment)
      return { environment, version, url, webhook: webhook ? { url: webhook.url } : null }
    }),
    // What people set for themselves is nobody's business but theirs.
    administrators: administrators.map(({ settings: _, accounts, ...person }) => ({
      ...person,
      accounts: accounts.filter((account) => !waits(account)),
      awaitingAccounts: accounts.filter(waits),
    })),
    channels: channelsOf(all.filter(({ awaitsLink }) => !awaitsLink)),
    awaitingLink: channelsOf(all.filter(({ awaitsLink }) => awaitsLink)),
    policy,
    warnings: doubtsOf(client),
    revision,
  }
}

const channelsOf = (places: readonly Place[]): ChannelAddress[] =>
  places
    .map(({ address }) => address)
    .filter((address) => address.kind === 'channel')
    .map(({ platform, workspace, channel }) => ({ platform, workspace, channel }))
