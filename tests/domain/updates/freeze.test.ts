import { describe, expect, it } from 'vitest'
import {
  bindingFreeze,
  clientFreezeDaysInQuarter,
  type Freeze,
  mayAddClientFreeze,
  quarterOf,
  type Starter,
} from '../../../src/domain/updates/freeze.ts'

const at = (iso: string) => new Date(iso)
const freeze = (scope: Freeze['scope'], startsAt: string, endsAt: string, reason: string = scope): Freeze => ({
  scope,
  startsAt: at(startsAt),
  endsAt: at(endsAt),
  reason,
  inside: null,
})
const regular: Starter = { kind: 'regular', byServices: false }

describe('a freeze', () => {
  const day = (scope: Freeze['scope']) => [freeze(scope, '2026-12-24T00:00Z', '2026-12-27T00:00Z')]

  it.each<[Freeze['scope'], Starter['kind'], byServices: boolean, bound: boolean]>([
    ['vendor', 'regular', false, true],
    ['vendor', 'security', false, true],
    ['vendor', 'hotfix', false, true],
    ['vendor', 'regular', true, false],
    ['vendor', 'security', true, false],
    ['vendor', 'hotfix', true, false],
    ['client', 'regular', false, true],
    ['client', 'security', false, false],
    ['client', 'hotfix', false, true],
    ['client', 'regular', true, true],
    ['client', 'security', true, false],
    ['client', 'hotfix', true, true],
  ])('of the %s binds a %s release, by services: %s → %s', (scope, kind, byServices, bound) => {
    const binding = bindingFreeze(day(scope), at('2026-12-25T00:00Z'), { kind, byServices })
    expect(binding !== null).toBe(bound)
  })

  it.each([
    ['2026-12-23T23:45Z', false],
    ['2026-12-24T00:00Z', true],
    ['2026-12-26T23:45Z', true],
    ['2026-12-27T00:00Z', false],
  ])('looks at the start alone: %s → %s', (start, bound) => {
    expect(bindingFreeze(day('vendor'), at(start), regular) !== null).toBe(bound)
  })

  it('of several is the one that ends last, among those that bind', () => {
    const freezes = [
      freeze('vendor', '2026-12-24T00:00Z', '2026-12-26T00:00Z', 'short'),
      freeze('vendor', '2026-12-20T00:00Z', '2026-12-28T00:00Z', 'long'),
      freeze('client', '2026-12-20T00:00Z', '2026-12-29T00:00Z', 'own'),
    ]
    const start = at('2026-12-25T00:00Z')
    expect(bindingFreeze(freezes, start, regular)?.reason).toBe('own')
    expect(bindingFreeze(freezes, start, { kind: 'security', byServices: false })?.reason).toBe('long')
    expect(bindingFreeze([], start, regular)).toBeNull()
  })
})

describe('the days a client may freeze in a quarter', () => {
  const q4 = { year: 2026, quarter: 4 }
  const zone = 'America/Toronto'

  it.each([
    ['none', [], 0],
    ['one whole day', [['2026-12-01T05:00Z', '2026-12-02T05:00Z']], 1],
    ['an hour counts as its day', [['2026-12-01T15:00Z', '2026-12-01T16:00Z']], 1],
    ['over midnight counts both days', [['2026-12-02T04:00Z', '2026-12-02T06:00Z']], 2],
    [
      'a day under two freezes once',
      [
        ['2026-12-01T10:00Z', '2026-12-01T12:00Z'],
        ['2026-12-01T15:00Z', '2026-12-01T20:00Z'],
      ],
      1,
    ],
    ['the long day of a clock change', [['2026-11-01T04:00Z', '2026-11-02T05:00Z']], 1],
    ['what lies in the quarter only', [['2026-09-29T04:00Z', '2026-10-03T04:00Z']], 2],
    ['into the next year', [['2026-12-31T05:00Z', '2027-01-05T05:00Z']], 1],
    ['nothing long', [['2026-12-01T15:00Z', '2026-12-01T15:00Z']], 0],
  ] satisfies [string, string[][], number][])('%s', (_what, spans, days) => {
    const freezes = spans.map(([from = '', to = '']) => freeze('client', from, to))
    expect(clientFreezeDaysInQuarter(freezes, q4, zone)).toBe(days)
  })

  it("leave the vendor's freezes out", () => {
    const vendors = [freeze('vendor', '2026-12-01T05:00Z', '2026-12-31T05:00Z')]
    expect(clientFreezeDaysInQuarter(vendors, q4, zone)).toBe(0)
  })

  it('are counted on the client’s calendar', () => {
    expect(quarterOf(at('2027-01-01T04:59Z'), 'America/Toronto')).toEqual(q4)
    expect(quarterOf(at('2026-12-31T11:00Z'), 'Pacific/Auckland')).toEqual({ year: 2027, quarter: 1 })
  })

  it.each<[what: string, had: [string, string][], added: [string, string], outcome: unknown]>([
    ['thirty days', [], ['2026-10-10T04:00Z', '2026-11-09T05:00Z'], 'ok'],
    [
      'thirty-one days',
      [],
      ['2026-10-10T04:00Z', '2026-11-10T05:00Z'],
      { kind: 'too-many-days', in: q4, days: 31, limit: 30 },
    ],
    [
      'one day too many on top',
      [['2026-10-10T04:00Z', '2026-11-09T05:00Z']],
      ['2026-12-24T05:00Z', '2026-12-25T05:00Z'],
      { kind: 'too-many-days', in: q4, days: 31, limit: 30 },
    ],
    [
      'inside days that count already',
      [['2026-10-10T04:00Z', '2026-11-09T05:00Z']],
      ['2026-10-12T04:00Z', '2026-10-13T04:00Z'],
      'ok',
    ],
    ['thirty on either side of the new year', [], ['2026-12-02T05:00Z', '2027-01-31T05:00Z'], 'ok'],
    [
      'too many in the second quarter it touches',
      [],
      ['2026-12-02T05:00Z', '2027-02-01T05:00Z'],
      { kind: 'too-many-days', in: { year: 2027, quarter: 1 }, days: 31, limit: 30 },
    ],
    ['backwards', [], ['2026-12-02T05:00Z', '2026-12-01T05:00Z'], { kind: 'ends-before-it-starts' }],
    ['empty', [], ['2026-12-02T05:00Z', '2026-12-02T05:00Z'], { kind: 'ends-before-it-starts' }],
  ])('%s', (_what, had, added, outcome) => {
    const result = mayAddClientFreeze(
      had.map(([from, to]) => freeze('client', from, to)),
      freeze('client', ...added),
      zone,
    )
    expect(result.ok ? 'ok' : result.refusal).toEqual(outcome)
  })
})
