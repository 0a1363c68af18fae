import type { ReportProblem } from '../../../domain/reports/health-report.ts'
import { cutLine, detached } from '../input/case-text.ts'

const keptWords = 20
const longestWord = 80

/** Gathers the words of a report that nobody understood, and how often each came. */
export type UnknownWords = {
  /** @param word as it was written, such as `status="dunno"` or `<timeout>` */
  note(word: string): void
  problems(): ReportProblem[]
}

export function makeUnknownWords(): UnknownWords {
  const counts = new Map<string, number>()
  let times = 0
  return {
    note(word) {
      times += 1
      const short = cutLine(word, longestWord)
      const before = counts.get(short)
      if (before !== undefined) counts.set(short, before + 1)
      else if (counts.size < keptWords) counts.set(detached(short), 1)
    },
    problems() {
      if (times === 0) return []
      const words = [...counts].map(([word, count]) => ({ word, count })).sort((a, b) => b.count - a.count)
      return [{ kind: 'unknown-outcome', times, words }]
    },
  }
}
