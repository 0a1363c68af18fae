import { describe, expect, it } from 'vitest'
import { defaultPolicyNumbers as numbers } from '../../../src/domain/people/policy-numbers.ts'
import { limitsOf, type RuleId, type RuleRefusal } from '../../../src/domain/updates/policy.ts'
import { refusalCard } from '../../../src/notices/replies/refusal-card.ts'
import { buttonsOf, wordsOf } from '../../support/chat.ts'
import { at, from, hours, noon, sampleUpdate } from '../../support/samples.ts'

const update = sampleUpdate()
const nearest = ['2026-12-08T05:45:00Z', '2026-12-08T06:15:00Z', '2026-12-08T06:30:00Z'].map(at)
const freeze = {
  scope: 'vendor' as const,
  startsAt: at('2026-12-08T00:00:00Z'),
  endsAt: at('2026-12-10T00:00:00Z'),
  reason: 'winter holidays',
  inside: null,
}

const cardOf = (rule: RuleId, wish: 'move' | 'cancel', more: Partial<RuleRefusal> = {}, now = noon) => {
  const known = rule === 'not-yours' || rule === 'nothing-scheduled' ? null : update
  const refusal = { rule, update: known, limits: known && limitsOf(known, now, numbers), ...more }
  return refusalCard({
    refusal,
    system: { client: 'acme', environment: 'production' },
    wish,
    numbers,
    now,
    contact: null,
  })
}

/** DESIGN 4.2: every refusal shows the rule in plain words, the limits, and what can be done instead. */
const rows: readonly (readonly [RuleId, 'move' | 'cancel', Partial<RuleRefusal>, string, readonly string[]])[] = [
  ['nothing-scheduled', 'move', {}, 'Nothing is scheduled', ['Ask for an urgent update', 'Show status']],
  [
    'nothing-scheduled',
    'cancel',
    { update: sampleUpdate({ status: 'cancelled' }) },
    'Nothing is scheduled',
    ['Restore', 'Ask for an urgent update', 'Show status'],
  ],
  [
    'already-started',
    'cancel',
    { update: sampleUpdate({ status: 'updating' }) },
    'has started or is over',
    ['Show status'],
  ],
  [
    'too-many-moves',
    'move',
    { again: { at: at('2026-11-22T13:00:00Z'), seconds: 3_600 } },
    'it can be moved again from Sun 22 Nov 2026, 08:00 EST',
    ['Show status'],
  ],
  ['too-soon', 'move', {}, 'at least 60 minutes from now', ['Choose another time', 'Show status']],
  ['past-deadline', 'move', {}, 'the last day is Sun 10 Jan 2027', ['Choose another time', 'Show status']],
  [
    'frozen',
    'move',
    { freeze, nearest },
    'our freeze “winter holidays” lasts Mon 7 Dec 2026, 19:00',
    ['Tue 8 Dec, 00:45 EST', 'Tue 8 Dec, 01:15 EST', 'Tue 8 Dec, 01:30 EST', 'Choose another time', 'Show status'],
  ],
  [
    'no-capacity',
    'move',
    { nearest },
    'That quarter-hour is full',
    ['Tue 8 Dec, 00:45 EST', 'Tue 8 Dec, 01:15 EST', 'Tue 8 Dec, 01:30 EST', 'Choose another time', 'Show status'],
  ],
  ['not-a-quarter-hour', 'move', {}, 'on the quarter-hour', ['Choose another time', 'Show status']],
  ['same-time', 'move', {}, 'the start it has already', ['Choose another time', 'Show status']],
  ['changed-meanwhile', 'cancel', {}, 'Somebody changed this update', ['Move it instead', 'Show status']],
  ['security-release', 'cancel', {}, 'can be moved, but not cancelled', ['Move it instead', 'Show status']],
  ['skipped-before', 'cancel', {}, 'two in a row cannot be', ['Move it instead', 'Show status']],
  ['too-far-behind', 'cancel', { behind: 3 }, 'would be 3 releases behind', ['Move it instead', 'Show status']],
  ['not-yours', 'move', {}, 'You do not administer', []],
]

describe('a refusal', () => {
  it.each(rows)('for %s of a %s', (rule, wish, more, words, labels) => {
    const card = cardOf(rule, wish, more)
    expect(wordsOf(card)).toContain(words)
    expect(buttonsOf(card).map(({ label }) => label)).toEqual(labels)
    expect(card.footer).toBe(`Rule: ${rule}`)
  })

  it.each(rows.filter(([rule]) => !['not-yours', 'nothing-scheduled', 'already-started'].includes(rule)))(
    'for %s of a %s shows the limits of this update',
    (rule, wish, more) => {
      expect(wordsOf(cardOf(rule, wish, more))).toMatch(
        /Starts: Sun 6 Dec 2026, 01:00 EST[\s\S]*Can be changed until: Sat 5 Dec 2026, 21:00 EST[\s\S]*Latest day: Sun 10 Jan 2027/,
      )
    },
  )

  it.each(['move', 'cancel'] as const)(
    'for too-late of a %s says when the cut-off was, and who can still help',
    (wish) => {
      const card = cardOf('too-late', wish, {}, from(update.startsAt, -hours(1)))
      expect(wordsOf(card)).toContain(wish === 'move' ? 'can be moved until 4 hours' : 'can be cancelled until 4 hours')
      expect(wordsOf(card)).toContain('Could be changed until: Sat 5 Dec 2026, 21:00 EST')
      expect(wordsOf(card)).toContain('Client Services')
      expect(buttonsOf(card).map(({ label }) => label)).toEqual(['Show status'])
    },
  )

  it('offers starts whose buttons carry the instant and the revision', () => {
    const [button] = buttonsOf(cardOf('no-capacity', 'move', { nearest }))
    expect(button).toMatchObject({
      verb: 'reschedule',
      args: { system: 'acme/production', seen: 'U-1001@1', startsAt: '2026-12-08T05:45:00.000Z' },
    })
  })

  it('that is not theirs names no system', () => {
    expect(wordsOf(cardOf('not-yours', 'move'))).not.toContain('acme')
  })
})

it('says how our Client Services are reached, where that is set up', () => {
  const refusal = { rule: 'too-late', update, limits: null } as const
  const system = { client: 'acme', environment: 'production' } as const
  const card = refusalCard({ refusal, system, wish: 'move', numbers, now: noon, contact: '+49 30 123456' })
  expect(JSON.stringify(card)).toContain('ask our Client Services (+49 30 123456): they can still do it')
})
