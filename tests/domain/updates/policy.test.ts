import { describe, expect, it } from 'vitest'
import { defaultPolicyNumbers as numbers } from '../../../src/domain/people/policy-numbers.ts'
import {
  type CancelCase,
  limitsOf,
  type MoveCase,
  refusalOfCancel,
  refusalOfMove,
  stillMovable,
} from '../../../src/domain/updates/policy.ts'
import type { UpdateStatus } from '../../../src/domain/updates/update.ts'
import { at, from, hours, sampleUpdate } from '../../support/samples.ts'

const start = at('2026-12-06T06:00:00Z')
const minute = 60_000
const freeze = {
  scope: 'vendor' as const,
  startsAt: start,
  endsAt: from(start, hours(48)),
  reason: 'exams',
  inside: null,
}

const move = (more: Partial<MoveCase> = {}): MoveCase => ({
  update: sampleUpdate(),
  to: at('2026-12-08T06:00:00Z'),
  now: at('2026-12-01T12:00:00Z'),
  seen: null,
  byServices: false,
  numbers,
  onQuarterHour: true,
  freeze: null,
  slotIsFull: false,
  ...more,
})

const cancel = (more: Partial<CancelCase> = {}): CancelCase => ({
  update: sampleUpdate(),
  now: at('2026-12-01T12:00:00Z'),
  seen: null,
  byServices: false,
  numbers,
  skippedInARow: 0,
  releasesBehind: 1,
  ...more,
})

const ruleOfMove = (more: Partial<MoveCase>) => refusalOfMove(move(more))?.rule ?? 'allowed'
const ruleOfCancel = (more: Partial<CancelCase>) => refusalOfCancel(cancel(more))?.rule ?? 'allowed'
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

describe('a move', () => {
  it.each([
    ['scheduled', 'allowed'],
    ['held', 'allowed'],
    ['cancelled', 'allowed'],
    ['updating', 'already-started'],
    ['stalled', 'already-started'],
    ['updated', 'already-started'],
    ['failed', 'already-started'],
    ['superseded', 'already-started'],
  ] as const)('of an update that is %s is %s', (status, rule) => {
    expect(ruleOfMove({ update: sampleUpdate({ status }) })).toBe(rule)
  })

  const cutOff = from(start, -hours(4))
  const now = at('2026-12-01T12:00:00Z')
  const deadline = sampleUpdate().deadline
  it.each<[string, Partial<MoveCase>, string]>([
    ['a millisecond before the cut-off', { now: from(cutOff, -1) }, 'allowed'],
    ['at the cut-off', { now: cutOff }, 'allowed'],
    ['a millisecond after the cut-off', { now: from(cutOff, 1) }, 'too-late'],
    ['at the start', { now: start }, 'too-late'],
    ['60 minutes from now', { to: from(now, 60 * minute) }, 'allowed'],
    ['a millisecond less than 60 minutes from now', { to: from(now, 60 * minute - 1) }, 'too-soon'],
    ['into the past', { to: from(now, -hours(1)) }, 'too-soon'],
    ['to its own start', { to: start }, 'same-time'],
    ['a quarter-hour beside its own start', { to: from(start, 15 * minute) }, 'allowed'],
    ['off the quarter-hour', { onQuarterHour: false }, 'not-a-quarter-hour'],
    ['the last quarter-hour before the deadline', { to: from(deadline, -15 * minute) }, 'allowed'],
    ['at the deadline', { to: deadline }, 'past-deadline'],
    ['after the deadline', { to: from(deadline, 15 * minute) }, 'past-deadline'],
    ['into a freeze', { freeze }, 'frozen'],
    ['into a full slot', { slotIsFull: true }, 'no-capacity'],
    ['with the present revision', { seen: { update: 'U-1001', revision: 1 } }, 'allowed'],
    ['with an older revision', { seen: { update: 'U-1001', revision: 0 } }, 'changed-meanwhile'],
    ['drawn from another update', { seen: { update: 'U-1000', revision: 1 } }, 'changed-meanwhile'],
  ])('%s is %s', (_, more, rule) => {
    expect(ruleOfMove(more)).toBe(rule)
  })

  it.each<[string, Partial<MoveCase>, string]>([
    ['too late', { now: from(cutOff, 1) }, 'allowed'],
    ['past the deadline', { to: from(deadline, hours(24)) }, 'allowed'],
    ['too soon', { to: from(now, minute) }, 'too-soon'],
    ['off the quarter-hour', { onQuarterHour: false }, 'not-a-quarter-hour'],
    ['in a freeze that binds them', { freeze }, 'frozen'],
    ['in a full slot', { slotIsFull: true }, 'no-capacity'],
    ['stale', { seen: { update: 'U-1001', revision: 7 } }, 'changed-meanwhile'],
    ['running', { update: sampleUpdate({ status: 'updating' }) }, 'already-started'],
  ])('by services that is %s is %s', (_, more, rule) => {
    expect(ruleOfMove({ ...more, byServices: true })).toBe(rule)
  })

  it('of what is on hold is never too late: it may never start', () => {
    expect(ruleOfMove({ update: sampleUpdate({ status: 'held' }), now: start, to: from(start, hours(24)) })).toBe(
      'allowed',
    )
  })

  it('that restores may go back to the old start, and looks at no old cut-off', () => {
    const update = sampleUpdate({ status: 'cancelled', cancelledBy: 'client' })
    expect(ruleOfMove({ update, to: start })).toBe('allowed')
    expect(ruleOfMove({ update, now: from(start, hours(1)), to: from(start, hours(30)) })).toBe('allowed')
    expect(ruleOfMove({ update, now: start, to: start })).toBe('too-soon')
  })

  it('of a security release is allowed', () => {
    expect(ruleOfMove({ update: sampleUpdate({ kind: 'security' }) })).toBe('allowed')
  })

  it('is refused by the first rule of the order', () => {
    const everything: Partial<MoveCase> = {
      seen: { update: 'U-1', revision: 9 },
      now: from(cutOff, 1),
      to: from(cutOff, 2),
      onQuarterHour: false,
      freeze,
      slotIsFull: true,
    }
    const wrongInOrder: readonly [string, Partial<MoveCase>][] = [
      ['already-started', { update: sampleUpdate({ status: 'updating', deadline: start }) }],
      ['changed-meanwhile', { update: sampleUpdate({ deadline: start }) }],
      ['too-late', { seen: null }],
      ['too-soon', { byServices: true }],
      ['not-a-quarter-hour', { to: from(start, hours(2)) }],
      ['past-deadline', { onQuarterHour: true, byServices: false, now: cutOff }],
      ['frozen', { update: sampleUpdate() }],
      ['no-capacity', { freeze: null }],
      ['allowed', { slotIsFull: false }],
    ]
    let wrong = everything
    for (const [rule, mended] of wrongInOrder) {
      wrong = { ...wrong, ...mended }
      expect(ruleOfMove(wrong)).toBe(rule)
    }
  })

  it('carries the limits and the freeze with the refusal', () => {
    expect(refusalOfMove(move({ freeze }))).toMatchObject({
      rule: 'frozen',
      freeze,
      limits: { cutOff, earliest: from(now, 60 * minute), deadline },
    })
  })
})

describe('a cancel', () => {
  it.each<[string, UpdateStatus, string]>([
    ['scheduled', 'scheduled', 'allowed'],
    ['on hold', 'held', 'allowed'],
    ['cancelled', 'cancelled', 'nothing-scheduled'],
    ['updating', 'updating', 'already-started'],
    ['stalled', 'stalled', 'already-started'],
    ['updated', 'updated', 'already-started'],
    ['failed', 'failed', 'already-started'],
    ['superseded', 'superseded', 'already-started'],
  ])('of what is %s', (_, status, rule) => {
    expect(ruleOfCancel({ update: sampleUpdate({ status }) })).toBe(rule)
  })

  const cutOff = from(start, -hours(4))
  it.each<[string, Partial<CancelCase>, string, string]>([
    ['at the cut-off', { now: cutOff }, 'allowed', 'allowed'],
    ['just after the cut-off', { now: from(cutOff, 1) }, 'too-late', 'allowed'],
    ['of a security release', { update: sampleUpdate({ kind: 'security' }) }, 'security-release', 'security-release'],
    ['of a hotfix', { update: sampleUpdate({ kind: 'hotfix' }) }, 'allowed', 'allowed'],
    ['after one skip', { skippedInARow: 1 }, 'skipped-before', 'allowed'],
    ['2 releases behind', { releasesBehind: 2 }, 'allowed', 'allowed'],
    ['3 releases behind', { releasesBehind: 3 }, 'too-far-behind', 'allowed'],
    ['of an older revision', { seen: { update: 'U-1001', revision: 0 } }, 'changed-meanwhile', 'changed-meanwhile'],
    [
      'of one that was cancelled after it was drawn',
      { update: sampleUpdate({ status: 'cancelled', revision: 2 }), seen: { update: 'U-1001', revision: 1 } },
      'changed-meanwhile',
      'changed-meanwhile',
    ],
  ])('%s is %s, by services %s', (_, more, rule, byServices) => {
    expect(ruleOfCancel(more)).toBe(rule)
    expect(ruleOfCancel({ ...more, byServices: true })).toBe(byServices)
  })

  it('of what is on hold is never too late', () => {
    expect(ruleOfCancel({ update: sampleUpdate({ status: 'held' }), now: start })).toBe('allowed')
  })

  it('says how far behind it would be', () => {
    expect(refusalOfCancel(cancel({ releasesBehind: 4 }))).toMatchObject({ behind: 4 })
  })

  it('is refused by the first rule of the order', () => {
    const wrong = { now: from(cutOff, 1), skippedInARow: 1, releasesBehind: 9 }
    const security = sampleUpdate({ kind: 'security' })
    expect(ruleOfCancel({ ...wrong, update: security, seen: { update: 'U-1', revision: 1 } })).toBe('changed-meanwhile')
    expect(ruleOfCancel({ ...wrong, update: security })).toBe('security-release')
    expect(ruleOfCancel(wrong)).toBe('too-late')
    expect(ruleOfCancel({ ...wrong, now: cutOff })).toBe('skipped-before')
    expect(ruleOfCancel({ ...wrong, now: cutOff, skippedInARow: 0 })).toBe('too-far-behind')
  })
})

describe('the limits', () => {
  it('follow a client’s own numbers', () => {
    const own = { ...numbers, cutOffHours: 24, leadMinutes: 30 }
    const now = at('2026-12-01T12:00:00Z')
    expect(limitsOf(sampleUpdate(), now, own)).toEqual({
      cutOff: from(start, -hours(24)),
      earliest: from(now, 30 * minute),
      deadline: sampleUpdate().deadline,
    })
  })

  it('offer buttons only where a click could be granted', () => {
    const movable = statuses.filter((status) =>
      stillMovable(sampleUpdate({ status }), at('2026-12-01T12:00:00Z'), numbers),
    )
    expect(movable).toEqual(['scheduled', 'held'])
    expect(stillMovable(sampleUpdate(), from(start, -hours(4)), numbers)).toBe(true)
    expect(stillMovable(sampleUpdate(), from(start, -hours(4) + 1), numbers)).toBe(false)
    expect(stillMovable(sampleUpdate({ status: 'held' }), start, numbers)).toBe(true)
  })
})
