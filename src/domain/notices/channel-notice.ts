import type { ActorStamp } from '../people/actor.ts'
import type { ChatPlatform } from '../people/client.ts'
import type { ChannelAddress } from '../people/place.ts'

/** A channel as a notice tells of it. */
type NotedChannel = {
  /** The id of the place that it is. */
  readonly place: string
  readonly platform: ChatPlatform
  readonly workspace: string
  readonly channel: string
}

/** The notices about the channels of a client. */
export type ChannelFacts = {
  /** `again`: it was gone before. */
  'channel-linked': NotedChannel & { readonly by: ActorStamp; readonly again: boolean }
  'channel-unlinked': NotedChannel & { readonly by: ActorStamp }
}

export const notedChannel = (place: string, { platform, workspace, channel }: ChannelAddress): NotedChannel => ({
  place,
  platform,
  workspace,
  channel,
})
