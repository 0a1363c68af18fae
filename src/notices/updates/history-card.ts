import type { ActorStamp } from '../../domain/people/actor.ts'
import type { Client } from '../../domain/people/client.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import { holdCauses } from '../../domain/updates/hold.ts'
import type { Card, Text } from '../card/card.ts'
import { holdWords } from '../words/hold-words.ts'

/** What is written when somebody of the vendor acts, and says why for its own people. */
const turns = ['update-held', 'update-cancelled', 'freeze-laid', 'freeze-lifted']

/**
 * What the client may read of why something was done. Entries of before there were two texts have no `inside` beside the
 * reason: what the vendor or a rule wrote then was written for the inside.
 */
function readableReason({ action, actor, detail }: Pick<HistoryEntry, 'action' | 'actor' | 'detail'>): string | null {
  const reason = typeof detail['reason'] === 'string' && detail['reason'] !== '' ? detail['reason'] : null
  const isOfBefore = turns.includes(action) && !('inside' in detail)
  if (isOfBefore && (actor.forVendor || action === 'update-held')) return null
  const cause = holdCauses.find((one) => one === detail['hold'])
  return cause ? holdWords(cause, reason) : reason
}

export type HistoryEntry = {
  readonly actor: ActorStamp
  readonly action: string
  readonly subject: string
  readonly detail: Readonly<Record<string, string | number | null>>
  readonly at: Date
}

/** What is not said as it was written down. */
const spoken: ReadonlyMap<string, string> = new Map([
  ['client-put', 'details on file updated'],
  ['freeze-laid', 'freeze added'],
  ['freeze-lifted', 'freeze ended'],
])

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
  const to = typeof detail['to'] === 'string' ? ` ${word} ${showInstant(new Date(detail['to']), zone, 'short')}` : ''
  const why = readableReason({ action, actor, detail })
  const reason = why ? `: “${why.slice(0, 120)}”` : ''
  const what = spoken.get(action) ?? action.replaceAll('-', ' ')
  const change =
    detail['what'] == null ? '' : ` (${detail['what']}: ${detail['was'] ?? 'none'} → ${detail['is'] ?? 'none'})`
  return [
    `${showInstant(at, zone, 'short')} `,
    { bold: what },
    `${change}${to}${/^[A-Z]-/.test(subject) ? ` (${subject})` : ''} by ${actor.name}${reason}`,
  ]
}
