import { type Hash, hashWith } from './case-hash.ts'
import { makeHashedNumbers } from './hashed-numbers.ts'

/** How often each case stands in the one file in which it stands most often. */
export type AmongFiles = {
  openFile(): void
  /** @returns whether it stands in this file more often than in each one before; told once for each time it stands there */
  more(hash: Hash): boolean
}

export function makeAmongFiles(): AmongFiles {
  /** The last file in which it stood so many times; files are counted from 1. */
  const lastIn = makeHashedNumbers()
  /** How often what stands more than once stands in this file. */
  const times = new Map<Hash, number>()
  let file = 0
  return {
    openFile() {
      file += 1
      times.clear()
    },
    more(hash) {
      const last = lastIn.get(hash)
      if (last !== file) {
        lastIn.set(hash, file)
        return last === 0
      }
      const time = (times.get(hash) ?? 1) + 1
      times.set(hash, time)
      const again = hashWith(hash, time)
      const before = lastIn.get(again)
      lastIn.set(again, file)
      return before === 0
    },
  }
}
