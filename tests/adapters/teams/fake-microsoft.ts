import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { AdaptiveCard } from '../../../src/adapters/teams/text/adaptive-card.ts'

export type Call = {
  method: string
  path: string
  authorization: string
  /** What the caller calls its request. */
  request: string | null
  body: Record<string, unknown>
}
export type Posted = {
  conversation: string
  id: string
  card: AdaptiveCard
  edits: number
  replyTo: string | null
}
/** What is answered instead of the usual: a status with headers, or what is done to the response. */
export type Fault =
  | { status: number; headers?: Record<string, string>; body?: object; afterwards?: boolean }
  | ((response: ServerResponse) => void)

export type TokenWish = {
  audience?: string
  issuer?: string
  serviceUrl?: string | null
  expiresIn?: number
  notBefore?: number
  key?: 'ours' | 'unknown' | 'unendorsed'
}

const ours = await generateKeyPair('RS256', { extractable: true })
const unendorsed = await generateKeyPair('RS256', { extractable: true })
const unknown = await generateKeyPair('RS256', { extractable: true })
const keys = { ours, unendorsed, unknown }

export type FakeMicrosoft = Awaited<ReturnType<typeof startFakeMicrosoft>>

/** Microsoft's login, signing keys and connector on loopback, with their calls and faults in the open. */
export async function startFakeMicrosoft() {
  const calls: Call[] = []
  const posted: Posted[] = []
  const faults: { match: RegExp; fault: Fault; after: number }[] = []
  let last = 0
  let origin = ''

  async function jwks() {
    const publish = async (kid: 'ours' | 'unendorsed', endorsements: string[]) => ({
      ...(await exportJWK(keys[kid].publicKey)),
      kid,
      use: 'sig',
      alg: 'RS256',
      endorsements,
    })
    return { keys: [await publish('ours', ['msteams', 'webchat']), await publish('unendorsed', ['webchat'])] }
  }

  async function usual({ method, path, body }: Call): Promise<{ status: number; body?: object }> {
    if (path === '/metadata')
      return { status: 200, body: { jwks_uri: `${origin}/keys`, issuer: 'https://api.botframework.com' } }
    if (path === '/keys') return { status: 200, body: await jwks() }
    if (path.endsWith('/oauth2/v2.0/token'))
      return {
        status: 200,
        body: { access_token: `token-of-${body['client_id']}-${calls.length}`, expires_in: 3600 },
      }
    if (path === '/teams/v3/conversations') {
      const [{ id = '' } = {}] = (body['members'] ?? []) as { id?: string }[]
      return { status: 201, body: { id: `a:chat-of-${id}` } }
    }
    const [, conversation = '', activity] =
      /^\/teams\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/
        .exec(path)
        ?.map((part) => part && decodeURIComponent(part)) ?? []
    const [attachment] = (body['attachments'] ?? []) as { content: AdaptiveCard }[]
    if (!attachment) return { status: 400, body: { error: { code: 'BadSyntax' } } }
    if (method === 'PUT') {
      const [root] = conversation.split(';messageid=')
      const message = posted.find((each) => each.id === activity && each.conversation.split(';')[0] === root)
      if (!message) return { status: 404, body: { error: { code: 'ActivityNotFoundInConversation' } } }
      message.card = attachment.content
      message.edits += 1
      return { status: 200, body: { id: activity } }
    }
    last += 1
    const id = `17000000000${String(last).padStart(2, '0')}`
    posted.push({ conversation, id, card: attachment.content, edits: 0, replyTo: activity ?? null })
    return { status: 201, body: { id } }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    const call: Call = {
      method: request.method ?? '',
      path: request.url ?? '',
      authorization: request.headers.authorization ?? '',
      request: request.headers['x-ms-client-request-id']?.toString() ?? null,
      body: isForm ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text || '{}'),
    }
    calls.push(call)
    const said = `${call.method} ${call.path}`
    const meant = faults.filter(({ match }) => match.test(said))
    const planned = meant.find(({ after }) => after === 0)
    for (const one of meant) one.after -= 1
    if (planned) faults.splice(faults.indexOf(planned), 1)
    const fault = planned?.fault
    if (typeof fault === 'function') return fault(response)
    if (fault?.afterwards) await usual(call)
    const { status, body } = fault ?? (await usual(call))
    response.writeHead(status, { 'content-type': 'application/json', ...(fault?.headers ?? {}) })
    response.end(body ? JSON.stringify(body) : undefined)
  }

  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const serviceUrl = `${origin}/teams/`

  return {
    origin,
    serviceUrl,
    metadataUrl: `${origin}/metadata`,
    calls,
    posted,
    /** Calls to the connector. */
    connectorCalls: () => calls.filter(({ path }) => path.startsWith('/teams/')),
    /** The next call like that fares so, or the one `after` so many of them. */
    next(match: RegExp, fault: Fault, after = 0) {
      faults.push({ match, fault, after })
    },
    /** It was carried out, and then the connection was cut. */
    loseAnswer(match: RegExp, after = 0) {
      faults.push({
        match,
        after,
        fault: (response) => {
          void usual(calls.at(-1)!).then(() => response.destroy())
        },
      })
    },
    /** A token as the Bot Framework signs it for a bot. */
    async token(audience: string, wish: TokenWish = {}): Promise<string> {
      const { key = 'ours', expiresIn = 3600, notBefore = -60 } = wish
      const now = Math.floor(Date.now() / 1000)
      const service = wish.serviceUrl === undefined ? serviceUrl : wish.serviceUrl
      return new SignJWT(service === null ? {} : { serviceurl: service })
        .setProtectedHeader({ alg: 'RS256', kid: key, typ: 'JWT' })
        .setIssuer(wish.issuer ?? 'https://api.botframework.com')
        .setAudience(wish.audience ?? audience)
        .setNotBefore(now + notBefore)
        .setExpirationTime(now + expiresIn)
        .sign(keys[key].privateKey)
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
