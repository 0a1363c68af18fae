import type { Finding } from '../domain/finding.ts'
import { showDistance } from '../domain/show-time.ts'
import type { Block, Card, Fact, VerbAction } from './card.ts'
import { comparedWith } from './compared-words.ts'
import { decisions } from './findings-card.ts'
import { stateWords } from './verdict-words.ts'
import { counted, cut } from './words.ts'

export type TriageView = {
  readonly groups: readonly {
    readonly first: Finding
    readonly release: string
    readonly clients: number
  }[]
  /** The finding after which the next page starts. */
  readonly next: string | null
  readonly now: Date
}

/** What waits for a decision, oldest first: one section for each failure in a release. */
export function triageCard({ groups, next, now }: TriageView): Card {
  const more: VerbAction[] =
    next === null ? [] : [{ verb: 'triage', label: 'Show more', args: { after: next } }]
  return {
    kind: 'triage',
    tone: groups.length > 0 ? 'warning' : 'good',
    title: groups.length > 0 ? 'Findings that wait for a decision' : 'Nothing waits for a decision',
    summary: `${counted(groups.length, 'failure')} ${groups.length === 1 ? 'waits' : 'wait'} for a decision`,
    blocks:
      groups.length > 0
        ? groups.map((group) => section(group, now))
        : [{ type: 'text', text: 'Every finding is decided.' }],
    actions: more,
  }
}

const sinceFact = ({ compared }: Finding): Fact[] => {
  const value = comparedWith(compared)
  return value ? [{ label: 'Before', value }] : []
}

const section = ({ first, release, clients }: TriageView['groups'][number], now: Date): Block => ({
  type: 'section',
  title: cut(first.name, 120),
  facts: [
    { label: 'Finding', value: `${first.id}, ${stateWords(first)}` },
    { label: 'Clients', value: clients === 1 ? first.client : `${counted(clients, 'client')}` },
    { label: 'Release', value: release },
    ...sinceFact(first),
    { label: 'Opened', value: showDistance(now, first.openedAt) },
  ],
  actions: decisions(first),
})
