import { setTimeout as pause } from 'node:timers/promises'

/** Asks until there is an answer, for ten seconds at most. */
export async function eventually<Answer>(
  what: string,
  ask: () => Promise<Answer | undefined>,
  milliseconds = 10_000,
): Promise<Answer> {
  const deadline = performance.now() + milliseconds
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`)
    await pause(25)
  }
}
