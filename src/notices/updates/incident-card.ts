import { badCount } from '../../domain/reports/health-report.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import type { Incident } from '../../domain/updates/incident.ts'
import { readInside } from '../../domain/updates/inside-text.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { Block, Card, Fact, VerbAction } from '../card/card.ts'
import type { IncidentView } from '../notice/views.ts'
import { liveFact } from '../words/outcome-words.ts'
import { notesLink } from '../words/release-notes.ts'
import { countWords, cut, environmentWord } from '../words/words.ts'

const longestDetail = 1_000

/** The message that stands in triage and ops for what went wrong with an update, until it is settled. */
export function incidentCard(view: IncidentView): Card {
  const { incident, update, client, release, check, live } = view
  const title = incidentTitle(view)
  const facts: Fact[] = [
    { label: 'Update', value: `${update.id}, ${incidentState(incident)}` },
    { label: 'Release', value: update.release },
    { label: 'Started', value: showInstant(update.handedOverAt ?? update.startsAt, update.zone) },
  ]
  if (update.status === 'failed') facts.push(liveFact(live))
  if (check) facts.push({ label: 'Health check', value: countWords(check) })
  const blocks: Block[] = [{ type: 'facts', facts }]
  const printed = update.status === 'failed' ? readInside(update.inside) : null
  if (printed) blocks.push({ type: 'quote', text: cut(printed, longestDetail) })
  if (incident.note && incident.note !== printed)
    blocks.push({ type: 'text', text: [{ bold: 'Found: ' }, cut(incident.note, longestDetail)] })
  const isSettled = incident.status === 'settled'
  if (!isSettled) blocks.push({ type: 'text', text: whatNext(view) })
  const rerun: VerbAction = { verb: 'rerun', label: 'Check the copy again', args: { client: client.id } }
  return {
    kind: update.status === 'stalled' ? 'update-stalled' : check ? 'update-checked' : 'update-failed',
    tone: isSettled ? 'neutral' : 'bad',
    title,
    summary: title,
    blocks,
    actions: [
      ...incidentActions(incident, update),
      ...(!isSettled && update.status === 'failed' ? [rerun] : []),
      notesLink(release),
    ],
    ...(!isSettled && { footer: `Waits since ${showInstant(incident.openedAt, 'UTC')}` }),
  }
}

export function incidentTitle({ update, client, check }: Pick<IncidentView, 'update' | 'client' | 'check'>): string {
  const system = `${client.name} ${environmentWord[update.environment].toLowerCase()}`
  if (update.status === 'failed') return `${system}: update failed`
  if (update.status === 'stalled') return `${system}: no word from the update`
  return `${system}: ${check && badCount(check) > 0 ? 'the check after the update failed' : 'updated after all'}`
}

/** @returns who has it in hand, or who settled it; for the vendor only */
export function incidentState({ status, claimedBy, settledBy, settledAt }: Incident): string {
  if (status === 'open') return 'open'
  if (status === 'claimed') return `claimed by ${claimedBy?.name ?? 'a specialist'}`
  return `settled by ${settledBy?.name ?? 'somebody'}${settledAt ? `, ${showInstant(settledAt, 'UTC')}` : ''}`
}

export const incidentActions = (incident: Incident, { status }: Update): VerbAction[] =>
  incident.status === 'settled' ? [] : settleActions(incident, status === 'stalled')

/** How what waits for somebody is settled or taken in hand. */
export const settleActions = (
  { update, revision, claimedBy }: Pick<Incident, 'update' | 'revision' | 'claimedBy'>,
  isSilent: boolean,
): VerbAction[] => [
  {
    verb: 'settle-update',
    label: isSilent ? 'Say what became of it' : 'Settle',
    args: { update, seen: String(revision) },
    style: 'primary',
  },
  { verb: 'claim-update', label: claimedBy ? 'Take over' : 'Claim', args: { update } },
]

function whatNext({ update: { status, kind }, check }: IncidentView): string {
  if (check) return 'It was updated, and what runs there failed its check. Please look at it, and settle it.'
  if (status === 'stalled')
    return 'Please find out whether it went through, and say so: nothing else starts on this system before.'
  return kind === 'hotfix'
    ? 'It is not tried again by itself. Please find out why it failed, and settle it.'
    : 'It is planned anew by itself, and this is settled when that goes through. Please find out before then why it failed.'
}
