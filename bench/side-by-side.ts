import { timed } from './roll-out.ts'

/**
 * Does the same in two houses by turns, so that what else the machine does weighs on both.
 * @returns the median of each, in milliseconds
 */
export async function sideBySide(
  times: number,
  one: (n: number) => Promise<unknown>,
  other: (n: number) => Promise<unknown>,
): Promise<readonly [number, number]> {
  const taken: [number[], number[]] = [[], []]
  for (let n = 0; n < times; n++) {
    taken[0].push(await timed(() => one(n)))
    taken[1].push(await timed(() => other(n)))
  }
  const [first, second] = taken.map((each) => each.sort((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN)
  return [first ?? Number.NaN, second ?? Number.NaN]
}
