import { describe, expect, it } from 'vitest'
import { fitParts } from '../../../../src/adapters/teams/rendering/fit-parts.ts'
import { bytesOf } from '../../../../src/adapters/teams/text/limits.ts'
import { plainLine } from '../../../../src/adapters/teams/text/text-elements.ts'

const parts = (count: number) =>
  Array.from({ length: count }, (_, n) => [plainLine(`part ${n} ${'é'.repeat(300)}`, 2_000)])
const left = (shown: readonly unknown[]) => JSON.stringify(shown.at(-1)).match(/and (\d+) more part/)?.[1]

describe('as many parts as Teams has room for', () => {
  const ten = parts(10)
  const all = bytesOf(ten.flat())

  it('shows all of them in exactly their room', () => {
    expect(fitParts(ten, all)).toEqual(ten.flat())
  })

  it('keeps to every room, shows as much as it holds, and counts what it leaves out', () => {
    for (let room = all - 1; room > 400; room -= 37) {
      const shown = fitParts(ten, room)
      expect(bytesOf(shown), `a room of ${room}`).toBeLessThanOrEqual(room)
      expect(left(shown)).toBe(String(10 - (shown.length - 1)))
      // One more would not have fitted beside the line that says how many are left out.
      const next = ten[shown.length - 1] ?? []
      expect(bytesOf([...shown, ...next]) + 1, `a room of ${room}`).toBeGreaterThan(room)
    }
  })
})
