import { createHmac } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { processStamp } from '../../sandbox/embedded-postgres/process-identity.ts'
import { type LocalSlack, startLocalSlack } from '../../sandbox/local-slack.ts'
import { eventually } from '../support/eventually.ts'
import { startKillable } from '../support/killable.ts'
import { slackClient, wordsOf } from '../support/slack-client.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { callSlack, startToyBot } from './toy-bot.ts'
import { workspace } from './workspace.ts'

const PROGRAM = new URL('start-local-slack.ts', import.meta.url)
const CHANNEL = 'C0NORTH'
const nowhere = 'http://127.0.0.1:9/slack/events'

async function start(dataDir: string, requestUrl = nowhere, port = 0): Promise<LocalSlack> {
  const slack = await startLocalSlack({
    dataDir,
    port,
    config: workspace(requestUrl),
    log: { info: () => undefined },
  })
  onTestFinished(() => slack.stop())
  return slack
}

async function texts(slack: LocalSlack): Promise<string[]> {
  return (await slackClient(slack.baseUrl).messages(CHANNEL)).map((message) => message.text)
}

it('listens on 127.0.0.1 only', async () => {
  const { pid, baseUrl } = await start(await temporaryDirectory())
  const sockets = await Promise.all(
    ['tcp', 'tcp6'].map((table) => readFile(`/proc/${pid}/net/${table}`, 'utf8').catch(() => '')),
  )
  const port = Number(new URL(baseUrl).port).toString(16).toUpperCase().padStart(4, '0')
  const listening = sockets
    .join('\n')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(`:${port}`) && state === '0A')
    .map(([, local]) => local)
  expect(listening).toEqual([`0100007F:${port}`])
})

it('is gone on with, after the program that started it was killed', async () => {
  const dataDir = await temporaryDirectory()
  const program = startKillable(PROGRAM, [dataDir, '0', nowhere])
  const { pid, baseUrl } = await program.ready
  await callSlack(String(baseUrl), 'chat.postMessage', { channel: CHANNEL, text: 'before' })
  await program.kill()
  const slack = await start(dataDir)
  expect(slack).toMatchObject({ pid, baseUrl, reused: true })
  expect(await texts(slack)).toEqual(['before'])
})

it('is found again whenever the program that started it is killed, and never runs twice', async () => {
  const dataDir = await temporaryDirectory()
  for (const delay of [300, 400, 500, 600, 700]) {
    const program = startKillable(PROGRAM, [dataDir, '0', nowhere])
    await new Promise((resolve) => setTimeout(resolve, delay))
    await program.kill()
  }
  const slack = await start(dataDir)
  const { mark } = JSON.parse(await readFile(path.join(dataDir, 'local-slack.json'), 'utf8')) as {
    mark: string
  }
  expect(await readFile(`/proc/${slack.pid}/environ`, 'utf8')).toContain(mark)
  expect(await processesIn(dataDir)).toEqual([slack.pid])
})

it('remembers what was said, changed and removed when it was killed or has a new configuration', async () => {
  const dataDir = await temporaryDirectory()
  const first = await start(dataDir)
  const { ts } = await callSlack(first.baseUrl, 'chat.postMessage', { channel: CHANNEL, text: 'one' })
  const { ts: gone } = await callSlack(first.baseUrl, 'chat.postMessage', { channel: CHANNEL, text: 'two' })
  await callSlack(first.baseUrl, 'chat.update', { channel: CHANNEL, ts, text: 'one, changed' })
  await callSlack(first.baseUrl, 'chat.delete', { channel: CHANNEL, ts: gone })
  await callSlack(first.baseUrl, 'chat.postMessage', { channel: 'U0ANN', text: 'for Ann' })
  await callSlack(first.baseUrl, 'views.publish', { user_id: 'U0ANN', view: { type: 'home', blocks: [] } })
  await callSlack(first.baseUrl, 'chat.postMessage', { channel: CHANNEL, text: 'three' })
  process.kill(first.pid, 'SIGKILL')

  const second = await start(dataDir)
  expect(second.reused).toBe(false)
  expect(await texts(second)).toEqual(['one, changed', 'three'])
  const journal = path.join(dataDir, 'local-slack-journal.jsonl')

  const third = await start(dataDir, 'http://127.0.0.1:10/slack/events')
  expect(await processStamp(second.pid)).toBeUndefined()
  expect(await texts(third)).toEqual(['one, changed', 'three'])
  const client = slackClient(third.baseUrl)
  expect((await client.directMessages('U0ANN')).map((message) => message.text)).toEqual(['for Ann'])
  expect(await client.home('U0ANN')).toMatchObject({ type: 'home' })
  const again = await callSlack(third.baseUrl, 'chat.update', { channel: CHANNEL, ts, text: 'changed again' })
  expect(again.ok).toBe(true)

  // A line that a kill cut off is as if it had never been.
  await third.stop()
  await writeFile(journal, '{"t":"message","mess', { flag: 'a' })
  expect(await texts(await start(dataDir))).toEqual(['changed again', 'three'])
})

it('keeps with each message the metadata it was posted with, also after a restart', async () => {
  const dataDir = await temporaryDirectory()
  const first = await start(dataDir)
  const metadata = (delivery: string) => ({ event_type: 'delivered', event_payload: { delivery } })
  const post = (text: string, more: object) =>
    callSlack(first.baseUrl, 'chat.postMessage', { channel: CHANNEL, text, ...more })
  await Promise.all([
    post('one', { metadata: metadata('D-1') }),
    post('two', {}),
    post('three', { metadata: metadata('D-3') }),
  ])
  const history = async ({ baseUrl }: LocalSlack) => {
    const answer = await callSlack(baseUrl, 'conversations.history', { channel: CHANNEL })
    const { messages } = answer as unknown as { messages: { text: string; metadata?: object }[] }
    return Object.fromEntries(messages.map(({ text, metadata }) => [text, metadata]))
  }
  const kept = { one: metadata('D-1'), two: undefined, three: metadata('D-3') }
  expect(await history(first)).toEqual(kept)
  process.kill(first.pid, 'SIGKILL')
  expect(await history(await start(dataDir))).toEqual(kept)
})

it('brings commands, clicks, forms and the home tab to the bot, signed, and its answers back', async () => {
  const dataDir = await temporaryDirectory()
  const bot = await startToyBot(async ({ fields }) => {
    const { trigger_id } = fields as { trigger_id?: string }
    const event = (fields as { event?: { type: string; user: string } }).event
    if (event?.type === 'app_home_opened') {
      await callSlack(slack.baseUrl, 'views.publish', { user_id: event.user, view: home })
      return undefined
    }
    if (fields['type'] !== 'view_submission') {
      await callSlack(slack.baseUrl, 'views.open', { trigger_id, view: form })
      return undefined
    }
    const { view } = fields as { view: { state: { values: Record<string, Record<string, object>> } } }
    const date = view.state.values['day']?.['day'] as { selected_date: string }
    if (date.selected_date < '2026-12-07') {
      return { response_action: 'errors', errors: { day: 'That is too soon.' } }
    }
    return { response_action: 'update', view: { ...form, title: plain('Moved') } }
  })
  const slack = await start(dataDir, bot.url)
  const ann = slackClient(slack.baseUrl)

  await ann.command('U0ANN', CHANNEL, 'reschedule northwind/staging')
  const command = bot.asked.at(-1)
  expect(command?.fields).toMatchObject({
    command: '/update',
    text: 'reschedule northwind/staging',
    team_id: 'T0NORTH',
    user_id: 'U0ANN',
    channel_id: CHANNEL,
  })
  const basis = `v0:${command?.headers['x-slack-request-timestamp']}:${command?.body}`
  const signature = createHmac('sha256', 'a secret for tests').update(basis).digest('hex')
  expect(command?.headers['x-slack-signature']).toBe(`v0=${signature}`)

  expect(wordsOf((await ann.lastView()) ?? {})).toContain('New day')
  const early = await ann.submitView('U0ANN', { reason: '' })
  expect(early.errors).toEqual({ day: 'That is too soon.' })
  expect(bot.asked.at(-1)?.fields).toMatchObject({
    user: { id: 'U0ANN', team_id: 'T0NORTH' },
    view: {
      state: {
        values: {
          day: { day: { type: 'datepicker', selected_date: '2026-12-06' } },
          time: { time: { type: 'timepicker', selected_time: '02:00' } },
          system: { system: { selected_option: { value: 'staging' } } },
          reason: { reason: { type: 'plain_text_input', value: null } },
        },
      },
    },
  })
  const moved = await ann.submitView('U0ANN', { day: '2026-12-08', time: '03:15', system: 'production' })
  expect(moved).toMatchObject({ status: 'HTTP 200', errors: {}, view: { title: { text: 'Moved' } } })
  expect(bot.asked.at(-1)?.fields).toMatchObject({
    view: {
      state: {
        values: {
          time: { time: { selected_time: '03:15' } },
          system: { system: { selected_option: { value: 'production' } } },
          reason: { reason: { value: 'no reason' } },
        },
      },
    },
  })
  await ann.closeView('U0ANN')
  expect(await ann.lastView()).toBeUndefined()

  await callSlack(slack.baseUrl, 'chat.postMessage', { channel: CHANNEL, text: 'a card', blocks: card })
  const message = await ann.waitForMessage(CHANNEL, /update/)
  await ann.click('U0BEN', message, 'Reschedule')
  expect(bot.asked.at(-1)?.fields).toMatchObject({
    type: 'block_actions',
    user: { id: 'U0BEN' },
    actions: [{ type: 'button', action_id: 'reschedule', block_id: 'acts', value: 'U-1' }],
    message: { ts: message.ts },
  })

  expect(wordsOf(await ann.openHome('U0ANN'))).toContain('Your systems')
  await ann.clickHome('U0ANN', 'status')
  await eventually('the click', async () =>
    bot.asked.some(({ body }) => decodeURIComponent(body).includes('"action_id":"status"')) ? true : undefined,
  )
})

const plain = (text: string) => ({ type: 'plain_text', text })
const option = (value: string) => ({ text: plain(value), value })
const field = (name: string, label: string, element: object) => ({
  type: 'input',
  block_id: name,
  label: plain(label),
  element: { action_id: name, ...element },
})
const form = {
  type: 'modal',
  callback_id: 'reschedule',
  title: plain('Move an update'),
  submit: plain('Move'),
  blocks: [
    field('day', 'New day', { type: 'datepicker', initial_date: '2026-12-06' }),
    field('time', 'New time', { type: 'timepicker', initial_time: '02:00' }),
    field('system', 'System', {
      type: 'static_select',
      options: [option('production'), option('staging')],
      initial_option: option('staging'),
    }),
    field('reason', 'Reason', { type: 'plain_text_input', multiline: true, initial_value: 'no reason' }),
  ],
}
const card = [
  { type: 'section', text: { type: 'mrkdwn', text: 'An *update*' } },
  {
    type: 'actions',
    block_id: 'acts',
    elements: [{ type: 'button', action_id: 'reschedule', value: 'U-1', text: plain('Reschedule') }],
  },
]
const home = {
  type: 'home',
  blocks: [
    { type: 'header', text: plain('Your systems') },
    {
      type: 'actions',
      block_id: 'acts',
      elements: [{ type: 'button', action_id: 'status', text: plain('Status') }],
    },
  ],
}

async function processesIn(dataDir: string): Promise<number[]> {
  const { readdir } = await import('node:fs/promises')
  const found: number[] = []
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const line = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '')
    if (line.split('\0').includes(path.join(dataDir, 'local-slack-workspace.json'))) found.push(Number(entry))
  }
  return found
}
