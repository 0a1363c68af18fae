import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { microsoftOnly } from '../../../../src/adapters/teams/trust/service-hosts.ts'
import type { Outgoing, SendOutcome } from '../../../../src/app/ports/delivery-ports.ts'
import type { Address } from '../../../../src/domain/people/place.ts'
import { replyCard } from '../../../../src/notices/card/reply.ts'
import { note } from '../../../contracts/sample-cards.ts'
import { ana, appId, clientChannel, otherTenant, tenant } from '../activities.ts'
import { type FakeMicrosoft, type Fault, startFakeMicrosoft } from '../fake-microsoft.ts'
import { type BotOptions, startTeamsBot, type TeamsBotUnderTest } from '../start-teams-bot.ts'

let microsoft: FakeMicrosoft
let bot: TeamsBotUnderTest

const start = (options: BotOptions = {}) =>
  startTeamsBot(microsoft, async () => replyCard(note('Hello')), { timeout: 800, ...options })

beforeEach(async () => {
  microsoft = await startFakeMicrosoft()
  bot = await start()
})
afterEach(async () => {
  await bot.stop()
  await microsoft.stop()
})

const channel: Address = { kind: 'channel', platform: 'teams', workspace: tenant, channel: clientChannel }
const direct: Address = { kind: 'direct', platform: 'teams', workspace: tenant, user: ana.user }
const outgoing = (address: Address = channel, more: Partial<Outgoing> = {}): Outgoing => ({
  delivery: 'D-42',
  place: { id: 'P-1', address, client: 'acme', room: null, administrator: null, gone: false },
  card: note('Scheduled'),
  mode: 'post',
  standing: null,
  standingMessage: null,
  ...more,
})
const about = async (mode: 'edit' | 'reply', title = 'Moved'): Promise<Outgoing> => {
  const sent = await bot.sender.send(outgoing())
  if (sent.kind !== 'sent') throw new Error(sent.kind)
  return outgoing(channel, { mode, card: note(title), standingMessage: sent.message })
}

describe('what is sent', () => {
  test('a card into a channel, with a token of the registration of that tenant', async () => {
    expect(await bot.sender.send(outgoing())).toEqual({
      kind: 'sent',
      message: { conversation: clientChannel, activity: '1700000000001' },
    })
    expect(microsoft.posted).toMatchObject([{ conversation: clientChannel, replyTo: null }])
    expect(microsoft.connectorCalls()[0]?.authorization).toMatch(`Bearer token-of-${appId}`)
  })

  test('the token is asked for once, also by many at the same time', async () => {
    await Promise.all(Array.from({ length: 5 }, () => bot.sender.send(outgoing())))
    await bot.sender.send(outgoing())
    expect(microsoft.calls.filter(({ path }) => path.endsWith('/token'))).toHaveLength(1)
  })

  test('an edit changes the message that stands there, for everybody', async () => {
    const edit = await about('edit')
    expect(await bot.sender.send(edit)).toEqual({ kind: 'sent', message: edit.standingMessage })
    expect(microsoft.posted).toMatchObject([{ edits: 1 }])
    expect(microsoft.connectorCalls().at(-1)).toMatchObject({ method: 'PUT' })
  })

  test('every message and every redraw carries the id of its delivery', async () => {
    await bot.sender.send({ ...(await about('edit')), delivery: 'D-43' })
    await bot.sender.send(outgoing(channel, { delivery: 'D-44' }))
    expect(microsoft.connectorCalls().map(({ request }) => request)).toEqual(['D-42', 'D-43', 'D-44'])
  })

  test('a reply goes into the thread of the standing message', async () => {
    await bot.sender.send(await about('reply'))
    expect(microsoft.posted[1]?.conversation).toBe(`${clientChannel};messageid=1700000000001`)
  })

  test('in a chat, which has no threads, a reply comes last', async () => {
    const chat = { ...channel, channel: '19:chat@thread.v2' }
    const sent = await bot.sender.send(outgoing(chat))
    if (sent.kind !== 'sent') throw new Error(sent.kind)
    await bot.sender.send(outgoing(chat, { mode: 'reply', standingMessage: sent.message }))
    expect(microsoft.posted[1]?.conversation).toBe('19:chat@thread.v2')
  })

  test('a person is written to in the chat that is known; else one is made, once', async () => {
    await bot.sender.send(outgoing(direct))
    await bot.sender.send(outgoing(direct))
    expect(microsoft.calls.filter(({ path }) => path === '/teams/v3/conversations')).toMatchObject([
      { body: { isGroup: false, tenantId: tenant, members: [{ id: ana.user }] } },
    ])
    expect(microsoft.posted.map(({ conversation }) => conversation)).toEqual([
      `a:chat-of-${ana.user}`,
      `a:chat-of-${ana.user}`,
    ])
  })

  test('where the bot was put into a conversation its own service address is used', async () => {
    await bot.conversations.remember(
      {
        tenant,
        conversation: clientChannel,
        kind: 'channel',
        user: null,
        bot: appId,
        serviceUrl: microsoft.serviceUrl.replace('/teams/', '/elsewhere/'),
      },
      new Date(0),
    )
    await bot.sender.send(outgoing())
    expect(microsoft.calls.at(-1)?.path).toMatch(/^\/elsewhere\/v3/)
  })

  test('nothing, and no token, to a server that is not Microsoft’s', async () => {
    const strict = await start({ hosts: microsoftOnly })
    expect(await strict.sender.send(outgoing())).toMatchObject({ kind: 'rejected' })
    expect(microsoft.calls).toEqual([])
    await strict.stop()
  })

  test('a tenant without a registration waits for one', async () => {
    expect(await bot.sender.send(outgoing({ ...channel, workspace: 'nobody' }))).toMatchObject({
      kind: 'retry',
    })
    expect(await bot.sender.send(outgoing({ ...channel, workspace: otherTenant }))).toMatchObject({
      kind: 'sent',
    })
  })
})

const post = /^POST .*activities/
const put = /^PUT /
const hang: Fault = () => undefined
const cut: Fault = (response) => response.destroy()

describe('when Teams says no', () => {
  const answers: [string, Fault, Partial<SendOutcome>][] = [
    ['429 with Retry-After', { status: 429, headers: { 'retry-after': '7' } }, { kind: 'retry', afterMs: 7_000 }],
    ['429 without', { status: 429 }, { kind: 'retry', afterMs: null }],
    [
      '429 with a nonsensical Retry-After',
      { status: 429, headers: { 'retry-after': 'soon' } },
      { kind: 'retry', afterMs: null },
    ],
    ['412', { status: 412 }, { kind: 'retry', afterMs: null }],
    ['502', { status: 502 }, { kind: 'retry' }],
    ['503', { status: 503 }, { kind: 'retry' }],
    ['504', { status: 504 }, { kind: 'retry' }],
    ['401', { status: 401 }, { kind: 'retry', afterMs: 300_000 }],
    ['500', { status: 500 }, { kind: 'in-doubt' }],
    ['408, which may have come after the post', { status: 408 }, { kind: 'in-doubt', reason: 'HTTP 408' }],
    [
      '400',
      { status: 400, body: { error: { code: 'BadSyntax' } } },
      { kind: 'rejected', reason: 'HTTP 400 BadSyntax' },
    ],
    ['413', { status: 413 }, { kind: 'rejected' }],
    [
      '403, the bot was removed',
      { status: 403, body: { error: { code: 'BotNotInConversationRoster' } } },
      { kind: 'gone', reason: 'HTTP 403 BotNotInConversationRoster' },
    ],
    [
      '404, the conversation is no more',
      { status: 404, body: { error: { code: 'ConversationNotFound' } } },
      { kind: 'gone' },
    ],
    ['nothing at all', hang, { kind: 'in-doubt' }],
    ['nothing more', cut, { kind: 'in-doubt' }],
    ['with a redirection', { status: 307, headers: { location: 'http://127.0.0.1:9/' } }, { kind: 'rejected' }],
  ]
  test.each(answers)('%s: one call, and the queue decides', async (_, fault, outcome) => {
    microsoft.next(post, fault)
    expect(await bot.sender.send(outgoing())).toMatchObject(outcome)
    expect(microsoft.connectorCalls()).toHaveLength(1)
    expect(microsoft.posted).toHaveLength(0)
  })

  test('a post whose answer was lost is in doubt and not made again; nobody can find out', async () => {
    microsoft.loseAnswer(post)
    expect(await bot.sender.send(outgoing())).toMatchObject({ kind: 'in-doubt' })
    expect(microsoft.posted).toHaveLength(1)
    expect(await bot.sender.find(outgoing())).toEqual({ kind: 'undecidable' })
  })

  test.each([
    ['lost', null],
    ['late', hang],
    ['500', { status: 500 }],
  ] as const)('an edit whose answer is %s is made again: twice is as good as once', async (_, fault) => {
    const edit = await about('edit')
    if (fault === null) microsoft.loseAnswer(put)
    else microsoft.next(put, fault)
    expect(await bot.sender.send(edit)).toMatchObject({ kind: 'retry' })
    expect(await bot.sender.find(edit)).toEqual({ kind: 'absent' })
    expect(await bot.sender.send(edit)).toMatchObject({ kind: 'sent' })
    expect(microsoft.posted).toHaveLength(1)
  })

  test('a standing message that somebody deleted is posted anew', async () => {
    const edit = await about('edit')
    microsoft.posted.length = 0
    expect(await bot.sender.send(edit)).toMatchObject({
      kind: 'sent',
      message: { activity: '1700000000002' },
    })
    const reply = await about('reply')
    microsoft.next(/messageid/, { status: 404 })
    expect(await bot.sender.send(reply)).toMatchObject({ kind: 'sent' })
    expect(microsoft.posted.at(-1)?.conversation).toBe(clientChannel)
  })

  test('a server that is not there was told nothing', async () => {
    await bot.conversations.remember(
      {
        tenant,
        conversation: clientChannel,
        kind: 'channel',
        user: null,
        bot: appId,
        serviceUrl: 'http://127.0.0.1:9/',
      },
      new Date(0),
    )
    expect(await bot.sender.send(outgoing())).toMatchObject({ kind: 'retry' })
  })

  test('no token: nothing was sent, and a refused secret waits for a person', async () => {
    microsoft.next(/token/, { status: 401, body: { error: 'invalid_client' } })
    expect(await bot.sender.send(outgoing())).toMatchObject({
      kind: 'retry',
      afterMs: 300_000,
      reason: expect.stringContaining('invalid_client'),
    })
    microsoft.next(/token/, { status: 503, body: {} })
    expect(await bot.sender.send(outgoing())).toMatchObject({ kind: 'retry', afterMs: null })
    microsoft.next(/token/, hang)
    expect(await bot.sender.send(outgoing())).toMatchObject({ kind: 'retry', afterMs: null })
    expect(microsoft.connectorCalls()).toEqual([])
    expect(await bot.sender.send(outgoing())).toMatchObject({ kind: 'sent' })
  })
})

describe('rates', () => {
  test('count for the conversation and for its tenant, edits too', () => {
    for (const mode of ['post', 'edit'] as const)
      expect(bot.sender.lanes?.({ place: outgoing().place, mode })).toEqual([
        { key: 'teams', rates: [], atOnce: expect.any(Number) },
        { key: `teams/${tenant}`, rates: [{ count: 50, milliseconds: 1_000 }], atOnce: expect.any(Number) },
        {
          key: `teams/${tenant}/${clientChannel}`,
          rates: [
            { count: 7, milliseconds: 1_000 },
            { count: 8, milliseconds: 2_000 },
            { count: 60, milliseconds: 30_000 },
            { count: 1_800, milliseconds: 3_600_000 },
          ],
        },
      ])
  })

  test('a 429 closes its conversation, for as long as Teams says', async () => {
    microsoft.next(post, { status: 429, headers: { 'retry-after': '7' } })
    expect(await bot.sender.send(outgoing())).toMatchObject({
      kind: 'retry',
      afterMs: 7_000,
      closes: `teams/${tenant}/${clientChannel}`,
    })
  })
})
