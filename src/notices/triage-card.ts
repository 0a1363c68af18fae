import type { Finding } from '../domain/finding.ts'
import { showDistance } from '../domain/show-time.ts'
import type { Block, Card, Fact, VerbAction } from './card.ts'
import { comparedWith } from './compared-words.ts'
import { decisions } from './findings-card.ts'
import { type IncidentView, incidentActions, incidentState, incidentTitle } from './incident-card.ts'
import { stateWords } from './verdict-words.ts'
import { counted, cut } from './words.ts'

type OpenFailure = { readonly first: Finding; readonly release: string; readonly clients: number }

export type TriageView = {
  readonly items: readonly ({ readonly group: OpenFailure } | { readonly incident: IncidentView })[]
  /** Where the next page starts. */
  readonly next: string | null
  readonly now: Date
}

/** What waits for somebody, oldest first: one section for each failure in a release, and for each update that failed. */
export function triageCard({ items, next, now }: TriageView): Card {
  const more: VerbAction[] =
    next === null ? [] : [{ verb: 'triage', label: 'Show more', args: { after: next } }]
  return {
    kind: 'triage',
    tone: items.length > 0 ? 'warning' : 'good',
    title: items.length > 0 ? 'What waits for a decision' : 'Nothing waits for a decision',
    summary: `${counted(items.length, 'failure')} ${items.length === 1 ? 'waits' : 'wait'} for a decision`,
    blocks:
      items.length > 0
        ? items.map((item) => ('group' in item ? section(item.group, now) : incidentSection(item.incident)))
        : [{ type: 'text', text: 'Every finding is decided, and no update has failed.' }],
    actions: more,
  }
}

const sinceFact = ({ compared }: Finding): Fact[] => {
  const value = comparedWith(compared)
  return value ? [{ label: 'Before', value }] : []
}

const section = ({ first, release, clients }: OpenFailure, now: Date): Block => ({
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

const incidentSection = ({ incident, update, client, now }: IncidentView): Block => ({
  type: 'section',
  title: incidentTitle(update, client.name),
  facts: [
    { label: 'Update', value: `${update.id}, ${incidentState(incident)}` },
    { label: 'Clients', value: client.id },
    { label: 'Release', value: update.release },
    { label: 'Opened', value: showDistance(now, incident.openedAt) },
  ],
  actions: incidentActions(incident, update),
})
