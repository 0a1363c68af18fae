/**
 * A channel or chat that the bot was put into, for platforms (Teams) where speaking unasked needs more than its name.
 */
export type KnownConversation = {
  readonly tenant: string
  /** The channel's or chat's id, without a thread. */
  readonly conversation: string
  readonly kind: 'channel' | 'group' | 'personal'
  /** Whose personal chat it is. */
  readonly user: string | null
  /** Where the platform takes calls about it. */
  readonly serviceUrl: string
  /** The id of the registration that was put there. */
  readonly bot: string
}

/** Each call is a transaction of its own. */
export type KnownConversations = {
  find(tenant: string, conversation: string): Promise<KnownConversation | null>
  /** The personal chat of somebody. */
  ofUser(tenant: string, user: string): Promise<KnownConversation | null>
  /** Once for each conversation; what was known of it before is replaced. */
  remember(known: KnownConversation, now: Date): Promise<void>
  /** The bot was removed from it. */
  forget(tenant: string, conversation: string): Promise<void>
}
