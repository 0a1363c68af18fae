import { day, hour } from '../../time/span.ts'

/** What was seen of updates and of people so far, in this release and in those before it. */
export type Seen = {
  /** Updates that ended, and those of them that failed or went silent. */
  readonly ended: number
  readonly failed: number
  /** Updates that an administrator moved to a later time, and those that the client cancelled, of all that were planned. */
  readonly planned: number
  readonly moved: number
  readonly cancelled: number
  /** Failures that were decided, and those of them that were confirmed. */
  readonly decided: number
  readonly confirmed: number
  /** How long people took to decide, and copies to be verified, in milliseconds: the median and the ninth tenth; null while too few were seen. */
  readonly deciding: Delay | null
  readonly verifying: Delay | null
}

export type Delay = { readonly usual: number; readonly long: number }

/** How likely it is for one update, and how long one waits. */
export type Chances = {
  readonly fails: number
  readonly moves: number
  readonly cancels: number
  readonly confirms: number
  readonly deciding: Delay
  readonly verifying: Delay
}

/** What is assumed before anything was seen weighs as much as so many updates. */
const weight = 20
const assumed = { fails: 0.06, moves: 0.06, cancels: 0.03, confirms: 0.2 }
const assumedDeciding: Delay = { usual: 1 * day, long: 4 * day }
const assumedVerifying: Delay = { usual: 8 * hour, long: 36 * hour }

const share = (assumption: number, some: number, all: number): number => (assumption * weight + some) / (weight + all)

/** What was seen, and as long as that is little what is usual. */
export const chancesOf = (seen: Seen): Chances => ({
  fails: share(assumed.fails, seen.failed, seen.ended),
  moves: share(assumed.moves, seen.moved, seen.planned),
  cancels: share(assumed.cancels, seen.cancelled, seen.planned),
  confirms: share(assumed.confirms, seen.confirmed, seen.decided),
  deciding: seen.deciding ?? assumedDeciding,
  verifying: seen.verifying ?? assumedVerifying,
})
