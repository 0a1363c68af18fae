import { setTimeout } from 'node:timers/promises'

/** Does something again until it succeeds: what it talks to is being killed and restarted. @throws after five minutes */
export async function persist<T>(act: () => Promise<T>, patienceMs = 300_000): Promise<T> {
  const end = performance.now() + patienceMs
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if (performance.now() > end) throw error
      await setTimeout(300)
    }
  }
}

/** Works through a list, a few at a time. */
export async function inParallel<T>(
  items: readonly T[],
  concurrency: number,
  act: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const left = [...items.entries()].reverse()
  const lane = async (): Promise<void> => {
    for (let next = left.pop(); next; next = left.pop()) await act(next[1], next[0])
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
}
