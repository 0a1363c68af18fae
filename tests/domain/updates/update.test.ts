import { describe, expect, it } from 'vitest'
import {
  awaitsStart,
  isActive,
  isOver,
  mayMove,
  parseSeen,
  seenOf,
  type UpdateStatus,
} from '../../../src/domain/updates/update.ts'

const statuses: readonly UpdateStatus[] = [
  'scheduled',
  'held',
  'updating',
  'stalled',
  'updated',
  'failed',
  'cancelled',
  'superseded',
]

/** DESIGN 3, the row of `update`, said once more. */
const allowed = new Set([
  'scheduled→held',
  'held→scheduled',
  'scheduled→updating',
  'updating→updated',
  'updating→failed',
  'updating→stalled',
  'stalled→updated',
  'stalled→failed',
  'scheduled→cancelled',
  'held→cancelled',
  'scheduled→superseded',
  'held→superseded',
  'cancelled→scheduled',
  'cancelled→superseded',
])

describe('an update', () => {
  it.each(statuses.flatMap((one) => statuses.map((other) => [one, other] as const)))(
    'goes from %s to %s only where the design says so',
    (one, other) => {
      expect(mayMove(one, other)).toBe(allowed.has(`${one}→${other}`))
    },
  )

  it('is one of those of which a system has at most one, waits for its start, or is over', () => {
    expect(statuses.filter(isActive)).toEqual(['scheduled', 'held', 'updating', 'stalled'])
    expect(statuses.filter(awaitsStart)).toEqual(['scheduled', 'held'])
    expect(statuses.filter((status) => isOver({ status }))).toEqual(['updated', 'failed', 'superseded'])
  })
})

describe('what a button was drawn from', () => {
  it('is read as it was written', () => {
    expect(parseSeen(seenOf({ id: 'U-1042', revision: 7 }))).toEqual({ update: 'U-1042', revision: 7 })
  })

  it.each(['', 'U-1', '@1', 'U-1@', 'U-1@x', 'X-1@1', 'U-1@1@1', ' U-1@1', 'U-1@-1', `U-${'1'.repeat(13)}@1`])(
    'is nothing in %j',
    (text) => {
      expect(parseSeen(text)).toBeNull()
    },
  )
})
