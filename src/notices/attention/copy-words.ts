import type { Attention, AttentionFacts } from '../../domain/notices/attention.ts'
import type { VerbAction } from '../card/card.ts'
import { decideActions } from '../findings/findings-card.ts'
import { comparedWith } from '../words/compared-words.ts'
import { counted, cut } from '../words/words.ts'
import type { KindWords } from './kind-words.ts'

type Words = {
  readonly [Kind in 'finding-undecided' | 'failure-confirmed' | 'verification-stuck']: KindWords<Kind>
}

const longestName = 120

const failureTitle = ({ name }: Pick<AttentionFacts['failure-confirmed'], 'name'>): string => cut(name, longestName)

const inSuite = ({ suite }: Pick<AttentionFacts['failure-confirmed'], 'suite'>): string =>
  suite && `in ${cut(suite, longestName)}`

type AtClients = Pick<Attention, 'client' | 'clients' | 'release'>
const atClients = ({ client, clients, release }: AtClients): string =>
  `${client?.name ?? counted(clients, 'client')}, ${release}`

const rerun = ({ client }: AtClients): VerbAction[] =>
  client ? [{ verb: 'rerun', label: 'Check the copy again', args: { client: client.id } }] : []

export const copyWords: Words = {
  'finding-undecided': {
    many: (count) => `${counted(count, 'failure')} to decide`,
    for: ['specialist'],
    title: ({ facts }) => failureTitle(facts),
    state: (one) =>
      [
        `${one.facts.finding}, ${one.facts.claimedBy ? `claimed by ${one.facts.claimedBy.name}` : 'open'}`,
        atClients(one),
        inSuite(one.facts),
        comparedWith(one.facts.compared),
      ]
        .filter(Boolean)
        .join(' · '),
    actions: ({ facts }) => decideActions(facts.finding, facts.revision, facts.claimedBy !== null),
    page: ({ facts }) => `/reports/${facts.verification}`,
  },
  'failure-confirmed': {
    many: (count) => `${counted(count, 'confirmed failure')} to mend`,
    for: ['specialist'],
    title: ({ facts }) => failureTitle(facts),
    state: (one) =>
      [
        `${one.facts.finding}, confirmed`,
        one.facts.ticket && cut(one.facts.ticket, 80),
        `blocks ${atClients(one)}`,
        inSuite(one.facts),
      ]
        .filter(Boolean)
        .join(' · '),
    actions: (one) => {
      const { finding, revision } = one.facts
      const args = { finding, seen: String(revision) }
      return [{ verb: 'accept-finding', label: 'Accept after all', args }, ...rerun(one)]
    },
    page: ({ facts }) => `/reports/${facts.verification}`,
  },
  'verification-stuck': {
    many: (count) => counted(count, 'copy that does not get on', 'copies that do not get on'),
    for: ['specialist', 'operator'],
    title: ({ client }) => `${client?.name ?? 'A client'}: the check of the copy does not get on`,
    state: ({ facts, release }) => `${facts.verification} for ${release}, ${stuckWords(facts)}`,
    actions: (one) => (one.facts.status === 'failed' ? rerun(one) : []),
    page: ({ facts }) => `/reports/${facts.verification}`,
  },
}

function stuckWords({ status, attempt }: AttentionFacts['verification-stuck']): string {
  if (status === 'failed') return `given up after ${counted(attempt, 'try', 'tries')}`
  if (status === 'silent') return `silent, to be tried again (try ${attempt})`
  return `${status === 'requested' ? 'handed over' : status}, without a word (try ${attempt})`
}
