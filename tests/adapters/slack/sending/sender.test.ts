import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeWebClients } from '../../../../src/adapters/slack/clients/web-clients.ts'
import { makeSlackSender } from '../../../../src/adapters/slack/sending/sender.ts'
import type { Outgoing, Sender } from '../../../../src/app/ports/delivery-ports.ts'
import type { Address } from '../../../../src/domain/people/place.ts'
import { type FakeWebApi, startFakeWebApi } from '../fake-web-api.ts'

let slack: FakeWebApi
let sender: Sender
const logger = { info: () => undefined, warn: () => undefined, error: () => undefined }

const senderTo = (apiUrl: string) =>
  makeSlackSender(
    makeWebClients({
      botToken: (workspace) => (workspace === 'T2' ? null : 'xoxb-1'),
      apiUrl,
      timeout: 1_000,
      logger,
    }),
  )

beforeEach(async () => {
  slack = await startFakeWebApi()
  sender = senderTo(slack.apiUrl)
})
afterEach(() => slack.stop())

const channel: Address = { kind: 'channel', platform: 'slack', workspace: 'T1', channel: 'C1' }
const direct: Address = { kind: 'direct', platform: 'slack', workspace: 'T1', user: 'U1' }

const outgoing = (address: Address = channel, more: Partial<Outgoing> = {}): Outgoing => ({
  delivery: 'd-42',
  place: { id: 'p1', address, client: 'acme', room: null, administrator: null, gone: false },
  card: {
    kind: 'note',
    tone: 'good',
    title: 'Scheduled',
    summary: 'It is scheduled.',
    blocks: [],
    actions: [],
  },
  mode: 'post',
  standing: null,
  standingMessage: null,
  ...more,
})

const standing = { channel: 'C1', ts: '1700000000.000001' }

describe('what is sent', () => {
  test('a message that parses nothing, unfurls nothing and carries its delivery', async () => {
    expect(await sender.send(outgoing())).toEqual({
      kind: 'sent',
      message: { ...standing, delivery: 'd-42' },
    })
    expect(slack.calls).toMatchObject([
      {
        method: 'chat.postMessage',
        token: 'xoxb-1',
        args: {
          channel: 'C1',
          parse: 'none',
          link_names: 'false',
          unfurl_links: 'false',
          text: 'It is scheduled.',
        },
      },
    ])
    expect(slack.messages[0]?.metadata).toEqual({
      event_type: 'zerotouch_delivery',
      event_payload: { delivery: 'd-42' },
    })
  })

  test('a direct message, whose channel is asked for once', async () => {
    await sender.send(outgoing(direct))
    await sender.send(outgoing(direct))
    expect(slack.calls.map(({ method }) => method)).toEqual([
      'conversations.open',
      'chat.postMessage',
      'chat.postMessage',
    ])
    expect(slack.messages[0]?.channel).toBe('D-U1')
  })

  test('under the standing message; in the channel when that is gone', async () => {
    await sender.send(outgoing())
    await sender.send(outgoing(channel, { mode: 'reply', standingMessage: standing }))
    expect(slack.messages[1]?.thread).toBe(standing.ts)
    slack.next('chat.postMessage', { ok: false, error: 'message_not_found' })
    expect(await sender.send(outgoing(channel, { mode: 'reply', standingMessage: standing }))).toMatchObject({
      kind: 'sent',
    })
    expect(slack.messages[2]?.thread).toBeNull()
  })

  test.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
    'an edit that meets %s is posted anew',
    async (error) => {
      slack.next('chat.update', { ok: false, error })
      expect(await sender.send(outgoing(channel, { mode: 'edit', standingMessage: standing }))).toMatchObject({
        kind: 'sent',
      })
      expect(slack.messages).toHaveLength(1)
    },
  )

  test('a redrawn message names the delivery that posted it, and the one that it shows', async () => {
    const posted = await sender.send(outgoing(channel, { delivery: 'd-1' }))
    const standingMessage = posted.kind === 'sent' ? posted.message : null
    const redrawn = { delivery: 'd-2', mode: 'edit', standingMessage } as const
    expect(await sender.send(outgoing(channel, redrawn))).toEqual(posted)
    expect(JSON.parse(String(slack.callsOf('chat.update')[0]?.['metadata']))).toEqual({
      event_type: 'zerotouch_delivery',
      event_payload: { delivery: 'd-1', edit: 'd-2' },
    })
  })

  test.each<[Address]>([
    [{ kind: 'mailbox', email: 'a@b.example', name: 'A' }],
    [{ kind: 'channel', platform: 'teams', workspace: 'T1', channel: 'C1' }],
  ])('what is not in Slack is not sent there: %j', async (address) => {
    expect(await sender.send(outgoing(address))).toMatchObject({ kind: 'rejected' })
    expect(slack.calls).toEqual([])
  })

  test('without a token it waits for one', async () => {
    expect(await sender.send(outgoing({ ...channel, workspace: 'T2' } as Address))).toMatchObject({
      kind: 'retry',
      afterMs: 300_000,
    })
  })
})

const cut = (response: ServerResponse) => void response.socket?.destroy()
const silence = () => undefined
const half = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
  response.write('{"ok":true,')
  setTimeout(() => response.socket?.destroy(), 20)
}
const status =
  (code: number, headers: Record<string, string> = {}, body = '') =>
  (response: ServerResponse) =>
    void response.writeHead(code, headers).end(body)

describe('what becomes of it', () => {
  test.each([
    ['a rate limit', status(429, { 'retry-after': '7' }), { kind: 'retry', afterMs: 7_000 }],
    ['a rate limit without a time', status(429), { kind: 'retry', afterMs: null }],
    ['ratelimited in the answer', { ok: false, error: 'ratelimited' }, { kind: 'retry' }],
    ['channel_not_found', { ok: false, error: 'channel_not_found' }, { kind: 'gone' }],
    ['is_archived', { ok: false, error: 'is_archived' }, { kind: 'gone' }],
    ['not_in_channel', { ok: false, error: 'not_in_channel' }, { kind: 'gone' }],
    ['account_inactive', { ok: false, error: 'account_inactive' }, { kind: 'gone' }],
    ['token_revoked', { ok: false, error: 'token_revoked' }, { kind: 'gone' }],
    ['invalid_auth', { ok: false, error: 'invalid_auth' }, { kind: 'retry', afterMs: 300_000 }],
    ['msg_too_long', { ok: false, error: 'msg_too_long' }, { kind: 'rejected', reason: 'msg_too_long' }],
    ['invalid_blocks', { ok: false, error: 'invalid_blocks' }, { kind: 'rejected' }],
    ['an error that is not known here', { ok: false, error: 'brand_new_error' }, { kind: 'rejected' }],
    ['internal_error', { ok: false, error: 'internal_error' }, { kind: 'in-doubt' }],
    ['HTTP 500', status(500), { kind: 'in-doubt', reason: 'HTTP 500' }],
    ['HTTP 503', status(503), { kind: 'in-doubt' }],
    ['HTTP 408, which may have come after the post', status(408), { kind: 'in-doubt', reason: 'HTTP 408' }],
    ['HTTP 403 of a proxy', status(403), { kind: 'retry' }],
    ['HTTP 401 of a proxy', status(401), { kind: 'retry' }],
    ['HTTP 425', status(425), { kind: 'retry' }],
    ['HTTP 400', status(400), { kind: 'rejected' }],
    ['HTTP 404', status(404), { kind: 'rejected' }],
    ['a page instead of an answer', status(200, {}, '<html>Sign in</html>'), { kind: 'in-doubt' }],
    ['a connection cut before the answer', cut, { kind: 'in-doubt' }],
    ['a connection cut within the answer', half, { kind: 'in-doubt' }],
    ['silence', silence, { kind: 'in-doubt' }],
  ])('%s', async (_, fault, outcome) => {
    slack.next('chat.postMessage', fault)
    expect(await sender.send(outgoing())).toMatchObject(outcome)
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1)
  })

  test('nobody listens: it never left', async () => {
    const { apiUrl } = slack
    await slack.stop()
    const outcome = await senderTo(apiUrl).send(outgoing())
    expect(outcome).toMatchObject({ kind: 'retry', reason: expect.stringMatching(/ECONNREFUSED/) })
    slack = await startFakeWebApi()
  })

  test('nobody of that name: it never left', async () => {
    expect(await senderTo('http://slack.invalid/api/').send(outgoing())).toMatchObject({ kind: 'retry' })
  })

  test.each([cut, silence, status(500)])('a redraw whose answer is lost is drawn again', async (fault) => {
    slack.next('chat.update', fault)
    const edit = outgoing(channel, { mode: 'edit', standingMessage: standing })
    expect(await sender.send(edit)).toMatchObject({ kind: 'retry' })
    expect(slack.messages).toEqual([])
  })

  test('a direct message that could not be opened was surely not sent', async () => {
    slack.next('conversations.open', silence)
    expect(await sender.send(outgoing(direct))).toMatchObject({ kind: 'retry' })
    slack.next('conversations.open', { ok: false, error: 'user_not_found' })
    expect(await sender.send(outgoing(direct))).toMatchObject({ kind: 'gone' })
  })

  test("one channel's rate limit stops no other", async () => {
    slack.next('chat.postMessage', status(429, { 'retry-after': '60' }))
    const [first, second] = await Promise.all([sender.send(outgoing()), sender.send(outgoing())])
    expect([first.kind, second.kind].sort()).toEqual(['retry', 'sent'])
  })
})

describe('limits', () => {
  const lanesOf = (mode: 'post' | 'reply' | 'edit') =>
    sender.lanes?.({ place: outgoing().place, mode }).map(({ key, rates }) => [key, ...rates])
  test('a message counts for its channel and its workspace, an edit for the edits of the workspace', () => {
    const message = [
      ['slack'],
      ['slack/T1', { count: 300, milliseconds: 60_000 }],
      ['slack/T1/C1', { count: 1, milliseconds: 1_000 }],
    ]
    expect(lanesOf('post')).toEqual(message)
    expect(lanesOf('reply')).toEqual(message)
    expect(lanesOf('edit')).toEqual([['slack'], ['slack/T1'], ['slack/T1 edits', { count: 50, milliseconds: 60_000 }]])
  })

  test.each([
    ['chat.postMessage', status(429, { 'retry-after': '7' }), 'slack/T1/C1'],
    ['chat.postMessage', { ok: false, error: 'ratelimited' }, 'slack/T1/C1'],
    ['chat.postMessage', { ok: false, error: 'message_limit_exceeded' }, 'slack/T1'],
    ['chat.update', status(429, { 'retry-after': '7' }), 'slack/T1 edits'],
  ])('%s that is refused for now closes what it speaks of', async (method, fault, closes) => {
    slack.next(method, fault)
    const edit = method === 'chat.update' ? { mode: 'edit' as const, standingMessage: standing } : {}
    expect(await sender.send(outgoing(channel, edit))).toMatchObject({ kind: 'retry', closes })
  })

  test('the third channel at once that is told to wait means its workspace, and no other one', async () => {
    const told = async (workspace: string, name: string) => {
      slack.next('chat.postMessage', status(429, { 'retry-after': '60' }))
      const sent = await sender.send(outgoing({ ...channel, workspace, channel: name }))
      return sent.kind === 'retry' ? sent.closes : sent.kind
    }
    expect([await told('T1', 'CA'), await told('T1', 'CA'), await told('T1', 'CB')]).toEqual([
      'slack/T1/CA',
      'slack/T1/CA',
      'slack/T1/CB',
    ])
    expect(await told('T3', 'CX')).toBe('slack/T3/CX')
    expect(await told('T1', 'CC')).toBe('slack/T1')
  })

  test('another failure closes nothing', async () => {
    slack.next('chat.postMessage', { ok: false, error: 'service_unavailable' })
    expect(await sender.send(outgoing())).not.toHaveProperty('closes')
  })
})

describe('a delivery in doubt', () => {
  test('is found by what it carries', async () => {
    await sender.send(outgoing(channel, { delivery: 'd-41' }))
    await sender.send(outgoing())
    expect(await sender.find(outgoing())).toEqual({
      kind: 'found',
      message: { channel: 'C1', ts: '1700000000.000002', delivery: 'd-42' },
    })
    expect(await sender.find(outgoing(channel, { delivery: 'd-43' }))).toEqual({ kind: 'absent' })
  })

  test('is found below the standing message and in a direct message', async () => {
    await sender.send(outgoing())
    const reply = outgoing(channel, { delivery: 'd-43', mode: 'reply', standingMessage: standing })
    await sender.send(reply)
    expect(await sender.find(reply)).toMatchObject({ kind: 'found' })
    await sender.send(outgoing(direct, { delivery: 'd-44' }))
    expect(await sender.find(outgoing(direct, { delivery: 'd-44' }))).toMatchObject({ kind: 'found' })
  })

  test('is found in the channel when nothing stood yet that the reply could have gone under', async () => {
    await sender.send(outgoing(channel, { delivery: 'd-43', mode: 'reply' }))
    await sender.send(outgoing(channel, { delivery: 'd-44' }))
    const standingMessage = { channel: 'C1', ts: '1700000000.000002' }
    const looked = outgoing(channel, { delivery: 'd-43', mode: 'reply', standingMessage })
    expect(await sender.find(looked)).toMatchObject({ kind: 'found', message: { ts: '1700000000.000001' } })
  })

  test('that another app claims is not found', async () => {
    await sender.send(outgoing())
    slack.methods['auth.test'] = () => ({ ok: true, bot_id: 'B2' })
    expect(await sender.find(outgoing())).toEqual({ kind: 'absent' })
  })

  test('is looked for among what was said since, page by page', async () => {
    await sender.send(outgoing())
    const since = new Date('2026-11-24T09:00:00Z')
    const page = (cursor: string) => ({
      ok: true,
      has_more: true,
      messages: [{ ts: '1.1' }],
      response_metadata: { next_cursor: cursor },
    })
    slack.next('conversations.history', page('second'))
    expect(await sender.find({ ...outgoing(), since })).toMatchObject({ kind: 'found' })
    const [first, second] = slack.callsOf('conversations.history')
    expect(first).toMatchObject({ oldest: String(since.getTime() / 1_000 - 60), limit: '200' })
    expect(first).not.toHaveProperty('cursor')
    expect(second).toMatchObject({ cursor: 'second' })
  })

  test('stays in doubt where too much was said since, or Slack does not say', async () => {
    const more = {
      ok: true,
      has_more: true,
      messages: [{ ts: '1.1' }],
      response_metadata: { next_cursor: 'x' },
    }
    for (let call = 0; call < 3; call += 1) slack.next('conversations.history', more)
    expect(await sender.find(outgoing())).toEqual({ kind: 'unknown' })
    expect(slack.callsOf('conversations.history')).toHaveLength(3)
    slack.next('conversations.history', { ok: false, error: 'missing_scope' })
    expect(await sender.find(outgoing())).toEqual({ kind: 'unknown' })
  })

  test('is not looked for again before Slack’s own time', async () => {
    slack.next('conversations.history', status(429, { 'retry-after': '60' }))
    expect(await sender.find(outgoing())).toEqual({ kind: 'unknown' })
    expect(await sender.find(outgoing())).toEqual({ kind: 'unknown' })
    expect(slack.callsOf('conversations.history')).toHaveLength(1)
    const elsewhere = { ...channel, workspace: 'T2' } as Address
    expect(await sender.find(outgoing(elsewhere))).toEqual({ kind: 'unknown' })
  })

  test('that was a redraw may be drawn again', async () => {
    expect(await sender.find(outgoing(channel, { mode: 'edit', standingMessage: standing }))).toEqual({
      kind: 'absent',
    })
  })
})
