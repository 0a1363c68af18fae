import type { Client } from '../domain/client.ts'
import type { Incident } from '../domain/incident.ts'
import type { Release } from '../domain/release.ts'
import { showInstant } from '../domain/show-time.ts'
import type { Update } from '../domain/update.ts'
import type { Block, Card, Fact, VerbAction } from './card.ts'
import { notesLink } from './release-notes.ts'
import { cut, environmentWord } from './words.ts'

export type IncidentView = {
  readonly incident: Incident
  readonly update: Update
  readonly client: Client
  readonly release: Release
  readonly now: Date
}

const longestDetail = 1_000

/** The message that stands in triage and ops for an update that failed or went silent, until it is settled. */
export function incidentCard({ incident, update, client, release }: IncidentView): Card {
  const title = incidentTitle(update, client.name)
  const facts: Fact[] = [
    { label: 'Update', value: `${update.id}, ${incidentState(incident)}` },
    { label: 'Release', value: update.release },
    { label: 'Started', value: showInstant(update.handedOverAt ?? update.startsAt, update.zone) },
  ]
  const blocks: Block[] = [{ type: 'facts', facts }]
  if (update.status === 'failed' && update.detail)
    blocks.push({ type: 'quote', text: cut(update.detail, longestDetail) })
  if (incident.note && incident.note !== update.detail)
    blocks.push({ type: 'text', text: [{ bold: 'Found: ' }, cut(incident.note, longestDetail)] })
  const isSettled = incident.status === 'settled'
  if (!isSettled) blocks.push({ type: 'text', text: whatNext(update) })
  const rerun: VerbAction = { verb: 'rerun', label: 'Check the copy again', args: { client: client.id } }
  return {
    kind: update.status === 'stalled' ? 'update-stalled' : 'update-failed',
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

export function incidentTitle({ status, environment }: Update, client: string): string {
  const what =
    status === 'failed'
      ? 'update failed'
      : status === 'stalled'
        ? 'no word from the update'
        : 'updated after all'
  return `${client} ${environmentWord[environment].toLowerCase()}: ${what}`
}

/** @returns who has it in hand, or who settled it; for the vendor only */
export function incidentState({ status, claimedBy, settledBy, settledAt }: Incident): string {
  if (status === 'open') return 'open'
  if (status === 'claimed') return `claimed by ${claimedBy?.name ?? 'a specialist'}`
  return `settled by ${settledBy?.name ?? 'somebody'}${settledAt ? `, ${showInstant(settledAt, 'UTC')}` : ''}`
}

export function incidentActions({ status, revision, claimedBy }: Incident, update: Update): VerbAction[] {
  if (status === 'settled') return []
  const args = { update: update.id, seen: String(revision) }
  const label = update.status === 'stalled' ? 'Say what became of it' : 'Settle'
  return [
    { verb: 'settle-update', label, args, style: 'primary' },
    { verb: 'claim-update', label: claimedBy ? 'Take over' : 'Claim', args: { update: update.id } },
  ]
}

function whatNext({ status, kind }: Update): string {
  if (status === 'stalled')
    return 'Please find out whether it went through, and say so: nothing else starts on this system before.'
  return kind === 'hotfix'
    ? 'It is not tried again by itself. Please find out why it failed, and settle it.'
    : 'It is planned anew by itself, and this is settled when that goes through. Please find out before then why it failed.'
}
