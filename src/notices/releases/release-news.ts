import { posted } from '../../domain/notices/route.ts'
import type { ActorStamp } from '../../domain/people/actor.ts'
import type { GateShortfall } from '../../domain/releases/gate.ts'
import type { Release } from '../../domain/releases/release.ts'
import type { Totals } from '../../domain/reports/health-report.ts'
import { readInside } from '../../domain/updates/inside-text.ts'
import type { Reasons } from '../../domain/updates/reasons.ts'
import type { Action, Block, Card, Tone } from '../card/card.ts'
import { defineNotice, type Told } from '../notice/define-notice.ts'
import type { Drawing } from '../notice/drawing.ts'
import { notesLink } from '../words/release-notes.ts'
import { countWords } from '../words/words.ts'
import { releaseActions } from './release-actions.ts'
import { shortfallWords } from './shortfall-words.ts'

type Refused = {
  readonly release: string
  readonly totals: Totals
  readonly shortfalls: readonly GateShortfall[]
}
type ByPerson = { readonly release: string; readonly by: ActorStamp } & Reasons

export type ReleaseNews = {
  readonly tone: Tone
  readonly headline: string
  readonly blocks: readonly Block[]
  readonly actions?: readonly Action[]
}

/** What operators hear of a release. */
export function releaseNewsCard(kind: string, news: ReleaseNews, release: Release): Card {
  const title = `Release ${release.version} ${news.headline}`
  const actions = [...(news.actions ?? []), notesLink(release)]
  return { kind, tone: news.tone, title, summary: title, blocks: news.blocks, actions }
}

const drawRelease =
  <Facts extends { readonly release: string }>(newsOf: (facts: Facts) => ReleaseNews) =>
  ({ kind, facts }: Told<Facts>): Drawing => ({
    reads: 'release',
    of: { release: facts.release },
    card: (release) => releaseNewsCard(kind, newsOf(facts), release),
  })

const toOps = () => ({ rooms: { ops: posted } })

export const releaseRefused = defineNotice<'release-refused', Refused>({
  kind: 'release-refused',
  word: 'Release refused by the gate',
  topic: null,
  route: toOps,
  plan: null,
  overtaken: null,
  others: null,
  draw: drawRelease(({ totals, shortfalls }) => ({
    tone: 'bad',
    headline: 'did not pass the gate',
    blocks: [
      { type: 'text', text: countWords(totals) },
      { type: 'list', items: shortfalls.map(shortfallWords) },
    ],
  })),
})

export const releasePaused = defineNotice<'release-paused', ByPerson>({
  kind: 'release-paused',
  word: 'Release paused',
  topic: null,
  route: toOps,
  plan: null,
  overtaken: null,
  others: null,
  draw: drawRelease((facts) => ({
    tone: 'warning',
    headline: `was paused by ${facts.by.name}`,
    blocks: whyBlocks(facts),
    actions: releaseActions({ version: facts.release, status: 'paused' }),
  })),
})

export const releaseResumed = defineNotice<'release-resumed', ByPerson>({
  kind: 'release-resumed',
  word: 'Release resumed',
  topic: null,
  route: toOps,
  plan: null,
  overtaken: null,
  others: null,
  draw: drawRelease((facts) => ({
    tone: 'neutral',
    headline: `was resumed by ${facts.by.name}`,
    blocks: whyBlocks(facts),
  })),
})

export const releaseWithdrawn = defineNotice<'release-withdrawn', ByPerson>({
  kind: 'release-withdrawn',
  word: 'Release withdrawn',
  topic: null,
  route: toOps,
  plan: null,
  overtaken: null,
  others: null,
  draw: drawRelease((facts) => ({
    tone: 'bad',
    headline: `was withdrawn by ${facts.by.name}`,
    blocks: whyBlocks(facts),
  })),
})

/** Why, for us, and what clients are told beside their neutral sentence. */
function whyBlocks({ reason, inside }: Reasons): Block[] {
  const why = readInside(inside)
  return [
    ...(why ? [{ type: 'quote' as const, text: why }] : []),
    ...(reason ? [{ type: 'text' as const, text: [{ bold: 'Clients read: ' }, reason] }] : []),
  ]
}
