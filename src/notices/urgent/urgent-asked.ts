import { edited, posted, redrawn } from '../../domain/notices/route.ts'
import { requestStanding } from '../../domain/notices/standing.ts'
import type { ActorStamp } from '../../domain/people/actor.ts'
import { defineNotice } from '../notice/define-notice.ts'
import { type AboutRequest, drawRequest, drawStanding, outdatesDigest, routeOfRequest } from './urgent-news.ts'

type Facts = AboutRequest & { readonly by: ActorStamp }

export const urgentRequested = defineNotice<'urgent-requested', Facts>({
  kind: 'urgent-requested',
  word: 'Urgent update requested',
  topic: 'requests',
  route: (facts) => ({ ...routeOfRequest(facts), rooms: { services: posted } }),
  plan: null,
  overtaken: null,
  others: null,
  draw: drawRequest(({ by, release }, { request }) => ({
    tone: 'neutral',
    headline: 'urgent update requested',
    text: `${by.name} asked for release ${release} (${request.id}). The services team has it; you will see here what they decide.`,
    quote: request.reason,
  })),
})

export const urgentClaimed = defineNotice<'urgent-claimed', Facts>({
  kind: 'urgent-claimed',
  word: 'Urgent request claimed',
  topic: 'requests',
  route: (facts) => ({ ...routeOfRequest(facts), channel: edited, rooms: { services: redrawn } }),
  plan: null,
  overtaken: null,
  others: outdatesDigest,
  draw: drawRequest(({ by }, { request }) => ({
    tone: 'neutral',
    headline: 'urgent update claimed',
    text: `${by.name} looks at ${request.id}.`,
  })),
})

/** What became of an answered request: its card is redrawn, and the client hears of the update itself. */
export const urgentRedrawn = defineNotice<'urgent-redrawn', AboutRequest>({
  kind: 'urgent-redrawn',
  word: 'Urgent request redrawn',
  topic: null,
  route: ({ request }) => ({
    standing: requestStanding(request),
    channel: redrawn,
    rooms: { services: redrawn },
  }),
  plan: null,
  overtaken: null,
  others: null,
  draw: drawStanding,
})
