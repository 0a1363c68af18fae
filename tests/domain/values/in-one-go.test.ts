import { expect, it } from 'vitest'
import { inOneGo } from '../../../src/domain/values/in-one-go.ts'

it('does at once what is asked for in the same moment, and answers each with its own', async () => {
  const rounds: (readonly number[])[] = []
  const double = inOneGo(async (wishes: readonly number[]) => {
    rounds.push(wishes)
    return wishes.map((wish) => 2 * wish)
  })
  expect(await Promise.all([double(1), double(2), Promise.resolve().then(() => double(3))])).toEqual([2, 4, 6])
  expect(await double(4)).toBe(8)
  expect(rounds).toEqual([[1, 2, 3], [4]])
})

it('fails all that asked when it fails, and nobody after', async () => {
  let fails = true
  const act = inOneGo(async (wishes: readonly number[]) => {
    if (fails) throw new Error('no')
    return wishes
  })
  const asked = await Promise.allSettled([act(1), act(2)])
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  fails = false
  expect(await act(3)).toBe(3)
})
