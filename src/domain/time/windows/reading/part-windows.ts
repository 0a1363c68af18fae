import type { Token } from './lex-window.ts'
import { listWords } from './window-words.ts'

/** @returns the tokens of each window of a list: after two times, a comma or an `and` before other times parts them. */
export function partWindows(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]]
  let times = 0
  for (const [i, token] of tokens.entries()) {
    const couldPart = token.kind === 'word' && (listWords.has(token.word) || token.word === ';')
    if (couldPart && times >= 2 && tokens.slice(i).some(({ kind }) => kind === 'time')) {
      parts.push([])
      times = 0
      continue
    }
    if (token.kind === 'time') times++
    parts.at(-1)?.push(token)
  }
  return parts.filter((part) => part.length > 0)
}
