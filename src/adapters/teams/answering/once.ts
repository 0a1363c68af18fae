/** Milliseconds after an answer in which the same press counts as its second click. */
const grace = 700

export type Once<T> = {
  /** Does the work, unless the same is being done or was done just now: then its outcome is given again. */
  do(what: string, work: () => Promise<T>): Promise<T>
}

/** Double clicks: the same button, pressed by the same person while the first press is answered. */
export function makeOnce<T>(milliseconds = grace): Once<T> {
  const doing = new Map<string, Promise<T>>()
  return {
    do(what, work) {
      const done = doing.get(what)
      if (done) return done
      const now = work()
      doing.set(what, now)
      const forget = () => setTimeout(() => doing.delete(what), milliseconds).unref()
      now.then(forget, forget)
      return now
    },
  }
}
