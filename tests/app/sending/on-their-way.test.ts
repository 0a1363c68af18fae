import { expect, it } from 'vitest'
import { makeOnTheirWay } from '../../../src/app/sending/on-their-way.ts'

const mail = { key: 'mail', rates: [], atOnce: 2 }
const guests = (...names: string[]) => names.map((name) => ({ name, lanes: [mail] }))
const names = (some: readonly { readonly name: string }[]) => some.map(({ name }) => name)

it('lets in as many as may be on their way, and the rest of a batch as soon as these are back', () => {
  const { admit, letOut } = makeOnTheirWay()
  const { inside, next, outside } = admit(guests('a', 'b', 'c'))
  expect([names(inside), names(next), names(outside)]).toEqual([['a', 'b'], ['c'], []])
  letOut(inside)
  expect(names(admit(next).inside)).toEqual(['c'])
})

it('turns away those for whom others have to come back', () => {
  const { admit } = makeOnTheirWay()
  admit(guests('a', 'b'))
  expect(names(admit(guests('c')).outside)).toEqual(['c'])
})

it('never turns away the first of those who wait for their own', () => {
  const { admit, letOut } = makeOnTheirWay()
  let left = guests('a', 'b', 'c', 'd', 'e')
  for (let rounds = 0; left.length > 0; rounds += 1) {
    expect(rounds).toBeLessThan(3)
    const { inside, next, outside } = admit(left)
    expect([inside.length > 0, outside]).toEqual([true, []])
    letOut(inside)
    left = [...next]
  }
})
