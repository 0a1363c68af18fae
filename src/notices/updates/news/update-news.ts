import { showDuration } from '../../../domain/time/show-time.ts'
import { type InsideText, readInside } from '../../../domain/updates/inside-text.ts'
import type { Action, Block, Card, Fact, Tone } from '../../card/card.ts'
import { openPage } from '../../card/page-actions.ts'
import { isOfClient, type Told, type ToPlace } from '../../notice/define-notice.ts'
import type { Drawing, Drawn } from '../../notice/drawing.ts'
import type { ReleaseAtClient } from '../../notice/views.ts'
import { adviseNotes, notesLink } from '../../words/release-notes.ts'
import { cut, environmentWord } from '../../words/words.ts'
import { rolloutCard } from '../rollout-card.ts'
import type { AboutUpdate } from './about-update.ts'

/** What is told of one update, in a short message of its own. */
export type UpdateNews = {
  readonly tone: Tone
  readonly headline: string
  readonly facts: readonly Fact[]
  readonly note?: string
  readonly quote?: string | null
  /** What was written for the vendor alone. */
  readonly inside?: InsideText | null
  /** Whether the outage is still to come, so that it is said how long it will be (DESIGN 2.5). */
  readonly outage?: true
  /** Whether its start is to come, so that there is something to read before. */
  readonly toCome?: true
  readonly opensSchedule?: true
  readonly vendorActions?: readonly Action[]
}

type NewsOf<Facts> = (facts: Facts, at: ReleaseAtClient) => UpdateNews

/** Where it stands for the client its roll-out is drawn as it is now; elsewhere the news are told. */
export const drawUpdate =
  <Facts extends AboutUpdate>(newsOf: NewsOf<Facts>) =>
  (notice: Told<Facts>, to: ToPlace): Drawn =>
    isOfClient(to.place) && stands(to) ? drawRollout(notice, to) : drawNews(newsOf, notice, to)

/** The news, told. */
export const drawNews = <Facts extends AboutUpdate>(
  newsOf: NewsOf<Facts>,
  { kind, client, facts }: Told<Facts>,
  { place }: ToPlace,
): Drawn => ({
  reads: 'release-at-client',
  of: { client, release: facts.release },
  card: (at) => newsCard(kind, facts.environment, newsOf(facts, at), at, isOfClient(place)),
})

/** The card that stands for a roll-out, as it is now. */
export const drawRollout = (
  { client, facts: { release } }: Told<{ readonly release: string }>,
  { place }: ToPlace,
): Drawing => ({
  reads: 'rollout',
  of: { client, release },
  card: (view) => rolloutCard(view, place.administrator),
})

/** Whether it stands in its place until it is redrawn. */
export const stands = ({ mode, place }: ToPlace): boolean =>
  mode === 'edit' || (mode === 'post' && place.address.kind === 'channel')

const longestDetail = 1500

function newsCard(
  kind: string,
  environment: AboutUpdate['environment'],
  news: UpdateNews,
  { client, release, minutes }: ReleaseAtClient,
  forClient: boolean,
): Card {
  const title = `${client.name} ${environmentWord[environment].toLowerCase()}: ${news.headline}`
  const outage: Fact[] = news.outage ? [{ label: 'Expected outage', value: `about ${showDuration(minutes)}` }] : []
  const blocks: Block[] = [{ type: 'facts', facts: [...news.facts, ...outage] }]
  if (news.quote) blocks.push({ type: 'quote', text: news.quote })
  if (news.note) blocks.push({ type: 'text', text: news.note })
  const inside = forClient ? null : readInside(news.inside)
  if (inside) blocks.push({ type: 'quote', text: cut(inside, longestDetail) })
  if (news.toCome) blocks.push(adviseNotes(release))
  const actions: Action[] = [
    ...(forClient ? [] : (news.vendorActions ?? [])),
    ...(forClient && (news.toCome || news.opensSchedule) ? [openPage('schedule', client.id)] : []),
    ...(news.toCome ? [] : [notesLink(release)]),
  ]
  return { kind, tone: news.tone, title, summary: summaryOf(title, news), blocks, actions }
}

function summaryOf(title: string, { facts }: UpdateNews): string {
  const when = facts.find(({ label }) => label === 'Now' || label === 'Starts')
  return when && typeof when.value === 'string' ? `${title}, now ${when.value}` : title
}
