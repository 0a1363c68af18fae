import type { Administrator, ChatAccount, Client } from './client.ts'
import type { ChannelAddress } from './place.ts'
import type { Environment } from './system.ts'

/** A client as it is on file, with the places that its document names. */
export type OnFile = {
  readonly client: Client
  readonly channels: readonly ChannelAddress[]
  readonly webhooks: readonly Webhook[]
}
type Webhook = { readonly environment: Environment; readonly url: string; readonly secret: string }

/** One thing that another document changes, as the audit keeps it: what it was, and what it is; null for nothing. */
export type ClientChange = {
  readonly action:
    | 'administrator-added'
    | 'administrator-removed'
    | 'address-changed'
    | 'policy-changed'
    | 'secret-changed'
    | 'client-changed'
  readonly what: string
  readonly was: string | number | null
  readonly is: string | number | null
}

/**
 * @param before null for a client that is new
 * @returns who was added and removed, and which numbers and addresses changed; of secrets only that they did
 */
export function changesOf(before: OnFile | null, after: OnFile): ClientChange[] {
  const people = peopleChanges(before?.client.administrators ?? [], after.client.administrators)
  if (!before) return people
  const { client: was } = before
  const { client: is } = after
  return [
    ...people,
    ...numberChanges(was, is),
    ...changed('address-changed', 'channel', before.channels.map(channelText), after.channels.map(channelText)),
    ...webhookChanges(before.webhooks, after.webhooks),
    ...(['production', 'staging'] as const).flatMap((environment) => {
      const urlOf = ({ systems }: Client) => systems.find((one) => one.environment === environment)?.url ?? null
      return one('address-changed', `address of ${environment}`, urlOf(was), urlOf(is))
    }),
    ...one('client-changed', 'name', was.name, is.name),
    ...one('client-changed', 'zone', was.zone, is.zone),
    ...one('client-changed', 'windows', was.windows.join(', '), is.windows.join(', ')),
    ...one('client-changed', 'systems', systemsText(was), systemsText(is)),
  ]
}

function peopleChanges(before: readonly Administrator[], after: readonly Administrator[]): ClientChange[] {
  const added = after.filter((one) => !before.some(({ id }) => id === one.id))
  const removed = before.filter((one) => !after.some(({ id }) => id === one.id))
  return [
    ...added.map((one) => ({ action: 'administrator-added', what: one.id, was: null, is: personText(one) }) as const),
    ...removed.map(
      (one) => ({ action: 'administrator-removed', what: one.id, was: personText(one), is: null }) as const,
    ),
    ...after.flatMap((is) => {
      const was = before.find(({ id }) => id === is.id)
      if (!was) return []
      return [
        ...one('client-changed', `name of ${is.id}`, was.name, is.name),
        ...one('address-changed', `e-mail of ${is.id}`, was.email, is.email),
        ...changed(
          'address-changed',
          `chat account of ${is.id}`,
          was.accounts.map(accountText),
          is.accounts.map(accountText),
        ),
      ]
    }),
  ]
}

const numberChanges = ({ policy: was }: Client, { policy: is }: Client): ClientChange[] =>
  [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .sort()
    .flatMap((name) => one('policy-changed', name, numberIn(was, name), numberIn(is, name)))

const numberIn = (policy: Client['policy'], name: string): number | null =>
  Object.entries(policy).find(([known]) => known === name)?.[1] ?? null

const webhookChanges = (before: readonly Webhook[], after: readonly Webhook[]): ClientChange[] =>
  (['production', 'staging'] as const).flatMap((environment) => {
    const was = before.find((one) => one.environment === environment)
    const is = after.find((one) => one.environment === environment)
    const what = `webhook of ${environment}`
    return [
      ...(was?.url === is?.url
        ? []
        : [{ action: 'address-changed', what, was: urlText(was), is: urlText(is) } as const]),
      ...(was && is && was.secret !== is.secret
        ? [{ action: 'secret-changed', what, was: null, is: null } as const]
        : []),
    ]
  })

/** A query can hold what opens the door: only that there is one is told. */
function urlText(webhook: Webhook | undefined): string | null {
  if (!webhook) return null
  const [path = ''] = webhook.url.split(/[?#]/)
  return path === webhook.url ? path : `${path}?…`
}

function one(
  action: ClientChange['action'],
  what: string,
  was: string | number | null,
  is: string | number | null,
): ClientChange[] {
  return was === is ? [] : [{ action, what, was, is }]
}

/** Each that is there no more, and each that is new. */
const changed = (
  action: ClientChange['action'],
  what: string,
  before: readonly string[],
  after: readonly string[],
): ClientChange[] => [
  ...before.filter((text) => !after.includes(text)).map((was) => ({ action, what, was, is: null })),
  ...after.filter((text) => !before.includes(text)).map((is) => ({ action, what, was: null, is })),
]

const personText = ({ name, email }: Administrator): string => `${name} <${email}>`
const accountText = ({ platform, workspace, user }: ChatAccount): string => `${platform} ${workspace}/${user}`
const channelText = ({ platform, workspace, channel }: ChannelAddress): string => `${platform} ${workspace}/${channel}`
const systemsText = ({ systems }: Client): string =>
  systems
    .map(({ environment }) => environment)
    .sort()
    .join(', ')
