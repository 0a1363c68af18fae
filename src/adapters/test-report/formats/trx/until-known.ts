/** Keeps what was found in its order, until what it needs is known: that comes later in the file. */
export type UntilKnown<Found> = {
  later(found: Found): void
  letGo(): void
}

/** So many characters are packed at a time. */
const piece = 64 * 1024

/**
 * What is kept is kept as bytes outside of the heap: a third of a million small results are as many megabytes as in their file.
 *
 * @param limit on the bytes kept; where it is reached, all is let go, and nothing is kept after it
 * @param act called for each that was found, in their order
 */
export function makeUntilKnown<Found>(limit: number, act: (found: Found) => void): UntilKnown<Found> {
  let packed: Buffer[] = []
  let lines: string[] = []
  let characters = 0
  let size = 0
  let free = false

  const pack = () => {
    const bytes = Buffer.from(lines.join('\n'))
    packed.push(bytes)
    size += bytes.length
    lines = []
    characters = 0
  }
  const letGo = () => {
    if (lines.length > 0) pack()
    free = true
    const all = packed
    packed = []
    for (const [at, bytes] of all.entries()) {
      for (const line of bytes.toString().split('\n')) act(JSON.parse(line))
      all[at] = Buffer.alloc(0)
    }
  }
  return {
    later(found) {
      if (free) return act(found)
      const line = JSON.stringify(found)
      lines.push(line)
      characters += line.length
      if (characters > piece) pack()
      if (size > limit) letGo()
    },
    letGo,
  }
}
