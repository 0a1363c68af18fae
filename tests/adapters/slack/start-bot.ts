import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Said } from '../../../commands/command/run-command.ts'
import { makeSlackRequestListener, type SlackSettings } from '../../../src/adapters/slack/request-listener.ts'
import { type Reply, replyCard } from '../../../src/notices/card/reply.ts'
import type { FakeWebApi } from './fake-web-api.ts'
import { type Signed, secret } from './slack-payloads.ts'

export type Line = { level: string; fields: Record<string, unknown>; message: string }

/** A bot on a node server of its own, in front of a fake Slack; `run` decides what it answers. */
export async function startBot(
  slack: FakeWebApi,
  run: (said: Said) => Promise<Reply>,
  more: Partial<SlackSettings> = {},
) {
  const lines: Line[] = []
  const log = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, fields: fields as Record<string, unknown>, message })
  const entrance = makeSlackRequestListener({
    signingSecret: secret,
    path: '/slack/events',
    botToken: (workspace) => (workspace === 'T1' ? 'xoxb-1' : null),
    apiUrl: slack.apiUrl,
    run,
    logger: { info: log('info'), warn: log('warn'), error: log('error') },
    ...more,
  })
  const server = createServer(entrance.listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`
  return {
    url,
    lines,
    idle: entrance.idle,
    /** @returns the answer, with its body parsed where it is JSON */
    async post({ body, headers }: Signed) {
      const response = await fetch(url, { method: 'POST', body, headers })
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.startsWith('application/json')
      return { status: response.status, text, json: isJson ? JSON.parse(text) : null }
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type Bot = Awaited<ReturnType<typeof startBot>>

export const saying = (title: string, more: Partial<Extract<Reply, { type: 'card' }>['card']> = {}): Reply =>
  replyCard({ kind: 'test', tone: 'neutral', title, summary: title, blocks: [], actions: [], ...more })

/** Waits until something truly asynchronous has happened. */
export async function until<T>(look: () => T | undefined | null | false, milliseconds = 5_000): Promise<T> {
  const deadline = performance.now() + milliseconds
  for (;;) {
    const seen = look()
    if (seen) return seen
    if (performance.now() > deadline) throw new Error('it did not happen')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
