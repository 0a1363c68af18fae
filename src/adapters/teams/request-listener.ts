import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Said } from '../../../commands/command/run-command.ts'
import type { Clock, Logger } from '../../app/ports/ports.ts'
import type { KnownConversations } from '../../app/ports/stores/conversation-ports.ts'
import type { ChannelAddress } from '../../domain/people/place.ts'
import type { Reply } from '../../notices/card/reply.ts'
import { letPass, receiveBody } from '../chat/receive-body.ts'
import { answerTurns } from './answering/answer-turns.ts'
import { makeOnce } from './answering/once.ts'
import { makeTeamsBot } from './answering/teams-bot.ts'
import { tenantOf } from './reading/conversation.ts'
import { type Said as Heard, readActivity } from './reading/read-activity.ts'
import type { Follows } from './rendering/arrived-card.ts'
import type { Connectors } from './trust/connectors.ts'
import { makeSeenRequests } from './trust/seen-requests.ts'
import type { ServiceHosts } from './trust/service-hosts.ts'
import type { TokenCheck, VerifiedToken } from './trust/verify-token.ts'

export type TeamsSettings = {
  readonly checkToken: TokenCheck
  readonly connectors: Connectors
  readonly hosts: ServiceHosts
  readonly conversations: KnownConversations
  readonly clock: Clock
  readonly logger: Logger
  /** Who said it, where, whether they may, and what is answered; see commands/run-command. */
  readonly run: (said: Said) => Promise<Reply>
  /** What is told in a channel already; null where nothing is. */
  readonly followedAt: (channel: ChannelAddress) => Promise<Follows | null>
  readonly ticks: () => number
}

export type TeamsEntrance = {
  /** It answers every request. */
  readonly listener: RequestListener
  /** Resolves when nothing that was let in is still being worked on. */
  idle(): Promise<void>
}

const bodyLimit = 1024 * 1024

/**
 * Teams' way in, for a node server that others share. What Microsoft did not sign for this bot gets a 401 before its body
 * is read; what comes from a tenant or a server that is not on the list never reaches the SDK.
 */
export function makeTeamsRequestListener(settings: TeamsSettings): TeamsEntrance {
  const { logger, run } = settings
  const working = new Set<Promise<unknown>>()
  const bot = makeTeamsBot(
    settings.connectors,
    answerTurns({ ...settings, answering: { run, logger }, once: makeOnce(), seen: makeSeenRequests() }),
  )

  async function admit(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') return deny(request, response, 405, 'Teams posts here.')
    // A page of somebody else's cannot send JSON without asking first: that keeps strangers out of the sandbox.
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
      return deny(request, response, 415, 'Send application/json.')
    const token = await settings.checkToken(request.headers.authorization)
    if (!token.ok) return deny(request, response, token.status, token.reason)
    const raw = await receiveBody(request, bodyLimit)
    if (raw === null) return deny(request, response, 413, `The body is longer than ${bodyLimit} bytes.`)
    const body = parse(raw.toString())
    const read = readActivity(body)
    if (read.kind === 'malformed' || typeof body !== 'object' || body === null)
      return deny(request, response, 400, read.kind === 'malformed' ? read.reason : 'The body is not JSON.')
    const stranger = strangerIn(read.activity, token, settings.hosts)
    if (stranger) return deny(request, response, stranger.status, stranger.reason)
    // The SDK says 501 to what nobody listens to; but nothing is wrong on our side.
    if (read.kind === 'other') return answer(response, read.invoke ? 404 : 200)
    const answered = await bot.receive(token.registration, body)
    answer(response, answered?.status ?? 200, answered?.body)
  }

  return {
    listener: (request, response) => {
      const work = admit(request, response).catch((error: unknown) => {
        logger.error({ err: error }, 'a Teams request failed')
        if (!response.headersSent) deny(request, response, 500, 'Something went wrong on our side.')
      })
      working.add(work)
      void work.finally(() => working.delete(work))
    },
    async idle() {
      while (working.size > 0) await Promise.allSettled(working)
    },
  }
}

/** What the token says must be what the activity says. */
function strangerIn(activity: Heard, token: VerifiedToken, hosts: ServiceHosts) {
  const { channelId, serviceUrl } = activity
  if (channelId !== 'msteams' || !token.endorsements.includes(channelId))
    return { status: 401, reason: 'The key is not endorsed for this channel.' }
  if (bare(serviceUrl) !== bare(token.serviceUrl))
    return { status: 401, reason: 'The service address is not that of the token.' }
  if (!hosts(serviceUrl)) return { status: 401, reason: 'The service address is not one of Microsoft’s.' }
  if (tenantOf(activity).toLowerCase() !== token.registration.tenant.toLowerCase())
    return { status: 403, reason: 'This tenant is not on the list.' }
  return null
}

const bare = (serviceUrl: string): string => serviceUrl.replace(/\/+$/, '').toLowerCase()

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function deny(request: IncomingMessage, response: ServerResponse, status: number, reason: string): void {
  letPass(request)
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
  response.end(`${reason}\n`)
}

function answer(response: ServerResponse, status: number, body?: unknown): void {
  if (body === undefined) response.writeHead(status).end()
  else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
