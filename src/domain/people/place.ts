import type { ChatPlatform } from './client.ts'
import type { Environment } from './system.ts'

/** The vendor's internal channels. */
export const internalRooms = ['ops', 'triage', 'services'] as const
export type InternalRoom = (typeof internalRooms)[number]

/** Where a notice can be delivered. */
export type Address =
  | ({ readonly kind: 'channel' } & ChannelAddress)
  | {
      readonly kind: 'direct'
      readonly platform: ChatPlatform
      readonly workspace: string
      readonly user: string
    }
  | { readonly kind: 'mailbox'; readonly email: string; readonly name: string }
  | { readonly kind: 'inbox'; readonly client: string; readonly environment: Environment }
  /** Where a system has its notices posted, beside its inbox; `secret` signs them and is shown to nobody. */
  | {
      readonly kind: 'webhook'
      readonly client: string
      readonly environment: Environment
      readonly url: string
      readonly secret: string
    }

/** An address as it may be shown: what signs the messages to a webhook is nobody's to read. */
export type ShownAddress = Exclude<Address, { kind: 'webhook' }> | Omit<Extract<Address, { kind: 'webhook' }>, 'secret'>

/**
 * A channel as its platform names it. It is told apart by platform and channel alone: one that is shared between
 * workspaces (Slack Connect) has one id in all of them, and `workspace` says whose bot speaks there.
 */
export type ChannelAddress = {
  readonly platform: ChatPlatform
  readonly workspace: string
  readonly channel: string
}

export type Place = {
  readonly id: string
  readonly address: Address
  /** A client's place shows that client only; an internal room belongs to the vendor. */
  readonly client: string | null
  readonly room: InternalRoom | null
  /** Whose mailbox or direct message it is. */
  readonly administrator: string | null
  /** A place that is gone (archived, removed, refused) gets nothing until it is linked again. */
  readonly gone: boolean
  /**
   * A channel that the client's own document names, and that is no place of it until somebody in it says so; or a chat
   * account that it names, and that nobody has vouched for.
   */
  readonly awaitsLink?: true
}
