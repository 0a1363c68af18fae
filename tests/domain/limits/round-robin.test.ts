import { describe, expect, it } from 'vitest'
import { inRounds, type Waiting } from '../../../src/domain/limits/round-robin.ts'

/** Those who wait as `acme1@10`: whose, in which round (`?` for one that has just come), when. */
const waiting = (...texts: readonly string[]): Waiting[] =>
  texts.map((text, id) => {
    const [, of = '', round, at] = /^([a-z]+)(\d+|\?)@(\d+)$/.exec(text) ?? []
    return { id, of, round: round === '?' ? null : Number(round), at: Number(at) }
  })
/** Who goes when, in order, once everybody has the turn that is dealt. */
const order = (all: readonly Waiting[]): string[] => {
  const moved = inRounds(all)
  return all
    .map((one) => moved.find(({ id }) => id === one.id) ?? one)
    .sort((a, b) => a.at - b.at)
    .map(({ of, round, at }) => `${of}${round}@${at}`)
}

describe('who waits in a place that many share', () => {
  it.each([
    {
      name: 'goes first come, first served where each waits once',
      all: ['acme1@1', 'birch1@2', 'cedar?@3'],
      dealt: ['acme1@1', 'birch1@2', 'cedar1@3'],
    },
    {
      name: 'comes in the first round that it has no turn in',
      all: ['acme1@1', 'acme2@2', 'acme3@3', 'birch?@4'],
      dealt: ['acme1@1', 'birch1@2', 'acme2@3', 'acme3@4'],
    },
    {
      name: 'comes after its own',
      all: ['acme1@1', 'birch1@2', 'acme2@3', 'birch?@4'],
      dealt: ['acme1@1', 'birch1@2', 'acme2@3', 'birch2@4'],
    },
    {
      name: 'joins the round that has begun',
      all: ['acme7@1', 'acme8@2', 'birch?@3'],
      dealt: ['acme7@1', 'birch7@2', 'acme8@3'],
    },
    {
      name: 'uses a gap before the turns that are kept',
      all: ['acme1@5', 'acme2@6', 'birch?@2'],
      dealt: ['acme1@2', 'birch1@5', 'acme2@6'],
    },
    {
      name: 'goes first where it had its turn in an earlier round and missed it',
      all: ['acme4@1', 'acme5@2', 'birch2@3'],
      dealt: ['birch2@1', 'acme4@2', 'acme5@3'],
    },
    {
      name: 'is dealt in its own order when several come at once',
      all: ['acme?@1', 'acme?@2', 'birch?@3', 'birch?@4'],
      dealt: ['acme1@1', 'birch1@2', 'acme2@3', 'birch2@4'],
    },
    { name: 'is the only one', all: ['acme?@9'], dealt: ['acme1@9'] },
    { name: 'is nobody', all: [], dealt: [] },
  ])('$name', ({ all, dealt }) => {
    expect(order(waiting(...all))).toEqual(dealt)
  })

  it('says nothing of those who keep what they have', () => {
    expect(inRounds(waiting('acme1@1', 'acme2@2', 'birch?@3')).map(({ id }) => id)).toEqual([2, 1])
    expect(inRounds(waiting('acme1@1', 'birch1@2'))).toEqual([])
  })
})
