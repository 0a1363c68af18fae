import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Said } from '../../../commands/command/run-command.ts'
import { makeTeamsRequestListener, type TeamsSettings } from '../../../src/adapters/teams/request-listener.ts'
import { makeTeamsSender } from '../../../src/adapters/teams/sending/sender.ts'
import { makeAppTokens } from '../../../src/adapters/teams/trust/app-tokens.ts'
import { makeConnectors } from '../../../src/adapters/teams/trust/connectors.ts'
import { makeRegistrations } from '../../../src/adapters/teams/trust/registrations.ts'
import { loopbackOnly, type ServiceHosts } from '../../../src/adapters/teams/trust/service-hosts.ts'
import { makeSigningKeys } from '../../../src/adapters/teams/trust/signing-keys.ts'
import { makeTokenCheck } from '../../../src/adapters/teams/trust/verify-token.ts'
import type { KnownConversation, KnownConversations } from '../../../src/app/ports/stores/conversation-ports.ts'
import type { Reply } from '../../../src/notices/card/reply.ts'
import { appId, otherAppId, otherTenant, tenant } from './activities.ts'
import type { FakeMicrosoft } from './fake-microsoft.ts'

export type Line = { level: string; fields: Record<string, unknown>; message: string }

export function memoryConversations(): KnownConversations & { readonly all: KnownConversation[] } {
  const all: KnownConversation[] = []
  const at = (tenant: string, id: string) => all.findIndex((each) => each.tenant === tenant && each.conversation === id)
  return {
    all,
    find: async (tenant, id) => all[at(tenant, id)] ?? null,
    ofUser: async (tenant, user) => all.find((each) => each.tenant === tenant && each.user === user) ?? null,
    async remember(known) {
      const found = at(known.tenant, known.conversation)
      if (found === -1) all.push(known)
      else all[found] = known
    },
    async forget(tenant, id) {
      const found = at(tenant, id)
      if (found !== -1) all.splice(found, 1)
    },
  }
}

export type BotOptions = {
  readonly followedAt?: TeamsSettings['followedAt']
  readonly hosts?: ServiceHosts
  readonly timeout?: number
  readonly ticks?: () => number
}

/** A bot on a node server of its own, with a registration for each of two tenants, in front of a fake Microsoft. */
export async function startTeamsBot(
  microsoft: FakeMicrosoft,
  run: (said: Said) => Promise<Reply>,
  {
    hosts = loopbackOnly,
    timeout = 2_000,
    ticks = () => performance.now(),
    followedAt = async () => null,
  }: BotOptions = {},
) {
  const lines: Line[] = []
  const log = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, fields: fields as Record<string, unknown>, message })
  const logger = { info: log('info'), warn: log('warn'), error: log('error') }
  const registrations = makeRegistrations([
    { appId, tenant, secret: 'secret-one' },
    { appId: otherAppId, tenant: otherTenant, secret: 'secret-two' },
  ])
  const tokens = makeAppTokens({ loginUrl: microsoft.origin, timeout, ticks: Date.now })
  const connectors = makeConnectors({ tokens, hosts, timeout })
  const conversations = memoryConversations()
  const clock = { now: () => new Date('2026-11-22T12:00:00Z') }
  const shared = { connectors, conversations, clock, ticks }
  const entrance = makeTeamsRequestListener({
    ...shared,
    run,
    followedAt,
    logger,
    hosts,
    checkToken: makeTokenCheck(registrations, makeSigningKeys(microsoft.metadataUrl, timeout)),
  })
  const sender = makeTeamsSender({ ...shared, registrations, serviceUrl: microsoft.serviceUrl })
  const server = createServer(entrance.listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`

  async function post(body: unknown, authorization: string | null) {
    const response = await fetch(url, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: {
        'content-type': 'application/json',
        ...(authorization !== null && { authorization }),
      },
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    return { status: response.status, text, json: isJson && text ? JSON.parse(text) : null }
  }
  return {
    url,
    lines,
    sender,
    conversations,
    idle: entrance.idle,
    post,
    /** With the token that Microsoft would send along. */
    deliver: async (activity: object, audience = appId) => post(activity, `Bearer ${await microsoft.token(audience)}`),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type TeamsBotUnderTest = Awaited<ReturnType<typeof startTeamsBot>>
