import type { ActorStamp } from '../../domain/people/actor.ts'
import { defineNotice } from '../notice/define-notice.ts'
import { urgentWaiting } from './urgent-accepted.ts'
import { urgentClaimed, urgentRequested } from './urgent-asked.ts'
import { type AboutRequest, drawRequest, outdatesDigest, routeOfStep } from './urgent-news.ts'

type Declined = AboutRequest & { readonly by: ActorStamp; readonly reason: string }

export const urgentDeclined = defineNotice<'urgent-declined', Declined>({
  kind: 'urgent-declined',
  word: 'Urgent request declined',
  topic: 'requests',
  route: routeOfStep,
  plan: null,
  overtaken: null,
  others: outdatesDigest,
  draw: drawRequest(({ by, reason }, { request }) => ({
    tone: 'warning',
    headline: 'urgent update declined',
    text: `${by.name} declined ${request.id}:`,
    quote: reason,
  })),
})

type Withdrawn = AboutRequest & {
  readonly by: ActorStamp
  /** What is planned on the system again, so that nobody need answer; left out where the asker took it back. */
  readonly planned?: { readonly release: string; readonly startsAt: string }
}

export const urgentWithdrawn = defineNotice<'urgent-withdrawn', Withdrawn>({
  kind: 'urgent-withdrawn',
  word: 'Urgent request withdrawn',
  topic: 'requests',
  route: routeOfStep,
  plan: null,
  overtaken: null,
  others: {
    ...outdatesDigest,
    takesBack: ({ request }) => ({
      kinds: [urgentRequested.kind, urgentClaimed.kind, urgentWaiting.kind],
      fact: 'request',
      id: request,
    }),
  },
  draw: drawRequest(({ by, planned }, { request }, at) =>
    planned
      ? {
          tone: 'neutral',
          headline: 'urgent update no longer needed',
          text: `${request.id} needs no answer any more: ${by.name} restored release ${planned.release}, planned for ${at(planned.startsAt)}. To have it earlier, move it.`,
        }
      : { tone: 'neutral', headline: 'urgent update withdrawn', text: `${by.name} took ${request.id} back.` },
  ),
})

export const urgentExpired = defineNotice<'urgent-expired', AboutRequest>({
  kind: 'urgent-expired',
  word: 'Urgent request expired',
  topic: 'requests',
  route: routeOfStep,
  plan: null,
  overtaken: null,
  others: outdatesDigest,
  draw: drawRequest((_, { request }) => ({
    tone: 'warning',
    headline: 'urgent update expired',
    text: `Nobody answered ${request.id} within 7 days. Ask again if it is still needed.`,
  })),
})
