/** Goes round again and again: often while something happens, seldom while nothing does. */
export type Rounds = {
  /** Something happened, or may be owed: the next rounds come soon. */
  stir(): void
  stop(): Promise<void>
}

export type RoundsOptions = {
  /** Between two rounds while something happens, in milliseconds. */
  readonly busyMs: number
  /** Between two rounds at most, whatever happens. */
  readonly idleMs: number
  /** How long something that happened makes rounds come often. */
  readonly lingerMs: number
  /** Milliseconds until something is due of which nobody will tell; null when nothing is. Asked before a long sleep. */
  untilDue(): Promise<number | null>
}

/**
 * Goes round at once, and never twice at the same time.
 * @param round is told its number, from 0, and whether it comes after a long sleep; it never rejects
 */
export function makeRounds(
  { busyMs, idleMs, lingerMs, untilDue }: RoundsOptions,
  round: (about: { readonly count: number; readonly rested: boolean }) => Promise<void>,
): Rounds {
  let count = 0
  let stirredAt = performance.now()
  let rested = true
  let stopped = false
  let going: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined
  const isBusy = () => performance.now() - stirredAt < lingerMs

  const go = () => {
    going = goRound().finally(() => {
      going = null
    })
  }
  const goIn = (ms: number) => {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(go, ms)
  }
  async function goRound(): Promise<void> {
    await round({ count: count++, rested })
    const due = isBusy() ? null : await untilDue().catch(() => null)
    rested = !isBusy()
    goIn(rested ? Math.max(busyMs, Math.min(idleMs, due ?? idleMs)) : Math.min(busyMs, idleMs))
  }

  go()
  return {
    stir() {
      stirredAt = performance.now()
      if (!rested || going) return
      rested = false
      goIn(busyMs)
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await going
    },
  }
}
