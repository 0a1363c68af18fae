import type { ActorStamp } from '../domain/actor.ts'
import type { Client } from '../domain/client.ts'
import { showInstant } from '../domain/show-time.ts'
import type { Card, Text } from './card.ts'

export type HistoryEntry = {
  readonly actor: ActorStamp
  readonly action: string
  readonly subject: string
  readonly detail: Readonly<Record<string, string | number | null>>
  readonly at: Date
}

/** Who did what at one client, newest first. */
export const historyCard = (client: Client, entries: readonly HistoryEntry[]): Card => ({
  kind: 'history',
  tone: 'neutral',
  title: `${client.name}: history`,
  summary: `The last ${entries.length} changes at ${client.name}`,
  blocks:
    entries.length === 0
      ? [{ type: 'text', text: 'Nothing has been done yet.' }]
      : [{ type: 'list', items: entries.map((entry) => line(entry, client.zone)) }],
  actions: [],
})

function line({ actor, action, subject, detail, at }: HistoryEntry, zone: string): Text {
  const word = action.endsWith('-rescheduled') ? 'to' : 'for'
  const to =
    typeof detail['to'] === 'string' ? ` ${word} ${showInstant(new Date(detail['to']), zone, 'short')}` : ''
  const reason =
    typeof detail['reason'] === 'string' && detail['reason'] !== ''
      ? `: “${detail['reason'].slice(0, 120)}”`
      : ''
  const what = action.replaceAll('-', ' ')
  const change =
    detail['what'] == null
      ? ''
      : ` (${detail['what']}: ${detail['was'] ?? 'none'} → ${detail['is'] ?? 'none'})`
  return [
    `${showInstant(at, zone, 'short')} `,
    { bold: what },
    `${change}${to}${/^[A-Z]-/.test(subject) ? ` (${subject})` : ''} by ${actor.name}${reason}`,
  ]
}
