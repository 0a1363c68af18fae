/**
 * Does work for many, some at a time. What fails together is tried one by one, so that one holds up none of the others.
 * @param failed called with what went wrong at one of them
 */
export async function inBatches<T>(
  all: readonly T[],
  size: number,
  work: (some: readonly T[]) => Promise<void>,
  failed: (one: T, error: unknown) => void,
): Promise<void> {
  for (let at = 0; at < all.length; at += size) {
    const some = all.slice(at, at + size)
    try {
      await work(some)
    } catch (error) {
      if (some.length > 1) await inBatches(some, 1, work, failed)
      else for (const one of some) failed(one, error)
    }
  }
}
