import { setTimeout as pause } from 'node:timers/promises'

/**
 * Asks again and again until there is an answer.
 *
 * @param milliseconds how long to go on asking
 * @returns the first answer that is not undefined, or undefined when the time is up
 */
export async function waitUntil<Answer>(
  milliseconds: number,
  ask: () => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  const deadline = performance.now() + milliseconds
  for (let step = 5; ; step = Math.min(step * 2, 100)) {
    const answer = await ask()
    if (answer !== undefined || performance.now() >= deadline) return answer
    await pause(step)
  }
}
