import { Application, TeamsAdapter } from '@microsoft/teams-ai'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Said } from '../../../commands/command/run-command.ts'
import { buttonData } from '../../../src/adapters/teams/rendering/arguments.ts'
import { type Reply, replyCard } from '../../../src/notices/card/reply.ts'
import { note } from '../../contracts/sample-cards.ts'
import { ana, botId, changeActivity, clientChannel, executeActivity, messageActivity, tenant } from './activities.ts'
import { type FakeMicrosoft, startFakeMicrosoft } from './fake-microsoft.ts'
import { startTeamsBot, type TeamsBotUnderTest } from './start-teams-bot.ts'

let microsoft: FakeMicrosoft
let bot: TeamsBotUnderTest
let heard: Said[]
let run: (said: Said) => Promise<Reply>

beforeEach(async () => {
  heard = []
  run = async () => replyCard(note('Hello'))
  microsoft = await startFakeMicrosoft()
  bot = await startTeamsBot(microsoft, (said) => {
    heard.push(said)
    return run(said)
  })
})
afterEach(async () => {
  await bot.stop()
  await microsoft.stop()
})

const says = (text: string, where: Parameters<typeof messageActivity>[2] = {}) =>
  messageActivity(microsoft.serviceUrl, text, where)
const tells = () => microsoft.connectorCalls().filter(({ method }) => method === 'POST')

describe('where it is said', () => {
  test.each([
    ['a personal chat', { channel: null }, null],
    ['a group chat', { channel: '19:chat@thread.v2', kind: 'groupChat' as const }, '19:chat@thread.v2'],
    ['a channel', {}, clientChannel],
    ['a thread of a channel', { thread: '1699999999999' }, clientChannel],
  ])('%s', async (_, where, channel) => {
    expect(await bot.deliver(says('Reschedule acme/staging  sunday 2am', where))).toMatchObject({
      status: 200,
    })
    expect(heard).toMatchObject([
      {
        verb: 'reschedule',
        rest: 'acme/staging  sunday 2am',
        via: 'typed',
        account: ana,
        channel: channel && { platform: 'teams', workspace: tenant, channel },
      },
    ])
    const answered = decodeURIComponent(tells().at(-1)?.path ?? '')
    expect(answered).toContain(
      'thread' in where ? `${clientChannel};messageid=1699999999999/` : (channel ?? `a:${ana.user}`),
    )
  })

  test('only the bot’s own mention is taken away', async () => {
    const message = says('urgent ask <at>Bob</at> about it')
    await bot.deliver({ ...message, text: `${message.text} <at>Bob</at>` })
    expect(heard).toMatchObject([{ verb: 'urgent', rest: 'ask <at>Bob</at> about it <at>Bob</at>' }])
  })

  test('the slash command that people know from Slack is understood', async () => {
    await bot.deliver(says('/update status acme', { channel: null }))
    await bot.deliver(says('/update', { channel: null }))
    expect(heard.map(({ verb }) => verb)).toEqual(['status', 'menu'])
  })

  test('somebody without an Entra id is known by Teams’ own', async () => {
    const message = says('status')
    await bot.deliver({ ...message, from: { id: '29:guest', name: 'Ana' } })
    expect(heard[0]?.account.user).toBe('29:guest')
  })
})

describe('a button', () => {
  const press = (more: object = {}) => ({
    ...executeActivity(microsoft.serviceUrl, { verb: 'cancel', data: buttonData('cancel', { seen: '3' }) }),
    ...more,
  })

  test('is answered with the card that takes its place for the one who pressed; nothing is posted', async () => {
    const { status, json } = await bot.deliver(press())
    expect({ status, json }).toMatchObject({
      status: 200,
      json: {
        statusCode: 200,
        type: 'application/vnd.microsoft.card.adaptive',
        value: { type: 'AdaptiveCard' },
      },
    })
    expect(microsoft.connectorCalls()).toEqual([])
  })

  test('of an older client comes as a message with a value and no text', async () => {
    const submitted = {
      ...says(''),
      text: undefined,
      value: buttonData('cancel', { seen: '3' }),
      entities: [],
    }
    expect(await bot.deliver(submitted)).toMatchObject({ status: 200 })
    expect(heard).toMatchObject([{ verb: 'cancel', via: 'button', args: { seen: '3' } }])
    expect(microsoft.posted).toHaveLength(1)
  })

  test('that is none of ours is answered, and nobody hears of it', async () => {
    for (const data of [null, undefined, 'x', { verb: 'cancel' }, { zerotouch: [] }])
      expect(
        await bot.deliver(press({ value: { action: { type: 'Action.Execute', verb: 'cancel', data } } })),
      ).toMatchObject({ status: 200, json: { statusCode: 200 } })
    expect(heard).toEqual([])
  })

  test('the verb is the one that the button carries, not the one beside it', async () => {
    await bot.deliver(
      press({
        value: { action: { type: 'Action.Execute', verb: 'status', data: buttonData('cancel', {}) } },
      }),
    )
    expect(heard[0]?.verb).toBe('cancel')
  })
})

describe('what the SDK is known for', () => {
  test('value: null without a text is answered, not a 500', async () => {
    for (const broken of [
      { value: null, text: undefined },
      { value: null, text: null },
      { value: null, text: '' },
      { value: {}, text: undefined },
    ])
      expect(await bot.deliver({ ...says('x'), ...broken, entities: [] })).toMatchObject({ status: 200 })
    expect(new Set(heard.map(({ verb }) => verb))).toEqual(new Set(['menu']))
  })

  test('a verb in the middle of a sentence is not a command', async () => {
    await bot.deliver(says('please do not cancel acme/production'))
    expect(heard.map(({ verb }) => verb)).toEqual(['please'])
  })

  test('a hundred turns at the same time do not meet', async () => {
    run = async (said) => replyCard(note(`For ${said.rest}`))
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        bot.deliver(says(`status ${at}`, { channel: `19:${at}@thread.v2`, kind: 'groupChat' })),
      ),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    for (const { conversation, card } of microsoft.posted)
      expect(JSON.stringify(card)).toContain(`For ${/\d+/.exec(conversation.slice(3))?.[0]}"`)
    expect(microsoft.posted).toHaveLength(100)
  })

  test('a slow answer sends no typing in between', async () => {
    let answer: (reply: Reply) => void = () => undefined
    run = () =>
      new Promise((resolve) => {
        answer = resolve
      })
    const said = bot.deliver(says('status'))
    await expect.poll(() => heard.length).toBe(1)
    // The SDK's timer would fire after a second.
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    expect(microsoft.connectorCalls()).toEqual([])
    answer(replyCard(note('At last')))
    expect(await said).toMatchObject({ status: 200 })
    expect(tells()).toHaveLength(1)
  })

  test('its own token check, which trusts emulators, and its answers are not in the way in', async () => {
    const asked: string[] = []
    const process = TeamsAdapter.prototype.process
    TeamsAdapter.prototype.process = (async () => {
      asked.push('process')
    }) as never
    await bot.deliver(says('status'))
    TeamsAdapter.prototype.process = process
    expect(asked).toEqual([])
    expect(microsoft.calls.filter(({ path }) => /metadata|keys/.test(path))).toHaveLength(2)
  })

  test('and would still do all that without us: an SDK that mends it shows here', async () => {
    const application = new Application({ startTypingTimer: false })
    application.adaptiveCards.actionSubmit('cancel', async () => undefined)
    const activity = {
      type: 'message',
      value: null,
      channelId: 'msteams',
      conversation: { id: 'c' },
      from: { id: 'u' },
      recipient: { id: 'b' },
    }
    await expect(
      application.run({ activity, turnState: new Map(), onSendActivities: () => undefined } as never),
    ).rejects.toThrow(/null/)
  })
})

describe('an answer that cannot be given', () => {
  test('is logged with the reference of nobody’s secret, and the request is over', async () => {
    microsoft.next(/^POST .*activities/, { status: 500, body: { error: { code: 'secret' } } })
    expect(await bot.deliver(says('status'))).toMatchObject({ status: 200, text: '' })
    expect(bot.lines).toMatchObject([{ level: 'error', message: 'an answer could not be given' }])
    expect(tells()).toHaveLength(1)
  })

  test('a store that is down is a 500 without a word of why', async () => {
    bot.conversations.remember = async () => {
      throw new Error('password hunter2')
    }
    const answer = await bot.deliver(says('status'))
    expect(answer.status).toBe(500)
    expect(answer.text).not.toMatch(/hunter2/)
  })
})

describe('a message that Teams delivers again', () => {
  test('is answered once', async () => {
    const message = says('status')
    await bot.deliver(message)
    await bot.deliver(message)
    expect(heard).toHaveLength(1)
    expect(microsoft.posted).toHaveLength(1)
  })
})

describe('being put somewhere', () => {
  const added = (where = {}) =>
    changeActivity(microsoft.serviceUrl, { type: 'conversationUpdate', membersAdded: [{ id: botId }] }, where)
  const removed = (where = {}) =>
    changeActivity(microsoft.serviceUrl, { type: 'conversationUpdate', membersRemoved: [{ id: botId }] }, where)

  test('is remembered, and greeted with what links the channel to a client', async () => {
    await bot.deliver(added())
    await bot.deliver(changeActivity(microsoft.serviceUrl, { type: 'installationUpdate', action: 'add' }))
    expect(bot.conversations.all).toEqual([
      {
        tenant,
        conversation: clientChannel,
        kind: 'channel',
        user: null,
        serviceUrl: microsoft.serviceUrl,
        bot: botId,
      },
    ])
    expect(microsoft.posted).toHaveLength(1)
    expect(JSON.stringify(microsoft.posted[0]?.card)).toContain(tenant)
    expect(JSON.stringify(microsoft.posted[0]?.card)).toContain(clientChannel)
    expect(heard).toEqual([])
  })

  test('a personal chat is remembered with whose it is, from any message', async () => {
    await bot.deliver(says('status', { channel: null }))
    expect(bot.conversations.all).toMatchObject([{ kind: 'personal', user: ana.user, conversation: `a:${ana.user}` }])
  })

  test('somebody else who comes or goes is no news', async () => {
    await bot.deliver(
      changeActivity(microsoft.serviceUrl, { type: 'conversationUpdate', membersAdded: [{ id: '29:x' }] }),
    )
    expect(microsoft.posted).toEqual([])
    expect(bot.conversations.all).toEqual([])
  })

  test('being removed is remembered', async () => {
    await bot.deliver(added())
    await bot.deliver(removed())
    expect(bot.conversations.all).toEqual([])
    await bot.deliver(added())
    await bot.deliver(changeActivity(microsoft.serviceUrl, { type: 'installationUpdate', action: 'remove' }))
    expect(bot.conversations.all).toEqual([])
  })

  test('a greeting that Teams refuses is no failure', async () => {
    microsoft.next(/^POST .*activities/, { status: 403 })
    expect(await bot.deliver(added())).toMatchObject({ status: 200 })
    expect(bot.lines).toMatchObject([{ level: 'warn' }])
  })
})
