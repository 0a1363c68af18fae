/** Milliseconds after an answer in which the same press counts as its second click. */
const grace = 700

/** Tells the second click of a double click: the same button, pressed by the same person while the first is answered. */
export type DoubleClicks = {
  /** @returns undefined for a second click, without doing the work again */
  once<T>(press: string, work: () => Promise<T>): Promise<T | undefined>
}

export function makeDoubleClicks(): DoubleClicks {
  const pressed = new Set<string>()
  return {
    async once(press, work) {
      if (pressed.has(press)) return undefined
      pressed.add(press)
      try {
        return await work()
      } finally {
        setTimeout(() => pressed.delete(press), grace).unref()
      }
    },
  }
}
