import { describe, expect, it } from 'vitest'
import { fitParts } from '../../../../src/adapters/slack/rendering/fit-parts.ts'
import type { Part } from '../../../../src/adapters/slack/rendering/render-blocks.ts'

const part = (blocks: number, text = 'x'): Part =>
  Array.from({ length: blocks }, () => ({ type: 'section', text: { type: 'plain_text', text } }) as const)
const parts = (...sizes: number[]) => sizes.map((size) => part(size))
const much = { blocks: 100, text: 10_000 }

/** How many blocks are shown, and what the last line says is left out; null where nothing is. */
function fitted(given: readonly Part[], room: Partial<typeof much>) {
  const blocks = fitParts(given, { ...much, ...room })
  const said = JSON.stringify(blocks.at(-1)).match(/and (\d+) more part/)?.[1]
  return { blocks: blocks.length, left: said === undefined ? null : Number(said) }
}

describe('as many parts as Slack has room for', () => {
  it.each([
    ['all that just fit', parts(1, 1, 1), 3, { blocks: 3, left: null }],
    ['one too many, and the line that says so', parts(1, 1, 1, 1), 3, { blocks: 3, left: 2 }],
    ['a part whole or not at all', parts(1, 2, 1), 3, { blocks: 2, left: 2 }],
    ['a part that ends where the line begins', parts(2, 2), 3, { blocks: 3, left: 1 }],
    ['nothing but the line', parts(5), 1, { blocks: 1, left: 1 }],
    ['in order: none after the first that does not fit', parts(1, 9, 1), 4, { blocks: 2, left: 2 }],
  ])('%s', (_, given, blocks, wanted) => {
    expect(fitted(given, { blocks })).toEqual(wanted)
  })

  it.each([
    ['all of it', 30, { blocks: 3, left: null }],
    ['one character short', 29, { blocks: 3, left: 1 }],
    ['room for one', 10, { blocks: 2, left: 2 }],
    ['room for none', 9, { blocks: 1, left: 3 }],
  ])('by their text: %s', (_, text, wanted) => {
    expect(fitted([part(1, 'x'.repeat(10)), part(1, 'x'.repeat(10)), part(1, 'x'.repeat(10))], { text })).toEqual(
      wanted,
    )
  })
})
