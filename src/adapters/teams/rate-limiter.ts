/** How often something may happen: at most `count` times in any `milliseconds`. */
export type Rate = { readonly count: number; readonly milliseconds: number }

/** What Teams allows one bot in one conversation (learn.microsoft.com, "Optimize your bot: rate limiting"). */
export const conversationRates: readonly Rate[] = [
  { count: 7, milliseconds: 1_000 },
  { count: 8, milliseconds: 2_000 },
  { count: 60, milliseconds: 30_000 },
  { count: 1_800, milliseconds: 3_600_000 },
]

/**
 * @param times when it happened, oldest first, in milliseconds
 * @returns milliseconds until it may happen again; 0 when it may now
 */
export function waitFor(times: readonly number[], now: number, rates: readonly Rate[]): number {
  return rates.reduce((wait, { count, milliseconds }) => {
    const first = times.at(-count)
    return first === undefined ? wait : Math.max(wait, first + milliseconds - now)
  }, 0)
}

export type RateLimiter = {
  /** Counts one more, unless it must wait. @returns the milliseconds to wait, 0 when it was counted */
  take(key: string, now: number): number
  /** Counts one that has happened anyway. */
  note(key: string, now: number): void
}

/** Remembers for each key what the longest rate looks back on; keys that fell silent are forgotten. */
export function makeRateLimiter(rates: readonly Rate[] = conversationRates): RateLimiter {
  const longest = Math.max(...rates.map(({ milliseconds }) => milliseconds))
  const most = Math.max(...rates.map(({ count }) => count))
  const times = new Map<string, number[]>()
  let swept = 0

  function sweep(now: number): void {
    if (now - swept < longest) return
    swept = now
    for (const [key, kept] of times) if ((kept.at(-1) ?? 0) + longest <= now) times.delete(key)
  }
  const note = (key: string, now: number): void => {
    sweep(now)
    const kept = times.get(key) ?? []
    kept.push(now)
    if (kept.length > most) kept.splice(0, kept.length - most)
    times.set(key, kept)
  }
  return {
    take(key, now) {
      const wait = waitFor(times.get(key) ?? [], now, rates)
      if (wait === 0) note(key, now)
      return wait
    },
    note,
  }
}
