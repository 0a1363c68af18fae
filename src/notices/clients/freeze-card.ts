import type { Notice } from '../../domain/notices/notice.ts'
import { showInstant, showSpan } from '../../domain/time/show-time.ts'
import { readInside } from '../../domain/updates/inside-text.ts'
import type { Block, Card } from '../card/card.ts'
import { counted } from '../words/words.ts'

export type FreezeNews = Extract<Notice, { kind: `freeze-${string}` }>

/**
 * What is told of a freeze: the vendor's to ops, a client's own to that client.
 * @param of the client whose freeze it is and its zone; null for the vendor's, shown in UTC
 */
export function freezeCard(notice: FreezeNews, of: { readonly name: string; readonly zone: string } | null): Card {
  const { startsAt, endsAt, reason, by } = notice.facts
  // The vendor's own freeze is told to its own people alone.
  const why = of === null ? (readInside(notice.facts.inside) ?? reason) : reason
  const at = (iso: string): string => showInstant(new Date(iso), of?.zone ?? 'UTC')
  const added = notice.kind === 'freeze-laid'
  const what = added ? 'freeze added' : 'freeze ended'
  const title = of === null ? `Vendor’s ${what}` : `${of.name}: ${what}`
  const summary = `${title}, ${showSpan(new Date(startsAt), new Date(endsAt), of?.zone ?? 'UTC')}`
  const blocks: Block[] = [
    {
      type: 'facts',
      facts: [
        { label: 'From', value: at(startsAt) },
        { label: 'Until', value: at(endsAt) },
        { label: added ? 'Added by' : 'Ended by', value: by.name },
      ],
    },
    ...(why ? [{ type: 'quote' as const, text: why }] : []),
    { type: 'text', text: added ? consequences(notice.facts, of !== null) : ended },
  ]
  return { kind: notice.kind, tone: added ? 'warning' : 'neutral', title, summary, blocks, actions: [] }
}

const ended = 'Starts that it had moved stay where they are; what it had left without a start is planned now.'

function consequences({ moved, held }: { readonly moved: number; readonly held: number }, own: boolean): string {
  const parts = [
    'No updates start in this time.',
    moved > 0 && `${counted(moved, 'start')} in it moved to the first time after it, with a notice to each.`,
    held > 0 && `${counted(held, 'update')} found no other start and ${held === 1 ? 'is' : 'are'} on hold.`,
    moved + held === 0 && 'Nothing was planned in it.',
    own && 'Security releases may still start in it.',
  ]
  return parts.filter((part) => part !== false).join(' ')
}
