import { detached } from '../../input/case-text.ts'

/** What a TRX file says of its tests beside their results: that they exist, and of which class they are. */
export type TrxTests = {
  /** A definition or an entry of a test. */
  announce(id: string | undefined): void
  classIs(id: string | undefined, className: string): void
  classOf(id: string | undefined): string
  hasResult(id: string | undefined): void
  /** @returns how many were announced and have no result */
  unrun(): number
}

/** Of more tests than this neither classes nor announcements are kept: a file of 64 MB seldom has half as many. */
const kept = 100_000

type Known = { className: string; announced: boolean; ran: boolean }

export function makeTrxTests(): TrxTests {
  const tests = new Map<string, Known>()
  const classes = new Map<string, string>()
  let nameless = 0

  const known = (id: string): Known => {
    const key = id.toLowerCase()
    const before = tests.get(key)
    if (before) return before
    const added = { className: '', announced: false, ran: false }
    if (tests.size < kept) tests.set(detached(key), added)
    return added
  }
  const shared = (className: string): string => {
    const before = classes.get(className)
    if (before !== undefined) return before
    const own = detached(className)
    classes.set(own, own)
    return own
  }

  return {
    announce(id) {
      if (id) known(id).announced = true
    },
    classIs(id, className) {
      // MSTest writes `Namespace.Class, Assembly, Version=1.0.0.0, …`.
      const [name = ''] = className.split(',', 1)
      if (id) known(id).className = shared(name.trim())
    },
    classOf: (id) => (id ? (tests.get(id.toLowerCase())?.className ?? '') : ''),
    hasResult(id) {
      if (id) known(id).ran = true
      else nameless += 1
    },
    unrun() {
      if (tests.size >= kept) return 0
      const left = [...tests.values()].filter(({ announced, ran }) => announced && !ran).length
      // A result that does not say of which test it is may be that of any.
      return Math.max(0, left - nameless)
    },
  }
}
