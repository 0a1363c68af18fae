import type { Notice } from '../../domain/notices/notice.ts'
import type { Client } from '../../domain/people/client.ts'
import type { Environment } from '../../domain/people/system.ts'
import type { Release } from '../../domain/releases/release.ts'
import { showDuration, showInstant } from '../../domain/time/show-time.ts'
import { readInside } from '../../domain/updates/inside-text.ts'
import type { Action, Block, Card, Fact, Tone } from '../card/card.ts'
import { openPage } from '../card/page-actions.ts'
import { holdWords } from '../words/hold-words.ts'
import { liveFact } from '../words/outcome-words.ts'
import { adviseNotes, notesLink } from '../words/release-notes.ts'
import { countWords, cut, environmentWord } from '../words/words.ts'

/** Notices about one update, each told as a short message of its own. */
export type UpdateNews = Extract<Notice, { kind: `update-${string}` }>

type News = {
  readonly tone: Tone
  readonly headline: string
  readonly facts: readonly Fact[]
  readonly note?: string
  readonly quote?: string | null
}

/**
 * The short message about a change of one update: what, old and new time, by whom.
 * @param minutes the expected outage, which every notice names (DESIGN 2.5)
 * @param reader what a runner printed is shown to the vendor only
 */
export function updateNewsCard(
  notice: UpdateNews,
  client: Client,
  release: Release,
  minutes: number,
  reader: 'client' | 'vendor' = 'client',
): Card {
  const news = newsOf(notice, client, release)
  const environment = environmentWord[notice.facts.environment]
  const title = `${client.name} ${environment.toLowerCase()}: ${news.headline}`
  const blocks: Block[] = [{ type: 'facts', facts: [...news.facts, ...outageFact(notice, minutes)] }]
  if (news.quote) blocks.push({ type: 'quote', text: news.quote })
  if (news.note) blocks.push({ type: 'text', text: news.note })
  const inside = reader === 'vendor' ? insideOf(notice) : null
  if (inside) blocks.push({ type: 'quote', text: cut(inside, longestDetail) })
  const isToCome = toCome.includes(notice.kind)
  if (isToCome) blocks.push(adviseNotes(release))
  const opens = reader === 'client' && (isToCome || notice.kind === 'update-cancelled')
  const actions: Action[] = [
    ...(notice.kind === 'update-failed' && reader === 'vendor' ? [checkAgain(client.id)] : []),
    ...(opens ? [openPage('schedule', client.id)] : []),
    ...(isToCome ? [] : [notesLink(release)]),
  ]
  return { kind: notice.kind, tone: news.tone, title, summary: summaryOf(title, news), blocks, actions }
}

/** What of the notice was written for the vendor alone. */
const insideOf = ({ facts }: UpdateNews): string | null =>
  readInside('inside' in facts ? facts.inside : 'detail' in facts ? facts.detail : null)

/** What is planned anew after a failure can be tried on a new copy before. */
const checkAgain = (client: string): Action => ({
  verb: 'rerun',
  label: 'Check the copy again',
  args: { client },
})

const longestDetail = 1500
const toCome: readonly UpdateNews['kind'][] = ['update-rescheduled', 'update-restored', 'update-held', 'update-resumed']
const stillAhead = ['update-rescheduled', 'update-restored', 'update-resumed', 'update-started']
const outageFact = ({ kind }: UpdateNews, minutes: number): Fact[] =>
  stillAhead.includes(kind) ? [{ label: 'Expected outage', value: `about ${showDuration(minutes)}` }] : []

function summaryOf(title: string, { facts }: News): string {
  const when = facts.find(({ label }) => label === 'Now' || label === 'Starts')
  return when && typeof when.value === 'string' ? `${title}, now ${when.value}` : title
}

function newsOf(notice: UpdateNews, { zone }: Client, release: Release): News {
  const at = (iso: string): string => showInstant(new Date(iso), zone)
  switch (notice.kind) {
    case 'update-rescheduled': {
      const { from, to, by, cause, reason, environment } = notice.facts
      const facts: Fact[] = [
        { label: 'Was', value: at(from) },
        { label: 'Now', value: at(to) },
        { label: 'Moved by', value: by.name },
      ]
      return {
        tone: cause === 'person' ? 'neutral' : 'warning',
        headline: 'update moved',
        facts,
        note: `${moveNotes[cause]} ${onlyThis(environment)}`.trim(),
        quote: reason,
      }
    }
    case 'update-restored': {
      const { to, by, reason } = notice.facts
      return {
        tone: 'neutral',
        headline: 'update restored',
        facts: [
          { label: 'Starts', value: at(to) },
          { label: 'Restored by', value: by.name },
        ],
        quote: reason,
      }
    }
    case 'update-cancelled': {
      const { startsAt, by, reason } = notice.facts
      return {
        tone: 'warning',
        headline: 'update cancelled',
        quote: reason,
        facts: [
          { label: 'Was planned for', value: at(startsAt) },
          { label: 'Cancelled by', value: by.name },
        ],
        note: by.forVendor
          ? ''
          : `While its release is the current one, it can be restored: with Restore on the card of ${release.version} and on the scheduling page, or with the word restore.`,
      }
    }
    case 'update-held':
      return {
        tone: 'warning',
        headline: 'update on hold',
        facts: [{ label: 'Planned for', value: at(notice.facts.startsAt) }],
        quote: holdWords(notice.facts.hold, notice.facts.reason),
        note: 'It does not start until it is released; you will be told.',
      }
    case 'update-resumed':
      return {
        tone: 'neutral',
        headline: 'update goes ahead',
        facts: [{ label: 'Starts', value: at(notice.facts.startsAt) }],
      }
    case 'update-started':
      return {
        tone: 'neutral',
        headline: 'update has started',
        facts: [{ label: 'Release', value: notice.facts.release }],
        note: 'You will be told as soon as it is done.',
      }
    case 'update-finished':
      return {
        tone: 'good',
        headline: `updated to ${notice.facts.version}`,
        facts: [{ label: 'Version', value: notice.facts.version }],
        note: 'The update went through. The system is yours again.',
      }
    case 'update-failed':
      return {
        tone: 'bad',
        headline: 'update failed',
        facts: [{ label: 'Release', value: notice.facts.release }, liveFact(notice.facts.live ?? null)],
        note: `Our specialists are looking at it. ${
          release.kind === 'hotfix'
            ? 'It is not tried again by itself; our services team will get in touch.'
            : 'A new update is planned for the next maintenance window, and you will be told.'
        }`,
      }
    case 'update-overran':
      return {
        tone: 'warning',
        headline: 'update takes longer than its window',
        facts: [{ label: 'Window ended', value: at(notice.facts.endedAt) }],
        note: 'It goes on; our operators are watching it, and you will be told as soon as it is done.',
      }
    case 'update-checked': {
      const { totals, release: version } = notice.facts
      const isWell = totals.failed + totals.errored === 0 && totals.passed > 0
      return {
        tone: isWell ? 'good' : 'warning',
        headline: isWell ? 'healthy after the update' : 'checked after the update',
        facts: [
          { label: 'Version', value: version },
          { label: 'Health check', value: countWords(totals) },
        ],
        note: isWell ? '' : 'Our specialists are looking at what the check found.',
      }
    }
    case 'update-stalled':
      return {
        tone: 'bad',
        headline: 'no word from the update',
        facts: [{ label: 'Silent for', value: showDuration(notice.facts.hours * 60) }],
        note: 'Our operators are finding out whether it went through. You need not do anything.',
      }
  }
}

const moveNotes = {
  person: '',
  missed: 'It could not start at its time, which was our fault; it never starts late, so it was planned anew.',
  freeze: 'A freeze was added over its time, so it was planned anew.',
  found: 'It was on hold for want of a start; now there is one.',
} as const

const onlyThis = (environment: Environment): string => `Only ${environment} moved.`
