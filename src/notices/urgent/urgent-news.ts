import { edited, posted, type Route } from '../../domain/notices/route.ts'
import { requestStanding } from '../../domain/notices/standing.ts'
import type { Environment } from '../../domain/people/system.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import type { Block, Card, Tone } from '../card/card.ts'
import { openPage } from '../card/page-actions.ts'
import { isOfClient, type Others, type Told, type ToPlace } from '../notice/define-notice.ts'
import type { Drawing, Drawn, Readings } from '../notice/drawing.ts'
import { stands } from '../updates/news/update-news.ts'
import { adviseNotes, notesLink } from '../words/release-notes.ts'
import { urgentRequestCard } from './urgent-card.ts'

export type AboutRequest = { readonly request: string; readonly environment: Environment; readonly release: string }

/** The first step of a request is posted to its client. */
export const routeOfRequest = ({ request, environment }: AboutRequest): Route => ({
  standing: requestStanding(request),
  channel: posted,
  mail: true,
  inbox: environment,
  staging: environment === 'staging',
})

/** A later step is told under what stands for the request, to the client and to services. */
export const routeOfStep = (facts: AboutRequest): Route => ({
  ...routeOfRequest(facts),
  channel: edited,
  rooms: { services: edited },
})

export const outdatesDigest: Others<AboutRequest> = {
  redraws: () => ({ message: 'digest', room: 'services' }),
  overtakes: null,
  takesBack: null,
}

/** What is told of a request, step by step (DESIGN 2.9). */
export type UrgentNews = {
  readonly tone: Tone
  readonly headline: string
  readonly text: string
  readonly quote?: string
  /** Whether its start is to come, so that there is something to read before. */
  readonly toCome?: true
  readonly opensSchedule?: true
}

type View = Readings['request']['gives']
type NewsOf<Facts> = (facts: Facts, view: View, at: (iso: string) => string) => UrgentNews

/** With services, and wherever it is redrawn, the request itself stands; elsewhere the news are told. */
export const drawRequest =
  <Facts extends AboutRequest>(newsOf: NewsOf<Facts>) =>
  (notice: Told<Facts>, to: ToPlace): Drawn =>
    to.mode === 'edit' || (to.place.room === 'services' && stands(to))
      ? drawStanding(notice, to)
      : {
          reads: 'request',
          of: aboutOf(notice),
          card: (view) =>
            newsCard(
              notice.kind,
              newsOf(notice.facts, view, (iso) => showInstant(new Date(iso), view.client.zone)),
              view,
            ),
        }

export const drawStanding = (notice: Told<AboutRequest>, { place }: ToPlace): Drawing => ({
  reads: 'request',
  of: aboutOf(notice),
  card: (view) => urgentRequestCard(view, isOfClient(place) ? 'client' : 'services'),
})

const aboutOf = ({ client, facts: { release, request } }: Told<AboutRequest>) => ({ client, release, request })

function newsCard(kind: string, news: UrgentNews, { request, client, release }: View): Card {
  const title = `${client.name} ${request.environment}: ${news.headline}`
  const blocks: Block[] = [{ type: 'text', text: news.text }]
  if (news.quote) blocks.push({ type: 'quote', text: news.quote })
  if (news.toCome) blocks.push(adviseNotes(release))
  const actions = news.opensSchedule ? [openPage('schedule', client.id)] : news.toCome ? [] : [notesLink(release)]
  return { kind, tone: news.tone, title, summary: title, blocks, actions }
}
