import type { Attention, AttentionCounts } from '../../domain/notices/attention.ts'
import type { Page, PageRequest } from '../ports/page.ts'
import type { AttentionFilter, AttentionOverview } from '../ports/stores/attention-ports.ts'

/** What waits for somebody: the one answer that everybody who asks is given. */
export type AttentionReads = {
  readAttention(filter: AttentionFilter, page: PageRequest): Promise<Page<Attention> & AskedAt>
  /** The first of each kind with how many there are of each, for those who look at all of it. */
  overviewAttention(filter: AttentionFilter, ofEach: number): Promise<AttentionOverview & AskedAt>
  /** How many wait, by kind: what is measured. */
  countAttention(filter: AttentionFilter): Promise<AttentionCounts>
}

/** When it was so, and on whose clock it is told: that of the vendor's teams. */
export type AskedAt = { readonly at: Date; readonly zone: string }
