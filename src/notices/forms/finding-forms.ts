import type { Finding } from '../../domain/findings/finding.ts'
import { awaitsDecision } from '../../domain/findings/triage.ts'
import { acceptReasons, type Verdict } from '../../domain/findings/verdict.ts'
import type { Block } from '../card/card.ts'
import type { Field, Form } from '../card/form.ts'
import { differentMessages } from '../findings/different-messages.ts'
import { caseWords } from '../findings/findings-card.ts'
import { reasonWord, stateWords, verdictWords } from '../words/verdict-words.ts'
import { counted } from '../words/words.ts'
import { longestReason } from './fields.ts'

export type FindingQuestion = {
  readonly finding: Finding
  /** The same failure in the same report, where it is there more than once: decided with it. */
  readonly alike: readonly Finding[]
  /** The same failure at other clients of the release, as far as one decision could be for them. */
  readonly others: readonly Finding[]
  /** How many clients of the release have it besides this one. */
  readonly alsoAt: number
  readonly elsewhere: Verdict | null
}

export type FindingAnswer = Readonly<
  Partial<Record<'reason' | 'ticket' | 'note' | 'show' | 'scope' | 'clients', string>>
>

export const longestTicket = 200

/** Asks why a failure says nothing against the update; what was decided about it elsewhere is filled in. */
export function acceptFindingForm(question: FindingQuestion, given: FindingAnswer = {}): Form {
  const { finding, elsewhere } = question
  const reason = given.reason ?? elsewhere?.reason ?? undefined
  const options = acceptReasons.map((value) => ({ value, label: capital(reasonWord[value]) }))
  return form(question, given, {
    verb: 'accept-finding',
    title: `Accept ${finding.id}`,
    submit: 'Accept',
    field: {
      name: 'reason',
      label: 'Why does it say nothing against the update?',
      type: 'choice',
      options,
      ...(reason !== undefined && { initial: reason }),
    },
  })
}

/** Asks under which ticket a real failure is mended. */
export function confirmFindingForm(question: FindingQuestion, given: FindingAnswer = {}): Form {
  const { finding, elsewhere } = question
  const ticket = given.ticket ?? elsewhere?.ticket ?? undefined
  return form(question, given, {
    verb: 'confirm-finding',
    title: `Confirm ${finding.id}`,
    submit: 'Confirm',
    field: {
      name: 'ticket',
      label: 'Ticket',
      type: 'text',
      maxLength: longestTicket,
      hint: 'An id or a link; the client does not see it',
      ...(ticket !== undefined && { initial: ticket }),
    },
  })
}

type Kind = {
  readonly verb: string
  readonly title: string
  readonly submit: string
  readonly field: Field
}

function form(
  { finding, alike, others, alsoAt, elsewhere }: FindingQuestion,
  given: FindingAnswer,
  { verb, title, submit, field }: Kind,
): Form {
  const blocks: Block[] = [
    { type: 'text', text: caseWords(finding) },
    ...differentMessages([finding, ...alike, ...others]),
  ]
  const memory = [
    ...(alsoAt > 0 ? [`also at ${counted(alsoAt, 'client')}`] : []),
    ...(elsewhere ? [verdictWords(elsewhere)] : []),
  ]
  if (memory.length > 0) blocks.push({ type: 'text', text: `${capital(memory.join('; '))}.` })
  if (!awaitsDecision(finding.status))
    blocks.push({ type: 'text', text: `${finding.id} is ${stateWords(finding)}. This takes it back.` })
  const clients = new Set(others.map(({ client }) => client)).size
  return {
    verb,
    title,
    blocks,
    fields: [field, ...noteFields(given), ...(clients > 0 ? scopeFields(clients, given) : [])],
    args: { finding: finding.id, seen: String(finding.revision) },
    submit,
  }
}

const noteFields = ({ note, show }: FindingAnswer): Field[] => [
  {
    name: 'note',
    label: 'Note',
    type: 'text',
    multiline: true,
    optional: true,
    maxLength: longestReason,
    ...(note !== undefined && { initial: note }),
  },
  {
    name: 'show',
    label: 'May the client read the note?',
    type: 'choice',
    initial: show ?? 'no',
    options: [
      { value: 'no', label: 'No, it is for us' },
      { value: 'yes', label: 'Yes, show it to the client' },
    ],
  },
]

const scopeFields = (clients: number, { scope, clients: named }: FindingAnswer): Field[] => [
  {
    name: 'scope',
    label: 'The same failure at other clients',
    type: 'choice',
    initial: scope ?? 'this',
    options: [
      { value: 'this', label: 'Decide it for this client only' },
      { value: 'all', label: `Decide it for ${counted(clients, 'other client')}, too` },
      { value: 'named', label: 'Decide it for those I name below, too' },
    ],
  },
  {
    name: 'clients',
    label: 'Clients',
    type: 'text',
    optional: true,
    maxLength: 1000,
    hint: 'Only where you name some: their ids, such as acme, beta',
    ...(named !== undefined && { initial: named }),
  },
]

/** Asks before a failure is taken out of somebody's hands. */
export const takeOverForm = (finding: Finding): Form => ({
  verb: 'claim-finding',
  title: `Take over ${finding.id}`,
  blocks: [
    { type: 'text', text: caseWords(finding) },
    { type: 'text', text: `${finding.claimedBy?.name ?? 'Somebody else'} has it in hand. Take it over?` },
  ],
  fields: [],
  args: { finding: finding.id, seen: String(finding.revision), takeOver: 'yes' },
  submit: 'Take over',
})

/** Asks before decisions about a copy are thrown away. */
export const rerunForm = (about: {
  readonly client: string
  readonly release: string
  readonly verification: string
  readonly findings: number
}): Form => ({
  verb: 'rerun',
  title: 'Check the copy again',
  blocks: [
    {
      type: 'text',
      text: `A new copy of ${about.client} is updated to ${about.release} and checked. ${about.verification} becomes obsolete, with ${counted(about.findings, 'finding')} and what was decided about them.`,
    },
  ],
  fields: [],
  args: { client: about.client, release: about.release, verification: about.verification },
  submit: 'Check again',
})

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
