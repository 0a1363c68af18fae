import type { types } from '@slack/bolt'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Said } from '../../../commands/command/run-command.ts'
import { renderForm } from '../../../src/adapters/slack/rendering/render-form.ts'
import type { Form } from '../../../src/notices/card/form.ts'
import { type Reply, replyFieldErrors, replyForm } from '../../../src/notices/card/reply.ts'
import { homeSchema, messageSchema, modalSchema } from './block-kit-schema.ts'
import { type FakeWebApi, startFakeWebApi } from './fake-web-api.ts'
import {
  actionPayload,
  asForm,
  asPayload,
  eventPayload,
  signed,
  slashPayload,
  submissionPayload,
} from './slack-payloads.ts'
import { type Bot, saying, startBot } from './start-bot.ts'

const form: Form = {
  verb: 'cancel',
  title: 'Cancel an update',
  blocks: [],
  fields: [
    { name: 'reason', label: 'Reason', type: 'text' },
    { name: 'date', label: 'Day', type: 'date' },
  ],
  args: { system: 'acme/production' },
  submit: 'Cancel it',
}
const view = renderForm(form, { workspace: 'T1' }, 'C1')

let slack: FakeWebApi
let bot: Bot
let said: Said[]
let answer: (one: Said) => Promise<Reply>
let release: () => void

beforeAll(async () => {
  slack = await startFakeWebApi()
})
afterAll(() => slack.stop())
beforeEach(async () => {
  said = []
  slack.calls.length = 0
  answer = async () => saying('Done')
  bot = await startBot(slack, (one) => {
    said.push(one)
    return answer(one)
  })
})
afterEach(() => bot.stop())

const post = async (payload: string) => {
  const answered = await bot.post(signed(payload))
  await bot.idle()
  return answered
}
const slash = (text = 'status') => asForm(slashPayload(text, undefined, 'C1', slack.responseUrl('1')))
const opened = () => slack.callsOf('views.open').map((args) => JSON.parse(String(args['view'])))
const updated = () => slack.callsOf('views.update').map((args) => JSON.parse(String(args['view'])))
const hooked = () => slack.callsOf('hooks/1')

/** A verb that answers only when it is told to, behind a bot that waits a tenth of a second. */
async function slowBot(reply: Reply, patience = 100) {
  await bot.stop()
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  bot = await startBot(slack, () => held.then(() => reply), { patience })
}

describe('a slash command', () => {
  test('is answered with the acknowledgement: one call less, and nobody else sees it', async () => {
    const { json } = await post(slash())
    expect(json).toMatchObject({ response_type: 'ephemeral', parse: 'none', unfurl_links: false })
    messageSchema.parse({ text: json.text, blocks: json.blocks })
    expect(slack.calls).toEqual([])
  })

  test('that takes long is acknowledged in time and answered after it', async () => {
    await slowBot(saying('At last'))
    const acknowledged = await bot.post(signed(slash()))
    expect(acknowledged).toMatchObject({ status: 200, text: '' })
    expect(hooked()).toEqual([])
    release()
    await bot.idle()
    expect(hooked()).toMatchObject([{ response_type: 'ephemeral', text: 'At last' }])
  })

  test('opens a form with its trigger', async () => {
    answer = async () => replyForm(form)
    const payload = slashPayload('cancel')
    await post(asForm(payload))
    expect(slack.callsOf('views.open')).toMatchObject([{ trigger_id: payload.trigger_id }])
    expect(slack.calls[0]?.token).toBe('xoxb-1')
    modalSchema.parse(opened()[0])
  })

  test.each([
    ['cancel', /Try again/],
    ['cancel acme/production', /Send it again: `cancel acme\/production`/],
  ])('whose form came too late says how to get it: %s', async (text, how) => {
    answer = async () => replyForm(form)
    slack.next('views.open', { ok: false, error: 'expired_trigger_id' })
    await post(slash(text))
    const [told] = hooked()
    expect(told).toMatchObject({
      response_type: 'ephemeral',
      text: expect.stringMatching(/three seconds/),
    })
    expect(JSON.stringify(told)).toMatch(how)
  })

  test('whose form Slack refuses ends in an answer with a reference', async () => {
    answer = async () => replyForm(form)
    slack.next('views.open', { ok: false, error: 'invalid_arguments' })
    await post(slash('cancel'))
    expect(hooked()).toMatchObject([{ text: expect.stringMatching(/nothing was changed. Reference [0-9a-f]{8}/) }])
    expect(bot.lines.some(({ level }) => level === 'error')).toBe(true)
  })

  test('asking for a form where the bot has no token is answered too', async () => {
    answer = async () => replyForm(form)
    const guest = { workspace: 'T9', user: 'U9' }
    await post(asForm(slashPayload('cancel', guest, 'C1', slack.responseUrl('1'))))
    expect(hooked()).toMatchObject([{ text: expect.stringMatching(/nothing was changed/) }])
  })

  test('whose answer cannot be delivered leaves a line in the log, and the bot goes on', async () => {
    await slowBot(saying('Lost'))
    slack.next('hooks/1', (response) => response.writeHead(404).end())
    await bot.post(signed(slash()))
    release()
    await bot.idle()
    expect(bot.lines).toMatchObject([{ level: 'error', message: 'an answer could not be given' }])
    expect((await post(slash())).status).toBe(200)
  })

  test('typed with signs of markup arrives as it was typed', async () => {
    await post(slash('cancel acme/staging a &lt; b &amp;&amp; c'))
    expect(said[0]?.rest).toBe('acme/staging a < b && c')
  })
})

describe('a button', () => {
  const press = (where: Parameters<typeof actionPayload>[1] = {}, action_id = 'status#1', value = '{}') =>
    post(asPayload(actionPayload({ action_id, value }, { responseUrl: slack.responseUrl('1'), ...where })))

  test('in a channel is answered to the one who pressed it, and the card stays', async () => {
    expect(await press()).toMatchObject({ status: 200, text: '' })
    expect(hooked()).toMatchObject([{ response_type: 'ephemeral', replace_original: false, text: 'Done' }])
  })

  test('in an answer of our own is replaced by the next answer', async () => {
    await press({ ephemeral: true })
    expect(hooked()).toMatchObject([{ replace_original: true }])
  })

  test('is acknowledged before the verb has answered', async () => {
    await slowBot(saying('Done'), 60_000)
    const payload = actionPayload({ action_id: 'status#1', value: '{}' }, { responseUrl: slack.responseUrl('1') })
    expect((await bot.post(signed(asPayload(payload)))).status).toBe(200)
    expect(hooked()).toEqual([])
    release()
    await bot.idle()
    expect(hooked()).toHaveLength(1)
  })

  test('that opens an address is only acknowledged', async () => {
    expect(await press({}, 'open-link#2', '')).toMatchObject({ status: 200 })
    expect(said).toEqual([])
  })

  test('with a value that is not ours has no arguments', async () => {
    for (const value of ['', 'null', '[1]', '{"a":1}', '{"a":', '"x"']) await press({}, 'status#1', value)
    expect(said.map(({ args }) => args)).toEqual(Array.from({ length: 6 }, () => ({})))
  })

  test('in a modal changes that modal', async () => {
    const modal = { id: 'V7', type: 'modal', private_metadata: '{"channel":"C1","args":{}}' }
    await press({ view: modal })
    expect(slack.callsOf('views.update')).toMatchObject([{ view_id: 'V7' }])
    expect(said[0]?.channel).toEqual({ platform: 'slack', workspace: 'T1', channel: 'C1' })
    answer = async () => replyForm(form)
    await press({ view: modal }, 'cancel#2')
    expect(updated().at(-1)).toMatchObject({ callback_id: 'cancel' })
  })

  test('in the home tab opens its answer as a modal', async () => {
    await press({ view: { id: 'VH', type: 'home' } })
    expect(opened()).toMatchObject([{ callback_id: 'result' }])
    expect(said[0]?.channel).toBeNull()
  })

  test("pressed by somebody of another workspace is that person's, in the channel of the bot's workspace", async () => {
    await press({ who: { workspace: 'T9', user: 'U9' }, installed: 'T1' })
    expect(said[0]).toMatchObject({
      account: { workspace: 'T9', user: 'U9' },
      channel: { workspace: 'T1', channel: 'C1' },
    })
  })
})

describe('a form', () => {
  const submit = (values: Record<string, string | null> = {}, where = {}) =>
    post(asPayload(submissionPayload(view, values, where)))

  test('turns into its answer', async () => {
    const { json } = await submit({ reason: 'exams' })
    expect(json).toMatchObject({ response_action: 'update', view: { callback_id: 'result' } })
    modalSchema.parse(json.view)
  })

  test('shows what is wrong beside the field, cut where it is too long', async () => {
    answer = async () => replyFieldErrors({ reason: 'y'.repeat(5000) })
    const { json } = await submit()
    expect(json.response_action).toBe('errors')
    expect(json.errors.reason).toMatch(/^y{499}…$/)
  })

  test('that takes long says so in time, and changes when the answer is there', async () => {
    await slowBot(saying('Cancelled'))
    const { json } = await bot.post(signed(asPayload(submissionPayload(view, { reason: 'x' }))))
    expect(json).toMatchObject({ response_action: 'update', view: { title: { text: 'One moment …' } } })
    release()
    await bot.idle()
    expect(slack.callsOf('views.update')).toMatchObject([{ view_id: 'V1' }])
    expect(updated()[0]).toMatchObject({ title: { text: 'Cancelled' } })
  })

  test('whose errors come late stands again as it was filled in', async () => {
    await slowBot(replyFieldErrors({ reason: 'Say a little more.' }))
    await bot.post(signed(asPayload(submissionPayload(view, { reason: 'no', date: '2026-12-06' }))))
    release()
    await bot.idle()
    const [again] = updated() as types.ModalView[]
    modalSchema.parse(again)
    expect(JSON.stringify(again?.blocks[0])).toContain('Say a little more.')
    expect(again).toMatchObject({ callback_id: 'cancel', submit: { text: 'Cancel it' } })
    expect(again?.blocks.slice(1)).toMatchObject([
      { element: { initial_value: 'no' } },
      { element: { initial_date: '2026-12-06' } },
    ])
  })

  test('submitted twice alike is one request; put right or opened anew it is another', async () => {
    await submit({ reason: 'a' })
    await submit({ reason: 'a' })
    await submit({ reason: 'b' })
    await submit({ reason: 'a' }, { id: 'V2' })
    const [one, same, right, anew] = said.map(({ request }) => request)
    expect(same).toBe(one)
    expect(new Set([one, right, anew]).size).toBe(3)
  })

  test('whose answer has buttons stands in the channel where the page has none in forms', async () => {
    await bot.stop()
    bot = await startBot(
      slack,
      async () => saying('Not possible', { actions: [{ verb: 'status', label: 'Status', args: {} }] }),
      { modalButtons: false },
    )
    expect((await submit()).json).toEqual({ response_action: 'clear' })
    expect(slack.callsOf('chat.postEphemeral')).toMatchObject([{ channel: 'C1', user: 'U1ANA' }])
  })
})

describe('the home tab', () => {
  const openHome = (tab = 'home') =>
    bot
      .post(
        signed(
          JSON.stringify(eventPayload({ type: 'app_home_opened', user: 'U1ANA', channel: 'D1', tab, event_ts: '1' })),
          'application/json',
        ),
      )
      .then(() => bot.idle())

  test("shows the reader's own", async () => {
    await openHome()
    expect(said).toMatchObject([{ verb: 'status', via: 'typed', account: { user: 'U1ANA' }, channel: null }])
    const [published] = slack.callsOf('views.publish')
    expect(published).toMatchObject({ user_id: 'U1ANA' })
    homeSchema.parse(JSON.parse(String(published?.['view'])))
  })

  test('asks by buttons where a form would ask', async () => {
    const options = [{ value: 'acme', label: 'Acme University' }]
    answer = async () => replyForm({ ...form, fields: [{ name: 'client', label: 'Client', type: 'choice', options }] })
    await openHome()
    expect(JSON.stringify(slack.callsOf('views.publish'))).toContain('Acme University')
  })

  test('its other tab is left alone', async () => {
    await openHome('messages')
    expect(said).toEqual([])
  })
})
