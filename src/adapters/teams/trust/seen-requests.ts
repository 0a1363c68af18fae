/** Milliseconds for which a message that Teams delivered is known again. */
const keptFor = 10 * 60_000

/** Messages seen lately: Teams delivers one again when its answer was slow. */
export type SeenRequests = {
  /** @returns whether it is the first time */
  firstTime(request: string, now: number): boolean
}

/** @param room requests kept at most; the oldest go first */
export function makeSeenRequests(room = 20_000): SeenRequests {
  const seen = new Map<string, number>()
  return {
    firstTime(request, now) {
      for (const [old, at] of seen) {
        if (seen.size < room && now - at <= keptFor) break
        seen.delete(old)
      }
      if (seen.has(request)) return false
      seen.set(request, now)
      return true
    },
  }
}
