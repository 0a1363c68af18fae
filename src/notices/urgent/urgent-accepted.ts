import { edited } from '../../domain/notices/route.ts'
import { requestStanding, rolloutStanding } from '../../domain/notices/standing.ts'
import type { ActorStamp } from '../../domain/people/actor.ts'
import { showDuration } from '../../domain/time/show-time.ts'
import { defineNotice } from '../notice/define-notice.ts'
import { productionOf } from '../updates/news/about-update.ts'
import { drawRollout, stands } from '../updates/news/update-news.ts'
import { type AboutRequest, drawRequest, outdatesDigest, routeOfRequest, routeOfStep } from './urgent-news.ts'

type Waiting = AboutRequest & { readonly by: ActorStamp; readonly startsAt: string }

/** It is accepted, and scheduled once the copy is healthy. */
export const urgentWaiting = defineNotice<'urgent-waiting', Waiting>({
  kind: 'urgent-waiting',
  word: 'Urgent request accepted',
  topic: 'requests',
  route: routeOfStep,
  plan: null,
  overtaken: null,
  others: outdatesDigest,
  draw: drawRequest(({ by, release, startsAt }, { request, minutes }, at) => ({
    tone: 'neutral',
    headline: 'urgent update accepted',
    text: `${by.name} accepted ${request.id} for ${at(startsAt)}. First release ${release} is checked on a copy of your live environment; it is scheduled as soon as the copy is healthy, and you will be told. ${outage(minutes)}`,
    toCome: true,
  })),
})

type Scheduled = Waiting & { readonly update: string }

export const urgentScheduled = defineNotice<'urgent-scheduled', Scheduled>({
  kind: 'urgent-scheduled',
  word: 'Urgent update scheduled',
  topic: null,
  route: (facts, client) => ({
    ...routeOfRequest(facts),
    standing: rolloutStanding(client, facts.release),
    roomStanding: requestStanding(facts.request),
    rooms: { services: edited },
  }),
  plan: { tellsStart: true, production: productionOf },
  overtaken: null,
  others: outdatesDigest,
  draw: (notice, to) =>
    stands(to) && to.mode !== 'edit' && to.place.room !== 'services' ? drawRollout(notice, to) : drawNews(notice, to),
})

const drawNews = drawRequest<Scheduled>(({ by, release, startsAt }, { request, minutes }, at) => ({
  tone: 'good',
  headline: 'urgent update scheduled',
  text: `${by.name} accepted ${request.id}: release ${release} starts ${at(startsAt)}. ${outage(minutes)}`,
  toCome: true,
  opensSchedule: true,
}))

const outage = (minutes: number): string => `Expect an outage of about ${showDuration(minutes)}.`
