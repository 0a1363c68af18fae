import type { JsonEvents } from '../../input/json-events.ts'
import { outcomeOf, worseWord } from '../../outcomes/outcome-of.ts'

/** Looks through what is none of a format's own: health+json may hold a status and no checks, and other parts beside them. */
export type StatusAlone = {
  key(name: string): void
  value(text: string | null, kind: Parameters<JsonEvents['value']>[1], depth: number): void
  /** Whether the object says its own status in a word. */
  isStatus(): boolean
  /** @returns the worst of that status and of those inside of it that did not pass, as some servers write their parts */
  worst(status: string): string
}

export function makeStatusAlone(): StatusAlone {
  let key = ''
  let own = false
  let inner: string | undefined
  return {
    key(name) {
      key = name.toLowerCase()
    },
    value(text, kind, depth) {
      if (key !== 'status' || text === null || kind !== 'string') return
      if (depth === 1) own = true
      else if (![undefined, 'passed'].includes(outcomeOf(text)))
        inner = inner === undefined ? text : worseWord(inner, text)
    },
    isStatus: () => own,
    worst: (status) => (inner === undefined ? status : worseWord(status, inner)),
  }
}
