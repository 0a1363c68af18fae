import type { KnownConversation } from '../../../app/ports/stores/conversation-ports.ts'
import type { ChatAccount } from '../../../domain/people/client.ts'
import type { Said } from './read-activity.ts'

/** @returns the tenant that an activity is of; empty where it names none, which no registration answers */
export const tenantOf = ({ channelData, conversation }: Said): string =>
  channelData?.tenant?.id ?? conversation.tenantId ?? ''

/**
 * People are known by their Entra object id: it is the same for every bot and in every chat, and it is what an
 * administrator can look up. Teams' own id stands in where there is none.
 */
export const accountOf = (activity: Said): ChatAccount => ({
  platform: 'teams',
  workspace: tenantOf(activity),
  user: activity.from.aadObjectId ?? activity.from.id,
})

export function kindOf({ conversation, channelData }: Said): KnownConversation['kind'] {
  if (conversation.conversationType === 'channel' || channelData?.channel) return 'channel'
  if (conversation.conversationType === 'groupChat' || conversation.isGroup) return 'group'
  return 'personal'
}

/** A thread's id is its channel's with the first message behind it. */
export const channelOfThread = (conversation: string): string => conversation.split(';messageid=')[0] ?? ''

/** The channel or chat itself, whichever thread it was said in. */
export const rootOf = (activity: Said): string =>
  activity.channelData?.channel?.id ?? channelOfThread(activity.conversation.id)

/** What is kept of a conversation, so that something can be said there unasked. */
export const conversationOf = (activity: Said, bot: string): KnownConversation => {
  const kind = kindOf(activity)
  return {
    tenant: tenantOf(activity),
    conversation: rootOf(activity),
    kind,
    user: kind === 'personal' ? accountOf(activity).user : null,
    serviceUrl: activity.serviceUrl,
    bot,
  }
}
