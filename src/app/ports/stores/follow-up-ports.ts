import type { AddedFreeze } from '../../../domain/updates/freeze.ts'

/**
 * What a change for everybody owes to one client: with a release, that its updates there follow the release's status; with
 * null, that its starts are held against the freezes anew.
 */
export type FollowUp = { readonly client: string; readonly release: string | null }

export type FollowUps = {
  /** Owes it to every client at which something of a release is under way that its status decides on. */
  oweRelease(version: string): Promise<void>
  /** Owes it to every client at which something starts within a freeze of the vendor's. @returns how many systems do */
  oweFreeze(freeze: AddedFreeze): Promise<number>
  /** The numbers of those that are owed still, from the oldest on. */
  owed(after: number, limit: number): Promise<readonly number[]>
  /** Takes those of them that nobody else has taken, so that they are owed no more. */
  take(ids: readonly number[]): Promise<readonly FollowUp[]>
}
