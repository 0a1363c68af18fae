import type { Result } from 'tap-parser'
import { hashWith } from '../../tally/repeats/case-hash.ts'
import { makeHashedNumbers } from '../../tally/repeats/hashed-numbers.ts'

/** The ids of the test points that tap-parser has seen, in place of the points, which it would all keep. */
export class SeenPoints extends Map<number, Result> {
  #ids = makeHashedNumbers()
  #least = Number.POSITIVE_INFINITY
  #most = Number.NEGATIVE_INFINITY

  override has(id: number): boolean {
    return this.#ids.get(hashWith(0, id)) !== 0
  }

  override set(id: number): this {
    this.#ids.set(hashWith(0, id), 1)
    this.#least = Math.min(this.#least, id)
    this.#most = Math.max(this.#most, id)
    return this
  }

  /** Which point had an id before is not kept. */
  override get(): undefined {
    return undefined
  }

  /** @returns whether a point has an id that the plan does not have */
  beyond(first: number, last: number): boolean {
    return this.#least < first || this.#most > last
  }
}
