import type { UrgentWish } from '../../src/app/use-cases/chat.ts'
import type { Actor } from '../../src/domain/people/actor.ts'
import { adminOf, asks, services } from './cast.ts'
import type { House } from './house.ts'

/** A Wednesday night soon after the day on which the house opens. */
export const wednesday = new Date('2026-11-25T06:00:00Z')

/** What people do with urgent requests: each answers the status that comes of it, or the code of the refusal. */
export const acts = (house: () => House) => ({
  wish: async (client: string, more: Partial<UrgentWish> = {}, actor: Actor = adminOf(client)) => {
    const asked = await house().app.requestUrgent({
      ...asks(actor),
      system: { client, environment: 'production' },
      release: null,
      reason: 'grades',
      wishedAt: null,
      ...more,
    })
    return asked.ok ? asked.value.id : asked.refusal.code
  },
  accept: async (requestId: string, startsAt = wednesday, actor = services, seen: number | null = null) => {
    const accepted = await house().app.acceptRequest({ ...asks(actor), requestId, seen, startsAt })
    return accepted.ok ? accepted.value.status : accepted.refusal.code
  },
  decline: async (requestId: string, actor = services, seen: number | null = null) => {
    const declined = await house().app.declineRequest({ ...asks(actor), requestId, seen, reason: 'not now' })
    return declined.ok ? declined.value.status : declined.refusal.code
  },
  claim: async (requestId: string, actor = services) => {
    const claimed = await house().app.claimRequest({ ...asks(actor), requestId, seen: null })
    return claimed.ok ? claimed.value.status : claimed.refusal.code
  },
  withdraw: async (requestId: string, actor: Actor) => {
    const withdrawn = await house().app.withdrawRequest({ ...asks(actor), requestId })
    return withdrawn.ok ? withdrawn.value.status : withdrawn.refusal.code
  },
})
