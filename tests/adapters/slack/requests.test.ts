import { request } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Said } from '../../../commands/command/run-command.ts'
import { type FakeWebApi, startFakeWebApi } from './fake-web-api.ts'
import { actionPayload, asForm, asPayload, eventPayload, signed, slashPayload } from './slack-payloads.ts'
import { type Bot, saying, startBot, until } from './start-bot.ts'

let slack: FakeWebApi
let bot: Bot
let said: Said[]

beforeAll(async () => {
  slack = await startFakeWebApi()
})
afterAll(() => slack.stop())
beforeEach(async () => {
  said = []
  slack.calls.length = 0
  bot = await startBot(slack, async (one) => {
    said.push(one)
    return saying('Hello')
  })
})
afterEach(() => bot.stop())

const json = 'application/json'
const command = () => asForm(slashPayload('status acme'))

describe('who may come in', () => {
  test('a signed command is answered', async () => {
    const { status, json: answer } = await bot.post(signed(command()))
    expect(status).toBe(200)
    expect(answer).toMatchObject({ response_type: 'ephemeral', text: 'Hello' })
    expect(said).toHaveLength(1)
  })

  const now = Math.floor(Date.now() / 1000)
  const body = command()
  const good = signed(body)
  test.each([
    ['another secret', signed(body, undefined, { key: 'other' }), /wrong/],
    ['a body changed after it was signed', { ...good, body: `${body}&text=cancel` }, /wrong/],
    ['six minutes old', signed(body, undefined, { at: now - 360 }), /five minutes/],
    ['six minutes ahead', signed(body, undefined, { at: now + 360 }), /five minutes/],
    ['no signature', { body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }, /no signature/],
    [
      'a timestamp that is none',
      { body, headers: { ...good.headers, 'x-slack-request-timestamp': 'now' } },
      /five minutes/,
    ],
    ['another version', { body, headers: { ...good.headers, 'x-slack-signature': 'v1=00' } }, /wrong/],
  ])('%s: 401, and nothing happens', async (_, forged, why) => {
    const { status, text } = await bot.post(forged)
    expect(status).toBe(401)
    expect(text).toMatch(why)
    expect(said).toEqual([])
  })

  test('a request that comes again is refused and done once', async () => {
    const once = signed(command())
    expect((await bot.post(once)).status).toBe(200)
    expect(await bot.post(once)).toMatchObject({ status: 401, text: expect.stringMatching(/before/) })
    const disguised = { ...once.headers, 'x-slack-signature': `${once.headers['x-slack-signature']}=x` }
    expect((await bot.post({ ...once, headers: disguised })).status).toBe(401)
    expect(said).toHaveLength(1)
  })

  test('a GET is not for here', async () => {
    expect((await fetch(bot.url)).status).toBe(405)
  })
})

describe('what cannot be read', () => {
  test.each([
    ['JSON that is said to be a form', signed('{"command":"/update"}'), 400],
    ['a form that is said to be JSON', signed(command(), json), 400],
    ['half a JSON', signed('{"type":"event_callback","event":', json), 400],
    ['null', signed('null', json), 400],
    ['a list', signed('[]', json), 400],
    ['a number', signed('7', json), 400],
    ['a payload that is null', signed(asForm({ payload: 'null' })), 400],
    ['a payload that is a word', signed(asForm({ payload: '"block_actions"' })), 400],
    ['nothing at all', signed(''), 400],
    ['an event without its event', signed(JSON.stringify({ type: 'event_callback', event: null }), json), 400],
    ['a command twice', signed(`${command()}&command=/other`), 400],
    ['a command without a user', signed(asForm({ command: '/update', text: '' })), 400],
    ['actions that are none', signed(asPayload({ ...actionPayload({}), actions: [] })), 400],
    ['plain text', signed(command(), 'text/plain'), 415],
    ['no type', signed(command(), ''), 415],
  ])('%s: a 4xx that says why, at once', async (_, bad, status) => {
    const started = performance.now()
    const answer = await bot.post(bad)
    expect(answer.status).toBe(status)
    expect(answer.text.length).toBeGreaterThan(5)
    expect(performance.now() - started).toBeLessThan(1_500)
    expect(said).toEqual([])
  })

  test('a content type with a charset is the same type', async () => {
    const spelt = signed(command(), 'Application/X-WWW-form-urlencoded; charset=utf-8')
    expect((await bot.post(spelt)).status).toBe(200)
    expect(said).toHaveLength(1)
  })

  test('a body of more than a megabyte, announced or not: 413', async () => {
    const long = signed(asForm({ ...slashPayload('x'), text: 'x'.repeat(2 * 1024 * 1024) }))
    expect(await bot.post(long)).toMatchObject({ status: 413 })
    expect(await streamed(bot.url, 200)).toBe(413)
    expect(said).toEqual([])
    expect((await bot.post(signed(command()))).status).toBe(200)
  })

  test('a type that we do not listen to is taken note of', async () => {
    expect((await bot.post(signed(asPayload({ type: 'view_closed', view: {} })))).status).toBe(200)
    expect((await bot.post(signed(JSON.stringify(eventPayload({ type: 'team_join' })), json))).status).toBe(200)
    expect(said).toEqual([])
  })
})

describe('handshakes', () => {
  test('url_verification', async () => {
    const answer = await bot.post(signed(JSON.stringify({ type: 'url_verification', challenge: 'abc' }), json))
    expect(answer).toMatchObject({ status: 200, json: { challenge: 'abc' } })
  })

  test('url_verification of somebody else', async () => {
    const forged = signed(JSON.stringify({ type: 'url_verification', challenge: 'abc' }), json, { key: 'x' })
    expect((await bot.post(forged)).status).toBe(401)
  })

  test('ssl_check needs no signature and smuggles nothing', async () => {
    const body = asForm({ ...slashPayload('cancel acme/production'), ssl_check: '1' })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await bot.post({ body, headers })).status).toBe(200)
    expect((await bot.post({ body: 'ssl_check=1&token=x', headers })).status).toBe(200)
    expect(said).toEqual([])
  })
})

describe('other workspaces', () => {
  test('where the bot has no token the person is answered all the same', async () => {
    const guest = { workspace: 'T9', user: 'U9' }
    const { json: answer } = await bot.post(signed(asForm(slashPayload('status', guest))))
    expect(answer).toMatchObject({ text: 'Hello' })
    expect(said[0]).toMatchObject({ account: { platform: 'slack', ...guest } })
  })

  test('nothing is asked of Slack before the answer', async () => {
    await bot.post(signed(command()))
    expect(slack.calls).toEqual([])
  })
})

describe('deliveries that Slack reports', () => {
  const posted = (app_id: string, event_type = 'zerotouch_delivery') => ({
    type: 'message_metadata_posted',
    app_id,
    bot_id: 'B1',
    user_id: 'UBOT',
    team_id: 'T1',
    channel_id: 'C1',
    message_ts: '1700000000.000009',
    event_ts: '1700000000.000009',
    metadata: { event_type, event_payload: { delivery: '42' } },
  })

  test('our own are passed on; what another app claims is not', async () => {
    const heard: unknown[] = []
    const listening = await startBot(slack, async () => saying('x'), {
      onPosted: async (...about) => void heard.push(about),
    })
    for (const event of [posted('A2'), posted('A1', 'other_event'), posted('A1')]) {
      await listening.post(signed(JSON.stringify(eventPayload(event)), json))
    }
    await until(() => heard.length > 0)
    await listening.idle()
    expect(heard).toEqual([['42', { channel: 'C1', ts: '1700000000.000009' }]])
    await listening.stop()
  })
})

/** Sends megabytes without saying how many. @returns the status */
function streamed(url: string, megabytes: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const chunk = Buffer.alloc(1024 * 1024, 'x')
    const sending = request(url, { method: 'POST', headers: signed('x').headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sending.on('error', reject)
    let sent = 0
    const send = () => {
      while (sent < megabytes) {
        sent += 1
        if (!sending.write(chunk)) return void sending.once('drain', send)
      }
      sending.end()
    }
    send()
  })
}
