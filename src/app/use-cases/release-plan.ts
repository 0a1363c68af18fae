import type { Environment } from '../../domain/people/system.ts'

/** What a release would do now: a dry run that writes nothing and holds nobody up. */
export type ReleasePlan = {
  readonly updates: readonly {
    readonly client: string
    readonly environment: Environment
    readonly startsAt: Date
  }[]
  readonly blocked: readonly { readonly client: string; readonly reason: BlockedReason }[]
  /** Clients of whose administrators none can be told. */
  readonly unreachable: readonly string[]
}

export type BlockedReason =
  /** A failure on the copy waits for a specialist. */
  | 'open-finding'
  | 'confirmed-finding'
  /** The copy could not be verified. */
  | 'unverified'
  /** An older update starts within a day, or runs: the release is planned when it is done. */
  | 'older-update-first'
  /** Something newer is planned, or this release was left out by the client. */
  | 'newer-planned'
  | 'cancelled'
  | 'running'
  /** It is planned already, and on hold. */
  | 'on-hold'
  | 'no-legal-start'
