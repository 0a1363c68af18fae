import { createHash } from 'node:crypto'
import { after, hour, isBefore } from '../time/span.ts'
import { ok, type Result, refuse } from '../values/result.ts'

/** How a release goes out: to a few clients first, then to more. Everybody is told at once; waves only order the starts. */
export type WavePlan = {
  /** How many of the clients have started by the end of each wave, in percent, rising; the last is 100. */
  readonly shares: readonly number[]
  /** Hours from the last start that is due in one wave to the first of the next. */
  readonly gapHours: number
}

/** What the plan became when the release passed its gate. */
export type Waves = WavePlan & {
  /** One for each share; empty before the gate. */
  readonly steps: readonly WaveStep[]
  /** Updates that finish from here on count for the failure rate: those before it were judged by a person. */
  readonly countFrom: Date | null
}

export type WaveStep = {
  /** Clients at or below this place belong to the wave, unless an earlier one has them. */
  readonly upTo: number
  /** No start of the wave before this instant. */
  readonly opensAt: Date
}

const places = 2 ** 32

/** @returns a client's place in the order of a release, from 0 to 2^32 - 1: always the same, another for each release. */
export const placeInOrder = (client: string, version: string): number =>
  createHash('sha256').update(`${version}\n${client}`).digest().readUInt32BE(0)

/** @returns the number of a client's wave, from 0; a client that joins later has one, too, and moves nobody. */
export function waveOf({ steps }: Waves, client: string, version: string): number {
  const place = placeInOrder(client, version)
  const wave = steps.findIndex(({ upTo }) => place <= upTo)
  return wave === -1 ? Math.max(steps.length - 1, 0) : wave
}

/** @returns the instant before which a client's systems do not start; null where there are no waves */
export const opensAt = (waves: Waves | null, client: string, version: string): Date | null =>
  waves?.steps[waveOf(waves, client, version)]?.opensAt ?? null

/**
 * Deals out the clients and opens each wave `gapHours` after the last start that the one before it can expect. A wave
 * has at least one client as long as there are any left.
 * @param firstStart a client's first legal start from an instant on; null when there is none
 */
export async function dealWaves(
  { shares, gapHours }: WavePlan,
  version: string,
  clients: readonly string[],
  from: Date,
  firstStart: (client: string, notBefore: Date) => Promise<Date | null>,
): Promise<WaveStep[]> {
  const inOrder = clients
    .map((client) => ({ client, place: placeInOrder(client, version) }))
    .sort((a, b) => a.place - b.place)
  const steps: WaveStep[] = []
  let [opens, dealt] = [from, 0]
  for (const [wave, share] of shares.entries()) {
    const isLast = wave === shares.length - 1
    const end = isLast ? inOrder.length : Math.max(Math.ceil((share / 100) * inOrder.length), dealt + 1)
    const members = inOrder.slice(dealt, end)
    const upTo = isLast ? places - 1 : (members.at(-1)?.place ?? steps.at(-1)?.upTo ?? 0)
    steps.push({ upTo, opensAt: opens })
    dealt = Math.min(end, inOrder.length)
    if (isLast) break
    let last = opens
    for (const { client } of members) {
      const start = await firstStart(client, opens)
      if (start && isBefore(last, start)) last = start
    }
    opens = after(last, gapHours * hour)
  }
  return steps
}

/** Reads `1%,10%,100%`. */
export function parseShares(text: string): Result<readonly number[], string> {
  const shares = text.split(',').map((part) => /^\s*(\d{1,3}(?:\.\d{1,2})?)\s*%\s*$/.exec(part)?.[1])
  const read = shares.map((share) => (share === undefined ? Number.NaN : Number(share)))
  return areShares(read) ? ok(read) : refuse('must rise to 100 %, such as 1%,10%,100%, in at most 10 waves')
}

export const areShares = (shares: readonly number[]): boolean =>
  shares.length >= 1 &&
  shares.length <= 10 &&
  shares.at(-1) === 100 &&
  shares.every((share, i) => share > (shares[i - 1] ?? 0) && share <= 100)

export const longestGapHours = 30 * 24

/** Reads `24h` or `7d`. @returns hours */
export function parseGap(text: string): Result<number, string> {
  const [, number, unit] = /^\s*(\d{1,4})\s*([hd])\s*$/.exec(text) ?? []
  const hours = Number(number) * (unit === 'd' ? 24 : 1)
  return hours >= 1 && hours <= longestGapHours ? ok(hours) : refuse('must be 1h to 30d, such as 24h or 7d')
}

/** What finished of a release since a person last judged it. */
export type Finished = { readonly updated: number; readonly failed: number }

/** @returns whether more of what finished has failed than `limit` percent */
export const failsTooOften = ({ updated, failed }: Finished, limit: number): boolean =>
  failed > 0 && failed * 100 > limit * (updated + failed)
