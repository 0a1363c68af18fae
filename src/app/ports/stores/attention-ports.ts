import type { Attention, AttentionCounts, AttentionKind } from '../../../domain/notices/attention.ts'
import type { Environment } from '../../../domain/people/system.ts'
import type { Page, PageRequest } from '../page.ts'

/** Of all that waits, what is asked for; what is left out limits nothing. */
export type AttentionFilter = {
  readonly kinds?: readonly AttentionKind[]
  /** What concerns one client, counted for that client alone: of others nothing is told. */
  readonly client?: string
  /** What concerns one system of the client. */
  readonly environment?: Environment
  readonly release?: string
}

/** What waits for somebody, read from the rows themselves with one statement, however many clients there are. */
export type Attentions = {
  /** By kind, each from what has waited longest. */
  list(filter: AttentionFilter, page: PageRequest, now: Date): Promise<Page<Attention>>
  /** The first `limit` of each kind, and how many there are of each. */
  firstOfEach(filter: AttentionFilter, limit: number, now: Date): Promise<AttentionOverview>
  count(filter: AttentionFilter, now: Date): Promise<AttentionCounts>
  /** What nobody has in hand and has waited since then at least: the first of it, how much, and since when the newest. */
  unclaimed(kinds: readonly AttentionKind[], since: Date, limit: number, now: Date): Promise<Unclaimed>
}

export type Unclaimed = {
  readonly count: number
  readonly newest: Date | null
  readonly items: readonly Attention[]
}

export type AttentionOverview = {
  readonly counts: AttentionCounts
  readonly items: readonly Attention[]
}
