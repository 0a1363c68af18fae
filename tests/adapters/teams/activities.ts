import type { ChatAccount } from '../../../src/domain/people/client.ts'

export const appId = '11111111-1111-4111-8111-111111111111'
export const otherAppId = '22222222-2222-4222-8222-222222222222'
export const tenant = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa'
export const otherTenant = 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb'
export const clientChannel = '19:acme@thread.tacv2'
export const ana: ChatAccount = {
  platform: 'teams',
  workspace: tenant,
  user: '33333333-3333-4333-8333-333333333333',
}

let last = 0
export function activityId(): string {
  last += 1
  return `f:${last}`
}

const bot = { id: `28:${appId}`, name: 'Zerotouch' }

type Where = {
  readonly who?: ChatAccount
  /** Null for the personal chat. */
  readonly channel?: string | null
  readonly thread?: string
  readonly kind?: 'channel' | 'groupChat'
  readonly id?: string
}

const frame = (serviceUrl: string, where: Where) => {
  const { who = ana, channel = clientChannel, kind = 'channel', thread } = where
  const conversation =
    channel === null
      ? { id: `a:${who.user}`, conversationType: 'personal', tenantId: who.workspace }
      : {
          id: thread ? `${channel};messageid=${thread}` : channel,
          conversationType: kind,
          isGroup: true,
          tenantId: who.workspace,
        }
  return {
    id: where.id ?? activityId(),
    timestamp: '2026-11-22T12:00:00.000Z',
    channelId: 'msteams',
    serviceUrl,
    from: { id: `29:${who.user}`, name: 'Ana', aadObjectId: who.user },
    recipient: bot,
    conversation,
    channelData: {
      tenant: { id: who.workspace },
      ...(channel !== null && kind === 'channel' && { channel: { id: channel }, team: { id: '19:team' } }),
    },
  }
}

/** What somebody types; in a channel or group chat they have to mention the bot. */
export const messageActivity = (serviceUrl: string, text: string, where: Where = {}) => {
  const mentions = where.channel !== null
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return {
    ...frame(serviceUrl, where),
    type: 'message',
    text: mentions ? `<at>Zerotouch</at>&nbsp;${escaped}` : escaped,
    textFormat: 'plain',
    entities: [
      { type: 'clientInfo', locale: 'en-US' },
      ...(mentions ? [{ type: 'mention', text: '<at>Zerotouch</at>', mentioned: bot }] : []),
    ],
  }
}

/** A pressed `Action.Execute`. */
export const executeActivity = (
  serviceUrl: string,
  action: { verb: string; data: object },
  where: Where & { replyTo?: string } = {},
) => ({
  ...frame(serviceUrl, where),
  type: 'invoke',
  name: 'adaptiveCard/action',
  replyToId: where.replyTo ?? '1700000000001',
  value: { action: { type: 'Action.Execute', ...action }, trigger: 'manual' },
})

export const changeActivity = (serviceUrl: string, change: object, where: Where = {}) => ({
  ...frame(serviceUrl, where),
  ...change,
})

export const botId = bot.id
