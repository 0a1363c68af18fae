import type { Element } from '../text/adaptive-card.ts'
import { bytesOf } from '../text/limits.ts'
import { plainLine } from '../text/text-elements.ts'
import type { Part } from './render-blocks.ts'

/**
 * As many parts as there is room for, in order; what is left out is told in a last line.
 * @param room bytes that are free
 */
export function fitParts(parts: readonly Part[], room: number): Element[] {
  if (bytesOf(parts.flat()) <= room) return parts.flat()
  const mark = bytesOf(moreLine(parts.length)) + 1
  const shown: Element[] = []
  let free = room - mark - 2
  let left = parts.length
  for (const part of parts) {
    free -= part.reduce((sum, element) => sum + bytesOf(element) + 1, 0)
    if (free < 0) break
    shown.push(...part)
    left -= 1
  }
  return [...shown, moreLine(left)]
}

const moreLine = (left: number): Element =>
  plainLine(`… and ${left} more ${left === 1 ? 'part' : 'parts'} that Teams has no room for here.`, 200, {
    isSubtle: true,
  })
