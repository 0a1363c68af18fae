import type { Attention, AttentionKind } from '../../domain/notices/attention.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import { settleActions } from '../updates/incident-card.ts'
import { answerActions } from '../urgent/urgent-card.ts'
import { counted, cut, environmentWord } from '../words/words.ts'
import type { KindWords } from './kind-words.ts'

type Kinds =
  | 'update-stalled'
  | 'update-failed'
  | 'update-overran'
  | 'check-failed'
  | 'update-held'
  | 'request-unanswered'

/** @returns e.g. `Acme College production` */
const systemOf = ({ client, environment }: Attention<AttentionKind>): string =>
  [client?.name ?? 'a client', environment && environmentWord[environment].toLowerCase()].filter(Boolean).join(' ')

const scheduleOf = ({ client }: Attention<AttentionKind>): string | null =>
  client && `/schedule/${encodeURIComponent(client.id)}`

const inHands = (claimedBy: { readonly name: string } | null): string =>
  claimedBy ? `claimed by ${claimedBy.name}` : 'open'

const incident = (
  many: (count: number) => string,
  what: string,
  isSilent = false,
): KindWords<'update-stalled' | 'update-failed' | 'check-failed'> => ({
  many,
  for: ['specialist', 'operator'],
  title: (one) => `${systemOf(one)}: ${what}`,
  state: ({ release, facts }) => `${facts.update}, ${inHands(facts.claimedBy)} · ${release}`,
  actions: ({ facts }) => settleActions(facts, isSilent),
  page: scheduleOf,
})

const statusOf = ({ client }: Attention<AttentionKind>) => ({
  verb: 'status',
  label: 'Status',
  args: { client: client?.id ?? '' },
})

export const updateWords: { readonly [Kind in Kinds]: KindWords<Kind> } = {
  'update-stalled': incident((count) => `${counted(count, 'update')} without a word`, 'no word from the update', true),
  'update-failed': incident((count) => `${counted(count, 'update')} failed`, 'update failed'),
  'check-failed': incident(
    (count) => `${counted(count, 'check')} after an update failed`,
    'the check after the update failed',
  ),
  'update-overran': {
    many: (count) => `${counted(count, 'update')} past ${count === 1 ? 'its window' : 'their windows'}`,
    for: ['operator'],
    title: (one) => `${systemOf(one)}: still being updated after its window`,
    state: ({ release, facts }) => `${facts.update} to ${release}`,
    actions: (one) => [statusOf(one)],
    page: scheduleOf,
  },
  'update-held': {
    many: (count) => `${counted(count, 'update')} held by what failed on staging`,
    for: ['operator', 'services'],
    title: (one) => `${systemOf(one)}: on hold, the update failed on staging`,
    state: ({ release, facts }, zone) =>
      `${facts.update} to ${release}, planned for ${showInstant(new Date(facts.startsAt), zone, 'short')}`,
    actions: (one) => [statusOf(one)],
    page: scheduleOf,
  },
  'request-unanswered': {
    many: (count) => `${counted(count, 'urgent request')} to answer`,
    for: ['services'],
    title: (one) => `${systemOf(one)}: urgent update to ${one.release} asked for`,
    state: ({ facts }, zone) =>
      `${facts.request}, ${inHands(facts.claimedBy)}, ${
        facts.wishedAt ? `wished for ${showInstant(new Date(facts.wishedAt), zone, 'short')}` : 'as soon as possible'
      }: ${cut(facts.reason, 200)}`,
    actions: ({ facts }) => answerActions(facts.request, facts.revision, facts.claimedBy !== null),
    page: scheduleOf,
  },
}
