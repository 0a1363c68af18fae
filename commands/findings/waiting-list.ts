import type { App } from '../../src/app/use-cases/app.ts'
import type { AttentionKind } from '../../src/domain/notices/attention.ts'
import { triageCard } from '../../src/notices/attention/triage-card.ts'
import { type Reply, replyCard } from '../../src/notices/card/reply.ts'

const shown = 10

/** What waits for somebody, of the kinds that are asked for, a page at a time. */
export async function waitingList(
  app: App,
  kinds: readonly AttentionKind[],
  after: string | null = null,
): Promise<Reply> {
  const [page, counts] = await Promise.all([
    app.readAttention({ kinds }, { after, limit: shown }),
    app.countAttention({}),
  ])
  return replyCard(triageCard({ ...page, kinds, counts }))
}

/** What a verb without its argument can be about. */
export const undecided: readonly AttentionKind[] = ['finding-undecided']
export const unsettled: readonly AttentionKind[] = ['update-stalled', 'update-failed', 'check-failed']
