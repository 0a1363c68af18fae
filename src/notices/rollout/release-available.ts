import { posted, redrawn } from '../../domain/notices/route.ts'
import { releaseStanding } from '../../domain/notices/standing.ts'
import type { Totals } from '../../domain/reports/health-report.ts'
import { defineNotice } from '../notice/define-notice.ts'
import type { Drawing } from '../notice/drawing.ts'
import { type ReleaseNews, releaseNewsCard } from '../releases/release-news.ts'
import { counted, countWords } from '../words/words.ts'
import { releaseBoardCard } from './release-board-card.ts'

type Available = { readonly release: string; readonly totals: Totals; readonly clients: number }

export const releaseAvailable = defineNotice<'release-available', Available>({
  kind: 'release-available',
  word: 'Release available',
  topic: null,
  route: ({ release }) => ({ standing: releaseStanding(release), rooms: { ops: posted } }),
  plan: null,
  overtaken: null,
  others: null,
  draw: ({ kind, facts }) => ({
    reads: 'release',
    of: { release: facts.release },
    // A hotfix is not rolled out, so its availability is news and no board.
    card: (release) => (release.kind === 'hotfix' ? releaseNewsCard(kind, newsOf(facts), release) : boardOf(facts)),
  }),
})

/** How far a roll-out has come changed: its board is redrawn, and nobody is disturbed. */
export const releaseRedrawn = defineNotice<'release-redrawn', { readonly release: string }>({
  kind: 'release-redrawn',
  word: 'Release board redrawn',
  topic: null,
  route: ({ release }) => ({ standing: releaseStanding(release), rooms: { ops: redrawn } }),
  plan: null,
  overtaken: null,
  others: null,
  draw: ({ facts }) => boardOf(facts),
})

const boardOf = ({ release }: { readonly release: string }): Drawing => ({
  reads: 'release-board',
  of: { release },
  card: releaseBoardCard,
})

const newsOf = ({ totals, clients }: Available): ReleaseNews => ({
  tone: 'good',
  headline: 'passed the gate and is available',
  blocks: [
    { type: 'text', text: countWords(totals) },
    {
      type: 'text',
      text: `${counted(clients, 'client')} to verify on a copy. Each is scheduled by itself when its copy is healthy.`,
    },
  ],
})
