import type { Client } from '../../domain/people/client.ts'
import { formatSystem } from '../../domain/people/system.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import { awaitsAnswer, isOpen, type UrgentRequest } from '../../domain/updates/urgent-request.ts'
import type { Block, Card, Fact, VerbAction } from '../card/card.ts'
import type { UrgentView } from '../notice/views.ts'
import { notesLink } from '../words/release-notes.ts'

/**
 * The card that stands for a request: with services until it is settled, and in the client's own channel.
 * @param reader the client decides nothing about it, but can take it back
 */
export function urgentRequestCard(
  { request, client, release }: UrgentView,
  reader: 'services' | 'client' = 'services',
): Card {
  const { name } = request.requestedBy
  const system = formatSystem(request)
  const facts: Fact[] = [
    { label: 'System', value: system },
    { label: 'Release', value: request.release },
    {
      label: 'Asked by',
      value: reader === 'client' ? name : `${name}, ${showInstant(request.requestedAt, 'UTC', 'short')}`,
    },
    {
      label: 'Wished for',
      value: request.wishedAt ? showInstant(request.wishedAt, client.zone) : 'as soon as possible',
    },
    { label: 'Status', value: statusOf(request, client) },
  ]
  const blocks: Block[] = [
    { type: 'facts', facts },
    { type: 'quote', text: request.reason },
  ]
  if (request.decision)
    blocks.push({ type: 'text', text: [{ bold: 'Declined because:' }] }, { type: 'quote', text: request.decision })
  return {
    kind: 'urgent-request',
    tone: awaitsAnswer(request.status) ? 'warning' : 'neutral',
    title: `Urgent update for ${client.name} ${request.environment} (${request.id})`,
    summary: `${request.id}: ${name} asks for release ${request.release} on ${system}`,
    blocks,
    actions: [...(reader === 'client' ? ownActions(request) : actionsOf(request)), notesLink(release)],
  }
}

const ownActions = ({ id, status }: UrgentRequest): VerbAction[] =>
  isOpen(status) && status !== 'scheduled'
    ? [{ verb: 'withdraw-request', label: 'Take it back', args: { request: id } }]
    : []

const actionsOf = ({ id, status, revision }: UrgentRequest): VerbAction[] =>
  awaitsAnswer(status) ? answerActions(id, revision, status === 'claimed') : []

/** How a request that waits for an answer is answered or taken in hand. */
export function answerActions(request: string, revision: number, isClaimed: boolean): VerbAction[] {
  const args = { request, seen: String(revision) }
  const accept: VerbAction = { verb: 'accept-request', label: 'Accept', args, style: 'primary' }
  const decline: VerbAction = { verb: 'decline-request', label: 'Decline', args, style: 'danger' }
  const claim: VerbAction = { verb: 'claim-request', label: 'Claim', args }
  return isClaimed ? [accept, decline] : [accept, decline, claim]
}

function statusOf(request: UrgentRequest, { zone }: Client): string {
  const at = request.startsAt ? showInstant(request.startsAt, zone) : ''
  switch (request.status) {
    case 'requested':
      return 'nobody has claimed it yet'
    case 'claimed':
      return `claimed by ${request.claimedBy?.name ?? 'services'}`
    case 'accepted':
      return `accepted by ${request.decidedBy?.name ?? 'services'} for ${at}; waits for the check of the copy`
    case 'scheduled':
      return `accepted by ${request.decidedBy?.name ?? 'services'}, scheduled for ${at}`
    case 'declined':
      return `declined by ${request.decidedBy?.name ?? 'services'}`
    case 'fulfilled':
      return 'updated'
    case 'failed':
      return 'the update failed'
    case 'withdrawn':
      return 'withdrawn by the client'
    case 'expired':
      return 'expired unanswered'
  }
}
