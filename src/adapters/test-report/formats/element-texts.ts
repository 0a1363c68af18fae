import { addText, type GatheredText, gatherText } from '../input/case-text.ts'

/** Gathers the text of one element at a time, and lets the parser pass over all others. */
export type ElementTexts = {
  /** @param depth of the element that begins @returns what its text gathers in, and that of what is inside it */
  begin(depth: number): GatheredText
  /** @param depth of an element that ends */
  end(depth: number): void
  text(piece: string): void
}

export function makeElementTexts(hear: (on: boolean) => void, limit: number): ElementTexts {
  let current: { readonly into: GatheredText; readonly depth: number } | undefined
  return {
    begin(depth) {
      current = { into: gatherText(limit), depth }
      hear(true)
      return current.into
    },
    end(depth) {
      if (current?.depth !== depth) return
      current = undefined
      hear(false)
    },
    text(piece) {
      if (current && !addText(current.into, piece)) hear(false)
    },
  }
}
