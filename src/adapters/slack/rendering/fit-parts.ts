import type { types } from '@slack/bolt'
import { plainObject } from '../text/text-object.ts'
import type { Part } from './render-blocks.ts'

type Room = { readonly blocks: number; readonly text: number }

/**
 * As many parts as there is room for, in order; what is left out is told in a last line.
 * @param room blocks and characters that are free
 */
export function fitParts(parts: readonly Part[], room: Room): types.KnownBlock[] {
  const all = parts.flat()
  if (all.length <= room.blocks && lengthOf(all) <= room.text) return all
  const shown: types.KnownBlock[] = []
  let left = parts.length
  for (const part of parts) {
    const next = [...shown, ...part]
    if (next.length > room.blocks - 1 || lengthOf(next) > room.text) break
    shown.push(...part)
    left -= 1
  }
  return [...shown, moreLine(left)]
}

const moreLine = (left: number): types.ContextBlock => ({
  type: 'context',
  elements: [plainObject(`… and ${left} more ${left === 1 ? 'part' : 'parts'} that Slack has no room for here.`, 200)],
})

/** Characters that people read in the blocks. */
export function lengthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let length = 0
  for (const [key, each] of Object.entries(value)) {
    length += key === 'text' && typeof each === 'string' ? each.length : lengthOf(each)
  }
  return length
}
