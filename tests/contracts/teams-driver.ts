import type { AdaptiveCard, Execute } from '../../src/adapters/teams/text/adaptive-card.ts'
import type { ChatAccount } from '../../src/domain/people/client.ts'
import { activityId, appId, executeActivity, messageActivity, tenant } from '../adapters/teams/activities.ts'
import { problemsOf } from '../adapters/teams/check-card.ts'
import { type FakeMicrosoft, startFakeMicrosoft } from '../adapters/teams/fake-microsoft.ts'
import { startTeamsBot, type TeamsBotUnderTest } from '../adapters/teams/start-teams-bot.ts'
import type { Chat, ChatDriver, Seen } from './chat-platform.ts'
import { actionsOf, inputsOf, seenCard, shownMessage, submitOf } from './teams-page.ts'

/** What a person has before them, in which message. */
type Open = { readonly card: AdaptiveCard; readonly message: string; readonly channel: string | null }

export const teamsDriver: ChatDriver = {
  platform: 'teams',
  workspace: tenant,
  users: {
    ana: '33333333-3333-4333-8333-333333333333',
    sam: '44444444-4444-4444-8444-444444444444',
    nobody: '99999999-9999-4999-8999-999999999999',
  },
  channels: { client: '19:client@thread.tacv2', internal: '19:internal@thread.tacv2' },
  async open(run) {
    const microsoft = await startFakeMicrosoft()
    return makeTeamsChat(microsoft, await startTeamsBot(microsoft, run))
  },
}

/** People at Teams' own clients, in front of a bot that a test has started. */
export function makeTeamsChat(microsoft: FakeMicrosoft, bot: TeamsBotUnderTest): Chat {
  const open = new Map<string, Open>()
  let last: object = {}
  const keyOf = ({ workspace, user }: ChatAccount) => `${workspace}/${user}`
  const { serviceUrl } = microsoft

  const deliver = async (activity: object) => {
    last = activity
    return bot.deliver(activity, appId)
  }

  function look(who: ChatAccount, card: AdaptiveCard, message: string, channel: string | null): Seen {
    const problems = problemsOf(card)
    if (problems.length > 0) throw new Error(`Teams would refuse this card: ${problems.join('; ')}`)
    open.set(keyOf(who), { card, message, channel })
    return seenCard(card)
  }

  async function execute(who: ChatAccount, from: Open, button: Execute, values: Record<string, string>) {
    const data = button.associatedInputs === 'none' ? button.data : { ...button.data, ...values }
    const where = { who, channel: from.channel, replyTo: from.message }
    const { status, json } = await deliver(executeActivity(serviceUrl, { verb: button.verb, data }, where))
    return status === 200 ? look(who, json.value, from.message, from.channel) : { kind: 'nothing' as const }
  }

  const buttonOf = (shown: Open | undefined, label: string): Execute | undefined =>
    shown &&
    actionsOf(shown.card).find(
      (action): action is Execute => action.type === 'Action.Execute' && action.title === label,
    )

  /** The newest message of a channel that has the button. */
  const standing = (channel: string | null, label: string): Open | undefined =>
    microsoft.posted
      .filter((each) => each.conversation.split(';')[0] === channel)
      .map(({ card, id }): Open => ({ card, message: id, channel }))
      .findLast((shown) => buttonOf(shown, label) !== undefined)

  return {
    async say(who, channel, text) {
      const before = microsoft.posted.length
      await deliver(messageActivity(serviceUrl, text, { who, channel, id: activityId() }))
      const answer = microsoft.posted[before]
      return answer ? look(who, answer.card, answer.id, channel) : { kind: 'nothing' }
    },
    async press(who, channel, label, { twice } = { twice: false }) {
      const mine = open.get(keyOf(who))
      const shown = buttonOf(mine, label) ? mine : standing(channel, label)
      const button = buttonOf(shown, label)
      if (!shown || !button) throw new Error(`no button “${label}”`)
      const pressed = [execute(who, shown, button, {}), ...(twice ? [execute(who, shown, button, {})] : [])]
      const [seen] = await Promise.all(pressed)
      return seen!
    },
    async fill(who, values) {
      const form = open.get(keyOf(who))
      const submit = form && submitOf(form.card)
      if (!form || submit?.type !== 'Action.Execute') throw new Error('no form is open')
      const known = inputsOf(form.card).map(({ id, value }) => [id, value ?? null])
      const filled = Object.entries({ ...Object.fromEntries(known), ...values })
      const given = filled.filter((entry): entry is [string, string] => entry[1] !== null)
      return execute(who, form, submit, Object.fromEntries(given))
    },
    async repeat() {
      await bot.deliver(last, appId)
    },
    send: (outgoing) => bot.sender.send(outgoing),
    async clear() {
      microsoft.posted.length = 0
    },
    async shown(channel) {
      const messages = microsoft.posted.filter((each) => each.conversation.split(';')[0] === channel)
      for (const { card } of messages) if (problemsOf(card).length > 0) throw new Error(problemsOf(card).join('; '))
      return messages.map(shownMessage)
    },
    log: () => JSON.stringify(bot.lines),
    async stop() {
      await bot.stop()
      await microsoft.stop()
    },
  }
}
