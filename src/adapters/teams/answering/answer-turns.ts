import type { TurnContext } from 'botbuilder'
import type { Clock, Logger } from '../../../app/ports/ports.ts'
import type { KnownConversations } from '../../../app/ports/stores/conversation-ports.ts'
import type { ChannelAddress } from '../../../domain/people/place.ts'
import { fieldErrorsCard } from '../../../notices/replies/field-errors-card.ts'
import { logFailure, type Verbs } from '../../chat/ask-verb.ts'
import { conversationOf, rootOf, tenantOf } from '../reading/conversation.ts'
import { type Change, type Said as Heard, readActivity } from '../reading/read-activity.ts'
import { type Invoked, readAction, readMessage } from '../reading/read-invocation.ts'
import { arrivedCard, type Follows } from '../rendering/arrived-card.ts'
import { cardType, messageOf, renderCard } from '../rendering/render-card.ts'
import type { AdaptiveCard } from '../text/adaptive-card.ts'
import type { SeenRequests } from '../trust/seen-requests.ts'
import { answer } from './answering.ts'
import type { Once } from './once.ts'
import type { Handlers } from './teams-bot.ts'

export type Turns = {
  readonly answering: Verbs
  readonly conversations: KnownConversations
  /** What is told in a channel already; null where nothing is. */
  readonly followedAt: (channel: ChannelAddress) => Promise<Follows | null>
  readonly once: Once<AdaptiveCard>
  readonly seen: SeenRequests
  readonly clock: Clock
  readonly logger: Logger
  /** Milliseconds of any clock that only goes forward, for what was seen before. */
  readonly ticks: () => number
}

/** What is done in each kind of turn. */
export function answerTurns(turns: Turns): Handlers {
  const { answering, conversations, followedAt, clock, logger, seen, once, ticks } = turns

  async function tell(context: TurnContext, heard: Heard, card: AdaptiveCard, invoked?: Invoked): Promise<void> {
    try {
      await context.sendActivity(messageOf(card))
    } catch (error) {
      if (invoked) logFailure(logger, invoked.said, error, 'an answer could not be given')
      else logger.warn({ err: error, tenant: tenantOf(heard) }, 'a greeting could not be given')
    }
  }

  return {
    async message(context) {
      const read = readActivity(context.activity)
      if (read.kind !== 'message') return
      const invoked = readMessage(read.activity)
      if (!seen.firstTime(invoked.said.request, ticks())) return
      await conversations.remember(conversationOf(read.activity, read.activity.recipient.id), clock.now())
      await tell(context, read.activity, await answer(answering, invoked), invoked)
    },

    async action(context) {
      const read = readActivity(context.activity)
      const invoked = read.kind === 'action' ? readAction(read.activity) : null
      if (!invoked || read.kind !== 'action') return cardAnswer(unknownButton(context))
      const { said } = invoked
      const press = [said.account.user, read.activity.replyToId ?? read.activity.conversation.id, said.verb, said.args]
      return cardAnswer(await once.do(JSON.stringify(press), () => answer(answering, invoked)))
    },

    async change(context) {
      const read = readActivity(context.activity)
      if (read.kind !== 'change') return
      const { activity } = read
      const tenant = tenantOf(activity)
      if (isRemoved(activity)) return conversations.forget(tenant, rootOf(activity))
      if (!isAdded(activity)) return
      await conversations.remember(conversationOf(activity, activity.recipient.id), clock.now())
      // Teams tells of an installation twice, as a change of the members and as itself; one greeting is enough.
      if (activity.type !== 'conversationUpdate') return
      const { kind, user } = conversationOf(activity, '')
      const personal = kind === 'personal'
      const id = personal ? (user ?? '') : rootOf(activity)
      const follows = personal ? null : await followedAt({ platform: 'teams', workspace: tenant, channel: id })
      await tell(context, activity, renderCard(arrivedCard({ tenant, id, personal, follows }), { workspace: tenant }))
    },
  }
}

/** The card replaces the one that was pressed, for the one who pressed; everybody's is redrawn by its delivery. */
const cardAnswer = (card: AdaptiveCard): object => ({ statusCode: 200, type: cardType, value: card })

const unknownButton = (context: TurnContext): AdaptiveCard =>
  renderCard(fieldErrorsCard({ button: 'This button is none of mine any more. Type help to see what I can do.' }), {
    workspace: context.activity.conversation.tenantId ?? '',
  })

const isAdded = ({ type, action, membersAdded, recipient }: Change): boolean =>
  type === 'installationUpdate'
    ? action === 'add' || action === 'add-upgrade'
    : (membersAdded ?? []).some(({ id }) => id === recipient.id)

const isRemoved = ({ type, action, membersRemoved, recipient }: Change): boolean =>
  type === 'installationUpdate'
    ? action === 'remove' || action === 'remove-upgrade'
    : (membersRemoved ?? []).some(({ id }) => id === recipient.id)
