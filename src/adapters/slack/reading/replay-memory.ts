/** Milliseconds for which Slack's signature is good, and for which it is remembered. */
export const signatureAge = 5 * 60_000

/** Signatures seen lately: a request with one of them has been here before. */
export type ReplayMemory = {
  /** @returns whether it is the first time */
  firstTime(signature: string, now: number): boolean
}

/** @param room signatures kept at most; the oldest go first */
export function makeReplayMemory(room = 50_000): ReplayMemory {
  const seen = new Map<string, number>()
  return {
    firstTime(signature, now) {
      for (const [old, at] of seen) {
        if (seen.size < room && now - at <= 2 * signatureAge) break
        seen.delete(old)
      }
      if (seen.has(signature)) return false
      seen.set(signature, now)
      return true
    },
  }
}
