import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { parse } from 'node:querystring'
import type { Said } from '../../../commands/command/run-command.ts'
import type { Reply } from '../../notices/card/reply.ts'
import { receiveBody } from '../chat/receive-body.ts'
import { type Bound, bindVerbs } from './answering/bind-verbs.ts'
import { makeWebClients } from './clients/web-clients.ts'
import { type BoltSettings, makeBoltApp } from './make-bolt-app.ts'
import { makeDoubleClicks } from './reading/double-clicks.ts'
import { parseBody } from './reading/parse-body.ts'
import { readBody } from './reading/read-body.ts'
import { makeReplayMemory } from './reading/replay-memory.ts'
import { verifyRequest } from './reading/verify-request.ts'

export type SlackSettings = BoltSettings & {
  /** Who said it, where, whether they may, and what is answered; see commands/run-command. */
  readonly run: (said: Said) => Promise<Reply>
  readonly homeVerb?: string
  readonly onPosted?: Bound['onPosted']
  /** False for a page that shows buttons in forms and does not send them; then such answers stand in the channel. */
  readonly modalButtons?: boolean
  readonly patience?: number
}

export type SlackEntrance = {
  /** For requests to `settings.path`; it answers every one of them. */
  readonly listener: RequestListener
  /** Resolves when nothing that was let in is still being worked on. */
  idle(): Promise<void>
}

const bodyLimit = 1024 * 1024

/**
 * Slack's way in, for a node server that others share. Only what Slack signed, lately and for the first time, and what
 * can be read, reaches Bolt; everything else is a 4xx that says why.
 */
export function makeSlackRequestListener(settings: SlackSettings): SlackEntrance {
  const { app, receiver } = makeBoltApp(settings)
  const replays = makeReplayMemory()
  const working = new Set<Promise<unknown>>()
  bindVerbs(app, {
    answering: {
      run: settings.run,
      clients: makeWebClients(settings),
      logger: settings.logger,
      modalButtons: settings.modalButtons ?? true,
      patience: settings.patience ?? 2_000,
    },
    doubleClicks: makeDoubleClicks(),
    homeVerb: settings.homeVerb ?? 'status',
    onPosted: settings.onPosted ?? (async () => undefined),
    track(work) {
      working.add(work)
      work.finally(() => working.delete(work)).catch(() => undefined)
      return work
    },
  })

  async function admit(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') return deny(response, 405, 'Slack posts here.')
    const raw = await receiveBody(request, bodyLimit)
    if (raw === null) return deny(response, 413, `The body is longer than ${bodyLimit} bytes.`)
    const text = raw.toString()
    // Transport time, not the app's clock: Slack signs with the time of day.
    const now = Date.now()
    const verified = verifyRequest(request.headers, text, settings.signingSecret, now)
    if (!verified.ok) return isCheck(text) ? answer(response, 200) : deny(response, 401, verified.reason)
    const parsed = parseBody(request.headers['content-type'], text)
    if (!parsed.ok) return deny(response, parsed.status, parsed.reason)
    const body = readBody(parsed.body)
    if (body.kind === 'malformed') return deny(response, 400, body.reason)
    if (!replays.firstTime(verified.signature, now)) return deny(response, 401, 'The request was here before.')
    if (body.kind === 'other') return answer(response, 200)
    request.headers['content-type'] = parsed.mediaType
    receiver.requestListener(Object.assign(request, { rawBody: raw }), response)
  }

  return {
    listener: (request, response) => {
      admit(request, response).catch((error: unknown) => {
        settings.logger.warn({ err: error }, 'a Slack request was cut off')
        if (!response.headersSent) deny(response, 400, 'The request could not be read.')
      })
    },
    async idle() {
      while (working.size > 0) await Promise.allSettled(working)
    },
  }
}

/** Slack checks the certificate with an unsigned request; nothing in it is acted on. */
const isCheck = (text: string): boolean => text.length < 1_000 && parse(text)['ssl_check'] === '1'

function deny(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
  response.end(`${reason}\n`)
}

const answer = (response: ServerResponse, status: number): void => {
  response.writeHead(status)
  response.end()
}
