import { posted, type Route } from '../../domain/notices/route.ts'
import type { ActorStamp } from '../../domain/people/actor.ts'
import { showInstant, showSpan } from '../../domain/time/show-time.ts'
import { readInside } from '../../domain/updates/inside-text.ts'
import type { Reasons } from '../../domain/updates/reasons.ts'
import type { Block, Card } from '../card/card.ts'
import { defineNotice, type Told } from '../notice/define-notice.ts'
import type { Drawn } from '../notice/drawing.ts'
import { counted } from '../words/words.ts'

type AboutFreeze = {
  readonly freeze: string
  readonly startsAt: string
  readonly endsAt: string
  readonly by: ActorStamp
} & Reasons
/**
 * A client's: how many starts it moved, and how many it left without one. The vendor's: how many lay in it, which are planned
 * anew behind it.
 */
type Consequences = { readonly moved: number; readonly held: number } | { readonly frozen: number }
type Added = AboutFreeze & Consequences

/** A freeze was added, by the vendor or a client. */
export const freezeLaid = defineNotice<'freeze-laid', Added>({
  kind: 'freeze-laid',
  word: 'Freeze added',
  topic: null,
  route: routeOfFreeze,
  plan: null,
  overtaken: null,
  others: null,
  draw: (notice) => drawFreeze(notice, notice.facts),
})

export const freezeLifted = defineNotice<'freeze-lifted', AboutFreeze>({
  kind: 'freeze-lifted',
  word: 'Freeze ended',
  topic: null,
  route: routeOfFreeze,
  plan: null,
  overtaken: null,
  others: {
    redraws: null,
    overtakes: null,
    takesBack: ({ freeze }) => ({ kinds: [freezeLaid.kind], fact: 'freeze', id: freeze }),
  },
  draw: (notice) => drawFreeze(notice, null),
})

/** The vendor's is told to ops, a client's own to that client. */
function routeOfFreeze(_: AboutFreeze, client: string): Route {
  return client === '' ? { rooms: { ops: posted } } : { channel: posted, inbox: 'both' }
}

/** @param added what came of it; null where it ended */
const drawFreeze = ({ kind, client, facts }: Told<AboutFreeze>, added: Added | null): Drawn =>
  client === null
    ? freezeCard(kind, facts, added, null)
    : { reads: 'client', of: { client }, card: (of) => freezeCard(kind, facts, added, of.client) }

/** @param of the client whose freeze it is and its zone; null for the vendor's, shown in UTC */
function freezeCard(
  kind: string,
  { startsAt, endsAt, reason, inside, by }: AboutFreeze,
  added: Added | null,
  of: { readonly name: string; readonly zone: string } | null,
): Card {
  // The vendor's own freeze is told to its own people alone.
  const why = of === null ? (readInside(inside) ?? reason) : reason
  const at = (iso: string): string => showInstant(new Date(iso), of?.zone ?? 'UTC')
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
    { type: 'text', text: added ? consequences(added, of !== null) : ended },
  ]
  return { kind, tone: added ? 'warning' : 'neutral', title, summary, blocks, actions: [] }
}

const ended = 'Starts that it had moved stay where they are; what it had left without a start is planned now.'

function consequences(added: Consequences, own: boolean): string {
  const parts = [
    'No updates start in this time.',
    ...('frozen' in added ? plannedAnew(added.frozen) : moved(added)),
    own && 'Security releases may still start in it.',
  ]
  return parts.filter((part) => part !== false).join(' ')
}

const plannedAnew = (starts: number): readonly string[] => [
  starts > 0
    ? `${counted(starts, 'start')} in it ${starts === 1 ? 'moves' : 'move'} to the first time after it, with a notice to each.`
    : nothingPlanned,
]

const moved = ({ moved, held }: { readonly moved: number; readonly held: number }) => [
  moved > 0 && `${counted(moved, 'start')} in it moved to the first time after it, with a notice to each.`,
  held > 0 && `${counted(held, 'update')} found no other start and ${held === 1 ? 'is' : 'are'} on hold.`,
  moved + held === 0 && nothingPlanned,
]

const nothingPlanned = 'Nothing was planned in it.'
