/** How exact an alarm is, in milliseconds: many that fall together ring once. */
const grain = 50

export type Alarm = {
  /** @param inMs when it rings, from now on */
  set(inMs: number): void
  stop(): void
}

/** Calls `ring` at each time that was set, never early. */
export function makeAlarm(ring: () => void): Alarm {
  const timers = new Map<number, NodeJS.Timeout>()
  return {
    set(inMs) {
      const at = Math.ceil((performance.now() + inMs) / grain)
      if (timers.has(at)) return
      const timer = setTimeout(
        () => {
          timers.delete(at)
          ring()
        },
        Math.min(at * grain - performance.now(), 2 ** 31 - 1),
      )
      timer.unref()
      timers.set(at, timer)
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
