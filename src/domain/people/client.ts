import type { PersonalSettings } from './personal-settings.ts'
import type { PolicyNumbers } from './policy-numbers.ts'
import type { System } from './system.ts'

/** A client of the vendor, as the learning environment describes it, with what its people set in chat on top. */
export type Client = {
  readonly id: string
  readonly name: string
  /** IANA zone in which the client's windows, days and deadlines are read. */
  readonly zone: string
  /** Maintenance windows such as `SUN 01:00-05:00`; never empty (the default stands in). */
  readonly windows: readonly string[]
  readonly systems: readonly System[]
  readonly administrators: readonly Administrator[]
  /** The client's own numbers, where they differ from the vendor's. */
  readonly policy: Partial<PolicyNumbers>
  readonly revision: number
}

/** `DEFAULT_WINDOW` (DESIGN 4.1): the maintenance window of a client that has none of its own. */
export const defaultWindow = 'SUN 01:00-05:00'

export type Administrator = {
  readonly id: string
  readonly name: string
  readonly email: string
  /** Accounts in chat, each named by platform, workspace (or tenant) and user id. */
  readonly accounts: readonly ChatAccount[]
  /** What they set for themselves in chat; never in a document. */
  readonly settings?: PersonalSettings
}

export type ChatPlatform = 'slack' | 'teams'

export type ChatAccount = {
  readonly platform: ChatPlatform
  readonly workspace: string
  readonly user: string
}
