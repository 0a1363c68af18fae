import type { Finding } from '../../domain/findings/finding.ts'
import { awaitsDecision } from '../../domain/findings/triage.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import type { Block, Card, Span, Text, VerbAction } from '../card/card.ts'
import type { FailureView } from '../notice/views.ts'
import { comparedAcross, comparedWith } from '../words/compared-words.ts'
import { notesLink } from '../words/release-notes.ts'
import { stateWords, verdictWords } from '../words/verdict-words.ts'
import { counted, cut, number } from '../words/words.ts'
import { countMessages } from './different-messages.ts'

/** How many clients one card names; the others are counted. */
export const shownClients = 15

const longestMessage = 500

/** The message that stands for a failure in triage: edited in place as clients join and decisions fall. */
export function findingsCard(view: FailureView): Card {
  const { release, sample, findings, earlier } = view
  const undecided = findings.filter(({ status }) => awaitsDecision(status))
  const clients = clientsOf(findings)
  const blocks: Block[] = [{ type: 'text', text: caseWords(sample) }]
  if (sample.message) blocks.push({ type: 'quote', text: cut(sample.message, longestMessage) })
  const messages = countMessages(findings)
  if (messages > 1)
    blocks.push({ type: 'text', text: `One of ${number(messages)} messages: Accept and Confirm show each.` })
  if (findings.length === 0)
    blocks.push({ type: 'text', text: 'Nobody needs to look at it any more: the checks were run again.' })
  else blocks.push({ type: 'list', items: lines(view) })
  const across = comparedAcross(findings)
  if (across) blocks.push({ type: 'text', text: across })
  if (earlier) blocks.push({ type: 'text', text: [{ bold: 'Seen before: ' }, `${verdictWords(earlier)}.`] })
  const oldest = undecided[0]
  return {
    kind: 'findings',
    tone: undecided.length > 0 ? 'warning' : toneOfDecided(findings),
    title: `${where(view)}: ${cut(sample.name, 80)} (${release.version})`,
    summary: `${counted(findings.length, 'finding')} at ${counted(clients.length, 'client')} on release ${release.version}: ${cut(sample.name, 100)}`,
    blocks,
    actions: [...decisions(oldest), ...takeBack(findings, oldest), notesLink(release)],
    ...(oldest && { footer: `Waits since ${showInstant(oldest.openedAt, 'UTC')}` }),
  }
}

/** What is told in the thread when another client meets the failure. */
export function findingJoinedCard({ release, sample, findings, joined, names }: FailureView): Card {
  const client = joined ? (names.get(joined.client) ?? joined.client) : 'another client'
  const title = `Also at ${client}${joined ? ` (${joined.id})` : ''}`
  const text = `${cut(sample.name, 100)}: ${counted(clientsOf(findings).length, 'client')} on release ${release.version} by now.`
  return {
    kind: 'findings-joined',
    tone: 'warning',
    title,
    summary: title,
    blocks: [{ type: 'text', text }],
    actions: [],
  }
}

/** @returns the case and its suite, as triage shows them */
export const caseWords = ({ name, suite }: Pick<Finding, 'name' | 'suite'>): Span[] => [
  { bold: cut(name, 150) },
  ...(suite ? [' in ', { code: cut(suite, 100) }] : []),
]

/** The buttons under an undecided failure. A decision about all clients that share it is offered in the form. */
const decisions = (finding: Finding | undefined): VerbAction[] =>
  finding ? decideActions(finding.id, finding.revision, finding.status === 'claimed') : []

export function decideActions(finding: string, revision: number, isClaimed: boolean): VerbAction[] {
  const args = { finding, seen: String(revision) }
  const accept: VerbAction = { verb: 'accept-finding', label: 'Accept', args, style: 'primary' }
  const confirm: VerbAction = { verb: 'confirm-finding', label: 'Confirm', args, style: 'danger' }
  const claim: VerbAction = {
    verb: 'claim-finding',
    label: isClaimed ? 'Take over' : 'Claim',
    args,
  }
  return [accept, confirm, claim, { verb: 'hand-over', label: 'Hand over', args }]
}

/** A decision about everything that there is can be taken back. */
function takeBack(findings: readonly Finding[], undecided: Finding | undefined): VerbAction[] {
  const last = findings.at(-1)
  if (undecided || !last) return []
  const args = { finding: last.id, seen: String(last.revision) }
  return last.status === 'accepted'
    ? [{ verb: 'confirm-finding', label: 'Confirm after all', args }]
    : [{ verb: 'accept-finding', label: 'Accept after all', args }]
}

const clientsOf = (findings: readonly Finding[]): string[] => [...new Set(findings.map(({ client }) => client))]

function where({ findings, names, sample }: FailureView): string {
  const clients = clientsOf(findings)
  if (clients.length === 0) return 'Settled'
  const [only = sample.client] = clients
  return clients.length === 1 ? (names.get(only) ?? only) : counted(clients.length, 'client')
}

/** Undecided ones first: they are what somebody has to do. */
function lines({ findings, names }: FailureView): Text[] {
  const ordered = [
    ...findings.filter(({ status }) => awaitsDecision(status)),
    ...findings.filter(({ status }) => !awaitsDecision(status)),
  ].filter(({ client }) => names.has(client))
  const shown = ordered.slice(0, shownClients).map((finding): Text => {
    const since = comparedWith(finding.compared)
    const note = finding.verdict?.note ? ` “${cut(finding.verdict.note, 120)}”` : ''
    return [
      { code: finding.id },
      ` ${names.get(finding.client) ?? finding.client}: ${stateWords(finding)}${since ? ` (${since})` : ''}${note}`,
    ]
  })
  const left = findings.length - shown.length
  return left > 0 ? [...shown, `… and ${counted(left, 'more', 'more')}`] : shown
}

const toneOfDecided = (findings: readonly Finding[]): Card['tone'] =>
  findings.some(({ status }) => status === 'confirmed') ? 'bad' : findings.length > 0 ? 'good' : 'neutral'
