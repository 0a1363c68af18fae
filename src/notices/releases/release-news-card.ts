import type { Notice } from '../../domain/notices/notice.ts'
import type { GateShortfall } from '../../domain/releases/gate.ts'
import type { Release } from '../../domain/releases/release.ts'
import { problemWords } from '../../domain/reports/report-problem.ts'
import { readInside } from '../../domain/updates/inside-text.ts'
import type { Reasons } from '../../domain/updates/reasons.ts'
import type { Block, Card } from '../card/card.ts'
import { notesLink } from '../words/release-notes.ts'
import { counted, countWords, number } from '../words/words.ts'
import { releaseActions } from './release-actions.ts'

export type ReleaseNews = Exclude<Extract<Notice, { kind: `release-${string}` }>, { kind: 'release-redrawn' }>

/** What operators hear of a release. */
export function releaseNewsCard(notice: ReleaseNews, about: Release): Card {
  const { release } = notice.facts
  const card = (tone: Card['tone'], headline: string, blocks: Block[], actions: Card['actions'] = []): Card => ({
    kind: notice.kind,
    tone,
    title: `Release ${release} ${headline}`,
    summary: `Release ${release} ${headline}`,
    blocks,
    actions: [...actions, notesLink(about)],
  })
  switch (notice.kind) {
    case 'release-available':
      return card('good', 'passed the gate and is available', [
        { type: 'text', text: countWords(notice.facts.totals) },
        {
          type: 'text',
          text: `${counted(notice.facts.clients, 'client')} to verify on a copy. Each is scheduled by itself when its copy is healthy.`,
        },
      ])
    case 'release-refused':
      return card('bad', 'did not pass the gate', [
        { type: 'text', text: countWords(notice.facts.totals) },
        { type: 'list', items: notice.facts.shortfalls.map(shortfallWords) },
      ])
    case 'release-paused':
      return card(
        'warning',
        `was paused by ${notice.facts.by.name}`,
        whyBlocks(notice.facts),
        releaseActions({ version: release, status: 'paused' }),
      )
    case 'release-resumed':
      return card('neutral', `was resumed by ${notice.facts.by.name}`, whyBlocks(notice.facts))
    case 'release-withdrawn':
      return card('bad', `was withdrawn by ${notice.facts.by.name}`, whyBlocks(notice.facts))
  }
}

/** Why, for us, and what clients are told beside their neutral sentence. */
function whyBlocks({ reason, inside }: Reasons): Block[] {
  const why = readInside(inside)
  return [
    ...(why ? [{ type: 'quote' as const, text: why }] : []),
    ...(reason ? [{ type: 'text' as const, text: [{ bold: 'Clients read: ' }, reason] }] : []),
  ]
}

/** @returns which number fell short, and by how much (DESIGN 2.1) */
export function shortfallWords(shortfall: GateShortfall): string {
  switch (shortfall.rule) {
    case 'too-few-passed':
      return `${counted(shortfall.passed, 'test')} passed; more than ${number(shortfall.needed)} must, so ${number(shortfall.missing)} ${shortfall.missing === 1 ? 'is' : 'are'} missing.`
    case 'failures':
      return `${counted(shortfall.failed, 'test')} failed and ${number(shortfall.errored)} errored; none may.`
    case 'suite-errors':
      return `${counted(shortfall.count, 'suite')} broke as a whole${shortfall.first === '' ? '' : `, first "${shortfall.first}"`}.`
    case 'missing-suites':
      return `Required suites without a passed test: ${shortfall.suites.join(', ')}.`
    default:
      return problemWords(shortfall.problem)
  }
}
