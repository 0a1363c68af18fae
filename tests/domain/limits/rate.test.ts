import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextTurn, type Rate } from '../../../src/domain/limits/rate.ts'

const second = { count: 1, milliseconds: 1_000 }
const teams = [
  { count: 7, milliseconds: 1_000 },
  { count: 8, milliseconds: 2_000 },
  { count: 60, milliseconds: 30_000 },
]

describe('the next turn', () => {
  it.each<[string, number[], number, Rate[], number]>([
    ['of an empty lane', [], 500, [second], 500],
    ['without a rate', [500], 500, [], 500],
    ['right after one', [500], 501, [second], 1_500],
    ['a window later', [500], 1_500, [second], 1_500],
    ['behind turns that are kept', [500, 1_500, 2_500], 600, [second], 3_500],
    ['in a gap between them', [500, 5_000], 600, [second], 1_500],
    ['where the gap is too small', [500, 2_000], 600, [second], 3_000],
    ['before a turn that is far enough', [9_000], 1_000, [second], 1_000],
    ['after a burst that is allowed', [0, 0, 0, 0, 0, 0], 0, teams, 0],
    ['after a burst that is used up', [0, 0, 0, 0, 0, 0, 0], 0, teams, 1_000],
    ['by the longer of two windows', [0, 0, 0, 0, 0, 0, 0, 1_000], 1_000, teams, 2_000],
  ])('%s', (_what, turns, from, rates, turn) => {
    expect(nextTurn(turns, from, rates)).toBe(turn)
  })

  it('never breaks a rate, however turns are asked for, and is never later than it must be', () => {
    const asked = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 120 })
    fc.assert(
      fc.property(asked, (froms) => {
        let turns: number[] = []
        for (const from of froms) {
          const turn = nextTurn(turns, from, teams)
          expect(turn).toBeGreaterThanOrEqual(from)
          turns = [...turns, turn].sort((a, b) => a - b)
        }
        for (const { count, milliseconds } of teams)
          for (let at = count; at < turns.length; at += 1)
            expect(turns[at]! - turns[at - count]!).toBeGreaterThanOrEqual(milliseconds)
      }),
      { numRuns: 200 },
    )
  })
})
