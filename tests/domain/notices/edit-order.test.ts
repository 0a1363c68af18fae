import { describe, expect, it } from 'vitest'
import { asksAgainAt, inOrderOfStarts, keptAhead, type WaitingEdit } from '../../../src/domain/notices/edit-order.ts'
import { from, hours, noon } from '../../support/samples.ts'

const turn = (seconds: number): Date => new Date(noon.getTime() + seconds * 1_000)
const edit = (id: number, startsIn: number | null | 'internal'): WaitingEdit => ({
  id,
  isInternal: startsIn === 'internal',
  startsAt: typeof startsIn === 'number' ? from(noon, hours(startsIn)) : null,
  at: turn(id),
})

describe('the turns that wait under a limit of edits', () => {
  it.each([
    ['the vendor’s first', [edit(1, 5), edit(2, 'internal')], [2, 1]],
    ['then by start', [edit(1, 99), edit(2, 5), edit(3, 20)], [2, 3, 1]],
    ['what is not planned any more last', [edit(1, null), edit(2, 500)], [2, 1]],
    ['of equals who came first', [edit(1, 5), edit(2, 5), edit(3, 'internal'), edit(4, 'internal')], [3, 4, 1, 2]],
  ])('%s', (_, waiting, order) => {
    const moved = new Map(inOrderOfStarts(waiting).map((one) => [one.id, one]))
    const dealt = waiting.map((one) => moved.get(one.id) ?? one)
    expect(dealt.sort((a, b) => a.at.getTime() - b.at.getTime()).map(({ id }) => id)).toEqual(order)
    expect(dealt.map(({ at }) => at)).toEqual(waiting.map(({ at }) => at))
  })

  it('moves nobody who keeps the turn', () => {
    expect(inOrderOfStarts([edit(1, 'internal'), edit(2, 5), edit(3, 9)])).toEqual([])
  })
})

describe('an edit that found no turn near enough', () => {
  const waits = (startsIn: number | null | 'internal', others: number): number =>
    asksAgainAt(edit(1, startsIn), { now: noon, others, pace: 1_200 }).getTime() - noon.getTime() - keptAhead

  it.each([
    ['the vendor’s asks at once when turns are kept again', 'internal', 3_000, 0],
    ['so does one that starts within a day', 23, 3_000, 0],
    ['one that starts later lets those before it go', 25, 100, 120_000],
    ['and so does one of which nothing is planned', null, 100, 120_000],
    ['but not for ever', 25, 3_000, 600_000],
  ] as const)('%s', (_, startsIn, others, rest) => {
    expect(waits(startsIn, others)).toBe(rest)
  })
})
