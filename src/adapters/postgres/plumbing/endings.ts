import type { AtEnd, Tx } from '../../../app/ports/ports.ts'

type Write<T> = (tx: Tx, all: readonly T[]) => Promise<void>

/** What one transaction writes at its end. */
export type Endings = {
  readonly atEnd: AtEnd
  /** Writes all that was handed over, and what that hands over in its turn. */
  write(tx: Tx): Promise<void>
}

export function makeEndings(): Endings {
  const waiting = new Map<Write<never>, unknown[]>()
  return {
    atEnd(write, things) {
      const already = waiting.get(write)
      if (already) for (const thing of things) already.push(thing)
      else if (things.length > 0) waiting.set(write, [...things])
    },
    async write(tx) {
      for (const [write, things] of waiting) {
        waiting.delete(write)
        await write(tx, things as never[])
      }
    },
  }
}
