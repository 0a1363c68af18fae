import {
  type Attention,
  type AttentionCounts,
  type AttentionKind,
  attentionKinds,
} from '../../domain/notices/attention.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import type { Block, Card, VerbAction } from '../card/card.ts'
import { cut } from '../words/words.ts'
import { attentionActions, attentionState, attentionTitle, countedKinds } from './attention-words.ts'

export type TriageView = {
  readonly items: readonly Attention[]
  /** Where the next page starts. */
  readonly next: string | null
  /** The kinds that the page is of: those about which its reader can do something, or all. */
  readonly kinds: readonly AttentionKind[]
  /** Of all kinds. */
  readonly counts: AttentionCounts
  /** Of the vendor's teams. */
  readonly zone: string
}

/** What waits for somebody: one section for each, and how much waits for others. */
export function triageCard({ items, next, kinds, counts, zone }: TriageView): Card {
  const others = attentionKinds.filter((kind) => !kinds.includes(kind))
  const [ours, elsewhere] = [countedKinds(counts, kinds), countedKinds(counts, others)]
  const blocks: Block[] = items.map((one) => section(one, zone))
  if (items.length === 0) blocks.push({ type: 'text', text: nothing(kinds) })
  if (elsewhere.length > 0) blocks.push({ type: 'text', text: [{ bold: 'For others: ' }, `${elsewhere.join(', ')}.`] })
  return {
    kind: 'triage',
    tone: items.length > 0 ? 'warning' : elsewhere.length > 0 ? 'neutral' : 'good',
    title: items.length > 0 ? 'What waits for somebody' : 'Nothing waits for you',
    summary: ours.join(', ') || 'Nothing waits for you',
    blocks,
    actions: [...more(next, kinds), ...(elsewhere.length > 0 ? [everything] : [])],
  }
}

const everything: VerbAction = { verb: 'triage', label: 'Show everything', args: { all: 'yes' } }

const more = (next: string | null, kinds: readonly AttentionKind[]): VerbAction[] => {
  const all = kinds.length === attentionKinds.length
  return next === null
    ? []
    : [{ verb: 'triage', label: 'Show more', args: { after: next, ...(all && { all: 'yes' }) } }]
}

const nothing = (kinds: readonly AttentionKind[]): string =>
  kinds.includes('finding-undecided')
    ? 'Every finding is decided, and no update has failed.'
    : 'Everything goes on by itself.'

const section = (one: Attention, zone: string): Block => {
  const state = attentionState(one, zone)
  return {
    type: 'section',
    title: cut(attentionTitle(one), 150),
    facts: [
      ...(state ? [{ label: 'State', value: state }] : []),
      { label: 'Waits since', value: showInstant(one.since, zone, 'short') },
    ],
    actions: attentionActions(one),
  }
}
