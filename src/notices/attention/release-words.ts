import { releaseActions } from '../releases/release-actions.ts'
import { shortfallWords } from '../releases/shortfall-words.ts'
import { counted } from '../words/words.ts'
import type { KindWords } from './kind-words.ts'

type Words = {
  readonly [Kind in 'release-paused' | 'release-refused']: KindWords<Kind>
}

const pageOf = (release: string | null): string => `/ops?${new URLSearchParams({ release: release ?? '' })}#releases`

export const releaseWords: Words = {
  'release-paused': {
    many: (count) => `${counted(count, 'release is', 'releases are')} paused`,
    for: ['operator'],
    title: ({ release }) => `Release ${release} is paused`,
    state: ({ facts: { reason, by, systems }, clients }) =>
      [
        `${by ? `Paused by ${by.name}` : 'Paused'}${reason ? `: ${reason}` : ''}`,
        systems > 0 ? `${counted(systems, 'system waits', 'systems wait')} at ${counted(clients, 'client')}` : null,
      ]
        .filter(Boolean)
        .join(' · '),
    actions: ({ release }) => releaseActions({ version: release ?? '', status: 'paused' }),
    page: ({ release }) => pageOf(release),
  },
  'release-refused': {
    many: (count) => `${counted(count, 'release')} did not pass the gate`,
    for: ['operator'],
    title: ({ release }) => `Release ${release} did not pass the gate`,
    state: ({ facts }) => facts.shortfalls.map(shortfallWords).join(' ') || null,
    actions: ({ release }) => releaseActions({ version: release ?? '', status: 'refused' }),
    page: ({ release }) => pageOf(release),
  },
}
