import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parse } from 'node:querystring'
import type { types } from '@slack/bolt'

export type Call = { method: string; token: string; args: Record<string, unknown> }
export type Shown = {
  channel: string
  ts: string
  text: string
  blocks: types.KnownBlock[]
  thread: string | null
  edited: boolean
  metadata: unknown
}
/** What Slack answers instead: a body (200), or what is done to the response. */
export type Fault = object | ((response: ServerResponse) => void)

export type FakeWebApi = Awaited<ReturnType<typeof startFakeWebApi>>

/** Slack's Web API on loopback, as far as it is called here, with its messages, calls and faults in the open. */
export async function startFakeWebApi() {
  const calls: Call[] = []
  const messages: Shown[] = []
  const faults = new Map<string, Fault[]>()
  let last = 0

  const methods: Record<string, (args: Record<string, unknown>) => object> = {
    'auth.test': () => ({ ok: true, bot_id: 'B1', user_id: 'UBOT', team_id: 'T1' }),
    'chat.postMessage'(args) {
      last += 1
      const ts = `1700000000.${String(last).padStart(6, '0')}`
      const { channel, text, blocks, thread_ts: thread, metadata } = args as Record<string, string>
      messages.push({
        channel: channel ?? '',
        ts,
        text: text ?? '',
        blocks: JSON.parse(blocks ?? '[]'),
        thread: thread ?? null,
        edited: false,
        metadata: JSON.parse(metadata ?? 'null'),
      })
      return { ok: true, channel, ts }
    },
    'chat.update'(args) {
      const message = messages.find(({ ts, channel }) => ts === args['ts'] && channel === args['channel'])
      if (!message) return { ok: false, error: 'message_not_found' }
      message.blocks = JSON.parse(String(args['blocks']))
      message.text = String(args['text'])
      message.edited = true
      return { ok: true, channel: message.channel, ts: message.ts }
    },
    'chat.postEphemeral': () => ({ ok: true, message_ts: '1' }),
    'conversations.open': (args) => ({ ok: true, channel: { id: `D-${args['users']}` } }),
    'conversations.history': (args) => ({ ok: true, has_more: false, messages: said(args['channel'], null) }),
    'conversations.replies': (args) => ({
      ok: true,
      has_more: false,
      messages: said(args['channel'], args['ts']),
    }),
    'views.open': () => ({ ok: true, view: { id: 'V1' } }),
    'views.update': () => ({ ok: true, view: { id: 'V1' } }),
    'views.publish': () => ({ ok: true, view: { id: 'VH' } }),
  }

  const said = (channel: unknown, thread: unknown) =>
    messages
      .filter((message) => message.channel === channel && message.thread === thread)
      .map(({ ts, text, metadata }) => ({ ts, text, metadata, bot_id: 'B1' }))
      .reverse()

  const server = createServer((request, response) => void answer(request, response))
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    const method = (request.url ?? '').replace(/^\/(api\/)?/, '')
    const isJson = request.headers['content-type']?.startsWith('application/json')
    const args: Record<string, unknown> = isJson ? JSON.parse(text) : { ...parse(text) }
    const token = (request.headers.authorization ?? '').replace('Bearer ', '')
    calls.push({ method, token, args })
    const fault = faults.get(method)?.shift()
    if (typeof fault === 'function') return fault(response)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(fault ?? methods[method]?.(args) ?? { ok: true }))
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    apiUrl: `${origin}/api/`,
    responseUrl: (name: string) => `${origin}/hooks/${name}`,
    calls,
    messages,
    methods,
    callsOf: (method: string) => calls.filter((call) => call.method === method).map(({ args }) => args),
    /** The next call of the method fares so. */
    next(method: string, fault: Fault) {
      faults.set(method, [...(faults.get(method) ?? []), fault])
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
