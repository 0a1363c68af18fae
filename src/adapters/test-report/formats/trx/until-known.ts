/** Does things in their order, and not before it is let go: what they need comes later in the file. */
export type UntilKnown = {
  /** @param size of what is held in memory for it, in characters or so */
  later(size: number, act: () => void): void
  letGo(): void
}

/** @param limit on all that is held; where it is reached, what is held is let go, and nothing is held after it */
export function makeUntilKnown(limit: number): UntilKnown {
  let held: (() => void)[] = []
  let size = 0
  let free = false
  const letGo = () => {
    free = true
    const acts = held
    held = []
    for (const act of acts) act()
  }
  return {
    later(more, act) {
      if (free) return act()
      held.push(act)
      size += more
      if (size > limit) letGo()
    },
    letGo,
  }
}
