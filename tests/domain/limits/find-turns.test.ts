import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findTurns, type LaneBook, type TurnWish } from '../../../src/domain/limits/find-turns.ts'

const now = 100_000
const second = { count: 1, milliseconds: 1_000 }
const channel = (key: string) => ({ key, rates: [second] })
const workspace = { key: 'workspace', rates: [{ count: 3, milliseconds: 2_000 }] }
const wish = (id: number, more: Partial<TurnWish> = {}): TurnWish => ({
  id,
  lanes: [workspace, channel('a')],
  from: now,
  held: null,
  ...more,
})
const nothing: LaneBook = { used: new Map(), closedUntil: new Map(), kept: [] }
const bookOf = (book: Partial<LaneBook>): LaneBook => ({ ...nothing, ...book })

describe('turns', () => {
  it('are given to one after the other', () => {
    expect([...findTurns([wish(1), wish(2), wish(3)], nothing, now).values()]).toEqual([now, now + 1_000, now + 2_000])
  })

  it('of those who share nothing are all now', () => {
    const alone = [1, 2, 3].map((id) => wish(id, { lanes: [channel(String(id))] }))
    expect([...findTurns(alone, nothing, now).values()]).toEqual([now, now, now])
  })

  it('wait for a lane that is closed, and no other lane does', () => {
    const book = bookOf({ closedUntil: new Map([['a', now + 30_000]]) })
    const turns = findTurns([wish(1), wish(2, { lanes: [workspace, channel('b')] })], book, now)
    expect([...turns.values()]).toEqual([now + 30_000, now])
  })

  it('that were kept until now are used, and those that were missed where what really left allows it', () => {
    const kept = [{ lane: 'a', at: now - 1, id: 1 }]
    const inTime = wish(1, { lanes: [channel('a')], held: now - 1 })
    const late = wish(2, { lanes: [channel('b')], held: now - 9_000 })
    const book = bookOf({ kept, used: new Map([['b', [now - 500]]]) })
    expect([...findTurns([inTime, late], book, now).values()]).toEqual([now, now + 500])
  })

  const wishes = fc.array(
    fc.record({
      place: fc.constantFrom('a', 'b', 'c'),
      wait: fc.constantFrom(0, 0, 1_000),
      held: fc.option(fc.integer({ min: now - 3_000, max: now }), { nil: null }),
      isKept: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  const used = fc.array(fc.integer({ min: now - 2_500, max: now }), { maxLength: 4 })

  it('are found for a batch as they are for each alone', () => {
    fc.assert(
      fc.property(wishes, used, used, (drafts, inWorkspace, inA) => {
        const all = drafts.map(({ place, wait, held }, id) =>
          wish(id, { lanes: [workspace, channel(place)], from: now + wait, held }),
        )
        const kept = drafts.flatMap(({ place, held, isKept }, id) =>
          held !== null && isKept ? ['workspace', place].map((lane) => ({ lane, at: held, id })) : [],
        )
        const sorted = (instants: readonly number[]) => [...instants].sort((a, b) => a - b)
        const book = bookOf({
          kept,
          used: new Map([
            ['workspace', sorted(inWorkspace)],
            ['a', sorted(inA)],
          ]),
        })
        const together = findTurns(all, known(book, all), now)
        let left = known(book, all)
        for (const one of all) {
          const turn = findTurns([one], left, now).get(one.id) ?? 0
          expect(turn).toBe(together.get(one.id))
          left = written(left, one, turn)
        }
      }),
    )
  })
})

/** Every lane is on file once somebody wished for it. */
const known = (book: LaneBook, all: readonly TurnWish[]): LaneBook => ({
  ...book,
  used: new Map([...all.flatMap(({ lanes }) => lanes.map(({ key }) => [key, []] as const)), ...book.used]),
})

/** The book as it is written down behind one wish. */
function written(book: LaneBook, { id, lanes }: TurnWish, turn: number): LaneBook {
  const keys = lanes.map(({ key }) => key)
  const others = book.kept.filter((one) => one.id !== id)
  if (turn > now) return { ...book, kept: [...others, ...keys.map((lane) => ({ lane, at: turn, id }))] }
  const used = [...book.used].map(
    ([key, instants]) => [key, keys.includes(key) ? [...instants, now].sort((a, b) => a - b) : instants] as const,
  )
  return { ...book, kept: others, used: new Map(used) }
}
