import { showInstant } from '../../domain/time/show-time.ts'
import type { VerbAction } from '../card/card.ts'
import { counted } from '../words/words.ts'
import type { KindWords } from './kind-words.ts'

type Words = { readonly [Kind in 'plan-unseen' | 'no-legal-start' | 'nobody-reachable']: KindWords<Kind> }
type AboutClient = { readonly client: { readonly id: string; readonly name: string } | null }

const actionsFor =
  (...actions: readonly (readonly [verb: string, label: string])[]) =>
  ({ client }: AboutClient): VerbAction[] =>
    actions.map(([verb, label]) => ({ verb, label, args: { client: client?.id ?? '' } }))

const pageOf = ({ client }: AboutClient): string => `/schedule/${encodeURIComponent(client?.id ?? '')}`

export const clientWords: Words = {
  'plan-unseen': {
    many: (count) =>
      `${counted(count, 'plan')} that reached nobody and ${count === 1 ? 'starts' : 'start'} within 48 h`,
    for: ['services', 'operator'],
    title: ({ client }) => `${client?.name ?? 'A client'}: nobody there knows yet that an update starts`,
    state: ({ release, facts: { startsAt, systems } }, zone) =>
      `Release ${release} on ${counted(systems, 'system')}, from ${showInstant(new Date(startsAt), zone, 'short')}. No message has arrived and nobody has acknowledged it: please call them.`,
    actions: actionsFor(['notices', 'Who was told what'], ['status', 'Status']),
    page: pageOf,
  },
  'no-legal-start': {
    many: (count) => `${counted(count, 'client')} without a legal start`,
    for: ['services', 'operator'],
    title: ({ client }) => `${client?.name ?? 'A client'}: no maintenance window within reach is free`,
    state: ({ release, facts: { systems } }) =>
      systems > 0
        ? `Release ${release}, ${counted(systems, 'system waits', 'systems wait')} on hold. Look at the windows and freezes.`
        : `Release ${release} is not scheduled. Look at the windows and freezes.`,
    actions: actionsFor(['settings', 'Windows and freezes'], ['status', 'Status']),
    page: pageOf,
  },
  'nobody-reachable': {
    many: (count) => `${counted(count, 'client')} without a reachable administrator`,
    for: ['services', 'operator'],
    title: ({ client }) => `${client?.name ?? 'A client'}: nobody can be told`,
    state: ({ release, facts: { administrators } }) =>
      [
        administrators === 0
          ? 'No administrator is on file.'
          : 'Neither a channel nor a mailbox on file can be reached.',
        release && `Release ${release} waits for somebody who can be told.`,
        'Put an administrator or a channel on file.',
      ]
        .filter(Boolean)
        .join(' '),
    actions: actionsFor(['notices', 'Who was told what']),
    page: pageOf,
  },
}
