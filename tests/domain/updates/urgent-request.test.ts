import { describe, expect, it } from 'vitest'
import { awaitsAnswer, isOpen, mayTurn, type UrgentRequestStatus } from '../../../src/domain/updates/urgent-request.ts'

const statuses: readonly UrgentRequestStatus[] = [
  'requested',
  'claimed',
  'accepted',
  'scheduled',
  'fulfilled',
  'failed',
  'declined',
  'withdrawn',
  'expired',
]
const allowed: Readonly<Record<UrgentRequestStatus, readonly UrgentRequestStatus[]>> = {
  requested: ['claimed', 'accepted', 'scheduled', 'declined', 'withdrawn', 'expired'],
  claimed: ['claimed', 'accepted', 'scheduled', 'declined', 'withdrawn', 'expired'],
  accepted: ['scheduled', 'failed', 'declined', 'withdrawn'],
  scheduled: ['fulfilled', 'failed', 'withdrawn'],
  fulfilled: [],
  failed: [],
  declined: [],
  withdrawn: [],
  expired: [],
}

describe('an urgent request', () => {
  it.each(statuses)('that is %s turns only where the design says so', (status) => {
    expect(statuses.filter((to) => mayTurn(status, to))).toEqual(allowed[status])
  })

  it('awaits an answer, and stands in the way of another until it is settled', () => {
    expect(statuses.filter(awaitsAnswer)).toEqual(['requested', 'claimed'])
    expect(statuses.filter(isOpen)).toEqual(['requested', 'claimed', 'accepted', 'scheduled'])
  })
})
