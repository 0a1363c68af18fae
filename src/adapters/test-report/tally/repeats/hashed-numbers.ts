import type { Hash } from './case-hash.ts'

/** A number of at most 32 bits for each hash; 0 for one that was never set. */
export type HashedNumbers = {
  get(hash: Hash): number
  set(hash: Hash, value: number): void
}

const segments = 64
const fullest = 0.8

/** Ten bytes a place, in many small tables, since one that grows is there twice for a moment. */
export function makeHashedNumbers(): HashedNumbers {
  const tables: (HashedNumbers | undefined)[] = []
  return {
    get: (hash) => tables[hash % segments]?.get(hash) ?? 0,
    set(hash, value) {
      const table = tables[hash % segments] ?? makeSegment()
      tables[hash % segments] = table
      table.set(hash, value)
    },
  }
}

function makeSegment(): HashedNumbers {
  let size = 16
  let used = 0
  let lows = new Uint32Array(size)
  let tops = new Uint16Array(size)
  let values = new Uint32Array(size)

  const placeOf = (hash: Hash): number => {
    const low = hash >>> 0
    const top = Math.trunc(hash / 2 ** 32)
    // The lowest bits have chosen the segment.
    let place = Math.trunc(low / segments) % size
    while (values[place] !== 0 && (lows[place] !== low || tops[place] !== top)) place = (place + 1) % size
    return place
  }
  const grow = () => {
    const before = { lows, tops, values }
    size = Math.ceil(size * 1.5)
    lows = new Uint32Array(size)
    tops = new Uint16Array(size)
    values = new Uint32Array(size)
    for (const [from, value] of before.values.entries())
      if (value !== 0) put((before.tops[from] ?? 0) * 2 ** 32 + (before.lows[from] ?? 0), value)
  }
  const put = (hash: Hash, value: number) => {
    const place = placeOf(hash)
    lows[place] = hash >>> 0
    tops[place] = Math.trunc(hash / 2 ** 32)
    values[place] = value
  }
  return {
    get: (hash) => values[placeOf(hash)] ?? 0,
    set(hash, value) {
      const place = placeOf(hash)
      if (values[place] !== 0) {
        values[place] = value
        return
      }
      used += 1
      if (used > size * fullest) grow()
      put(hash, value)
    },
  }
}
