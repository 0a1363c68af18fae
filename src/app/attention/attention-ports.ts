import type { Attention, AttentionCounts, AttentionKind } from '../../domain/attention.ts'
import type { Environment } from '../../domain/system.ts'
import type { Page, PageRequest } from '../page.ts'

/** Of all that waits, what is asked for; what is left out limits nothing. */
export type AttentionFilter = {
  readonly kinds?: readonly AttentionKind[]
  /** What concerns one client, counted for that client alone: of others nothing is told. */
  readonly client?: string
  /** What concerns one system of the client. */
  readonly environment?: Environment
  readonly release?: string
  /** What nobody has taken in hand and has waited since then at least. */
  readonly unclaimedSince?: Date
}

/** What waits for somebody, read from the rows themselves with one statement, however many clients there are. */
export type Attentions = {
  /** By kind, each from what has waited longest. */
  list(filter: AttentionFilter, page: PageRequest, now: Date): Promise<Page<Attention>>
  /** The first `limit` of each kind, and how many there are of each. */
  firstOfEach(filter: AttentionFilter, limit: number, now: Date): Promise<AttentionOverview>
  count(filter: AttentionFilter, now: Date): Promise<AttentionCounts>
}

export type AttentionOverview = {
  readonly counts: AttentionCounts
  readonly items: readonly Attention[]
}
