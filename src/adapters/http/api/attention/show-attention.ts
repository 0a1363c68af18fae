import type { Attention, AttentionCounts } from '../../../../domain/notices/attention.ts'
import {
  attentionActions,
  attentionPage,
  attentionState,
  attentionTitle,
} from '../../../../notices/attention/attention-words.ts'

/** As JSON shows it, in the API and in the CLI. What the vendor's people say to one another is not for a client's key. */
export const showAttention = (reader: 'vendor' | 'client', zone: string) => (one: Attention) => ({
  id: one.id,
  kind: one.kind,
  since: one.since.toISOString(),
  client: one.client?.id ?? null,
  environment: one.environment,
  release: one.release,
  clients: one.clients,
  title: attentionTitle(one),
  state: reader === 'vendor' ? attentionState(one, zone) : null,
  page: reader === 'vendor' ? attentionPage(one) : null,
  do: reader === 'vendor' ? attentionActions(one).map(({ verb, label, args }) => ({ verb, label, args })) : [],
})

export const showCounts = (counts: AttentionCounts): Record<string, number> => ({ ...counts })
