import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { parse } from 'node:querystring'
import { type Door, openDoor } from '../door.ts'
import type { TakenLog } from '../taken.ts'

type Message = { readonly ts: string; readonly thread: string | null; metadata: unknown }
type Args = Readonly<Record<string, string | undefined>>

/** Slack's Web API as far as deliveries need it: it keeps messages with their metadata and answers their history. */
export async function startFakeSlack(taken: TakenLog): Promise<Door> {
  const channels = new Map<string, Message[]>()
  let last = 0

  const messagesOf = (channel = ''): Message[] => {
    const known = channels.get(channel) ?? []
    channels.set(channel, known)
    return known
  }

  const methods: Record<string, (args: Args) => object> = {
    'auth.test': () => ({ ok: true, bot_id: 'B1', user_id: 'UBOT' }),
    'chat.postMessage'({ channel, metadata, thread_ts: thread = null }) {
      last = Math.max(last + 1, Date.now() * 1_000)
      const ts = `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, '0')}`
      const said = JSON.parse(metadata ?? 'null')
      if (thread !== null && !messagesOf(channel).some((message) => message.ts === thread))
        return { ok: false, error: 'thread_not_found' }
      messagesOf(channel).push({ ts, thread, metadata: said })
      taken.push({ delivery: idIn(said, 'delivery'), how: 'post' })
      return { ok: true, channel, ts }
    },
    'chat.update'({ channel, ts, metadata }) {
      const message = messagesOf(channel).find((each) => each.ts === ts)
      if (!message) return { ok: false, error: 'message_not_found' }
      const said = JSON.parse(metadata ?? 'null')
      if (said !== null) message.metadata = said
      taken.push({ delivery: idIn(said, 'edit'), how: 'edit' })
      return { ok: true, channel, ts }
    },
    'conversations.open': ({ users }) => ({ ok: true, channel: { id: `D-${users}` } }),
    'conversations.history': (args) => page(args, (message) => message.thread === null),
    'conversations.replies': (args) => page(args, ({ ts, thread }) => [ts, thread].includes(args['ts'] ?? '')),
    'views.update': () => ({ ok: true, view: { id: 'V1' } }),
  }

  /** The newest first, as Slack gives them. */
  function page({ channel, oldest = '0', limit = '100', cursor = '0' }: Args, wanted: (message: Message) => boolean) {
    const found = messagesOf(channel)
      .filter((message) => wanted(message) && Number(message.ts) > Number(oldest))
      .reverse()
    const [from, to] = [Number(cursor), Number(cursor) + Number(limit)]
    const more = found.length > to
    return {
      ok: true,
      messages: found.slice(from, to).map(({ ts, metadata }) => ({ ts, metadata, bot_id: 'B1' })),
      has_more: more,
      response_metadata: { next_cursor: more ? String(to) : '' },
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    const isJson = request.headers['content-type']?.startsWith('application/json')
    const args = (isJson ? JSON.parse(text) : parse(text)) as Args
    const method = methods[(request.url ?? '').replace(/^\/(api\/)?/, '')]
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(method ? method(args) : { ok: true }))
  }

  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy())
  })
  return openDoor(server)
}

function idIn(metadata: unknown, name: string): string | null {
  const { event_payload: payload } = (metadata ?? {}) as { event_payload?: Record<string, unknown> }
  const id = payload?.[name]
  return typeof id === 'string' ? id : null
}
