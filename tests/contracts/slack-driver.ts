import type { types } from '@slack/bolt'
import { makeWebClients } from '../../src/adapters/slack/clients/web-clients.ts'
import { makeSlackSender } from '../../src/adapters/slack/sending/sender.ts'
import type { ChatAccount } from '../../src/domain/people/client.ts'
import { type FakeWebApi, startFakeWebApi } from '../adapters/slack/fake-web-api.ts'
import {
  actionPayload,
  asForm,
  asPayload,
  type Signed,
  signed,
  slashPayload,
  submissionPayload,
} from '../adapters/slack/slack-payloads.ts'
import { type Bot, startBot } from '../adapters/slack/start-bot.ts'
import type { Chat, ChatDriver, Seen } from './chat-platform.ts'
import { seenBlocks, seenView, shownMessage } from './slack-page.ts'

type Blocks = readonly types.KnownBlock[]
/** What a person has before them: a message for them alone, or a view. */
type Open = { blocks: Blocks; view: types.ModalView | null; hash: number }

export const slackDriver: ChatDriver = {
  platform: 'slack',
  workspace: 'T1',
  users: { ana: 'U1ANA', sam: 'U2SAM', nobody: 'U9NOBODY' },
  channels: { client: 'C1', internal: 'C2' },
  async open(run) {
    const slack = await startFakeWebApi()
    const bot = await startBot(slack, run)
    return makeChat(slack, bot)
  },
}

function makeChat(slack: FakeWebApi, bot: Bot): Chat {
  const open = new Map<string, Open>()
  let last: Signed | undefined
  let presses = 0
  const keyOf = ({ workspace, user }: ChatAccount) => `${workspace}/${user}`
  const sender = makeSlackSender(
    makeWebClients({
      botToken: (workspace) => (workspace === 'T1' ? 'xoxb-1' : null),
      apiUrl: slack.apiUrl,
      logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    }),
  )

  const post = async (payload: string) => {
    last = signed(payload)
    const answer = await bot.post(last)
    await bot.idle()
    return answer
  }

  function see(who: ChatAccount, blocks: Blocks): Seen {
    open.set(keyOf(who), { blocks, view: null, hash: 0 })
    return seenBlocks(blocks)
  }

  function look(who: ChatAccount, view: types.ModalView): Seen {
    const hash = (open.get(keyOf(who))?.hash ?? 0) + 1
    open.set(keyOf(who), { blocks: view.blocks as Blocks, view, hash })
    return seenView(view)
  }

  /** What came since `from` by a call: a view, or a message to the response address. */
  function newSince(from: number, who: ChatAccount): Seen {
    const call = slack.calls.slice(from).findLast(({ method }) => /^(views|hooks)/.test(method))
    if (!call) return { kind: 'nothing' }
    if (call.method.startsWith('hooks')) return see(who, call.args['blocks'] as Blocks)
    return look(who, JSON.parse(String(call.args['view'])))
  }

  return {
    async say(who, channel, text) {
      const from = slack.calls.length
      const responseUrl = slack.responseUrl('say')
      const answer = await post(asForm(slashPayload(text, who, channel ?? 'D1', responseUrl)))
      return answer.json?.blocks ? see(who, answer.json.blocks) : newSince(from, who)
    },

    async press(who, channel, label, { twice } = { twice: false }) {
      const mine = open.get(keyOf(who))
      const standing = slack.messages.filter((message) => message.channel === channel).at(-1)
      const button = buttonOf(mine?.blocks, label)
      const pressed = button ?? buttonOf(standing?.blocks, label)
      if (!pressed) throw new Error(`no button “${label}”`)
      presses += 1
      const hook = `press-${presses}`
      const responseUrl = slack.responseUrl(hook)
      const view = button && mine?.view ? { ...mine.view, id: 'V1' } : undefined
      const payload = () =>
        asPayload(
          actionPayload(
            { action_id: pressed.action_id ?? '', value: pressed.value ?? '' },
            view
              ? { who, view }
              : { who, channel, responseUrl, ephemeral: button !== undefined, ts: standing?.ts ?? '' },
          ),
        )
      const from = slack.calls.length
      await Promise.all(twice ? [post(payload()), post(payload())] : [post(payload())])
      const told = slack.calls.find(({ method }) => method === `hooks/${hook}`)
      return told ? see(who, told.args['blocks'] as Blocks) : newSince(from, who)
    },

    async fill(who, values) {
      const form = open.get(keyOf(who))
      if (!form?.view) throw new Error('no form is open')
      const seen = seenView(form.view)
      const known = seen.kind === 'form' ? seen.fields : {}
      const from = slack.calls.length
      const where = { who, hash: String(form.hash) }
      const { json } = await post(asPayload(submissionPayload(form.view, { ...known, ...values }, where)))
      if (json?.response_action === 'errors') return { kind: 'errors', errors: json.errors }
      return json?.view ? look(who, json.view) : newSince(from, who)
    },

    async repeat() {
      if (last) await bot.post(last)
      await bot.idle()
    },
    send: (outgoing) => sender.send(outgoing),
    async clear() {
      slack.messages.length = 0
    },
    shown: async (channel) => slack.messages.filter((message) => message.channel === channel).map(shownMessage),
    log: () => JSON.stringify(bot.lines),
    async stop() {
      await bot.stop()
      await slack.stop()
    },
  }
}

const buttonOf = (blocks: Blocks | undefined, label: string): types.Button | undefined =>
  blocks
    ?.flatMap((block) => (block.type === 'actions' ? block.elements : []))
    .filter((element) => element.type === 'button')
    .find((button) => button.text.text === label)
