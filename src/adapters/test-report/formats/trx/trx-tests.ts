import { cutLine, detached } from '../../input/case-text.ts'
import type { ReportLimits } from '../../report-limits.ts'
import { hashText } from '../../tally/repeats/case-hash.ts'
import { makeHashedNumbers } from '../../tally/repeats/hashed-numbers.ts'

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

/** Of each test two signs and the number of its class share 32 bits, under a hash of its id. */
const [announced, ran, classShift] = [1, 2, 2]

/** Of more classes than a report may have suites the names are not kept. */
export function makeTrxTests(limits: ReportLimits): TrxTests {
  const tests = makeHashedNumbers()
  const classes: string[] = ['']
  const numbers = new Map<string, number>()
  let waiting = 0
  let nameless = 0

  const keyOf = (id: string) => hashText(id.toLowerCase())
  const numberOf = (className: string): number => {
    const before = numbers.get(className)
    if (before !== undefined) return before
    if (classes.length > limits.suites) return 0
    const own = detached(className)
    numbers.set(own, classes.length)
    return classes.push(own) - 1
  }

  return {
    announce(id) {
      if (!id) return
      const key = keyOf(id)
      const known = tests.get(key)
      if ((known & announced) !== 0) return
      tests.set(key, known | announced)
      if ((known & ran) === 0) waiting += 1
    },
    classIs(id, className) {
      if (!id) return
      // MSTest writes `Namespace.Class, Assembly, Version=1.0.0.0, …`.
      const [name = ''] = className.split(',', 1)
      const key = keyOf(id)
      const signs = tests.get(key) & (announced | ran)
      tests.set(key, signs | (numberOf(cutLine(name, limits.name)) << classShift))
    },
    classOf: (id) => (id ? (classes[tests.get(keyOf(id)) >>> classShift] ?? '') : ''),
    hasResult(id) {
      if (!id) {
        nameless += 1
        return
      }
      const key = keyOf(id)
      const known = tests.get(key)
      if ((known & ran) !== 0) return
      tests.set(key, known | ran)
      if ((known & announced) !== 0) waiting -= 1
    },
    // A result that does not say of which test it is may be that of any.
    unrun: () => Math.max(0, waiting - nameless),
  }
}
