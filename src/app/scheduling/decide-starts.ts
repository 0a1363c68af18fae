import type { Place } from '../../domain/people/place.ts'
import type { System } from '../../domain/people/system.ts'
import type { Release } from '../../domain/releases/release.ts'
import { isBehind } from '../../domain/releases/version.ts'
import { opensAt } from '../../domain/releases/waves.ts'
import { after, hour, isBefore, later } from '../../domain/time/span.ts'
import { nextOpenings } from '../../domain/time/windows/openings.ts'
import { bindingFreeze } from '../../domain/updates/freeze.ts'
import { isFarEnough, type Turn, turnOf } from '../../domain/updates/take-over.ts'
import type { Update } from '../../domain/updates/update.ts'
import { legalStart, type Planning } from './planning.ts'
import { isFull } from './slot-capacity.ts'

/** A system, with its active update, else its newest one; `urgent` when that answers a request. */
export type Current = { readonly system: System; readonly update: Update | null; readonly urgent: boolean }

export type DecidedStart = {
  readonly system: System
  readonly startsAt: Date
  /** The update whose place it takes. */
  readonly replaced: Update | null
}

export type StartDecision =
  /** It is planned, done or left out already on every system, or none is behind. */
  | { readonly outcome: 'nothing-to-do' }
  /** An older update starts soon or runs: the release is planned when that is done. */
  | { readonly outcome: 'waits' }
  | { readonly outcome: 'nobody-reachable' }
  /** `without`: for so many systems no start is legal. */
  | { readonly outcome: 'decided'; readonly starts: readonly DecidedStart[]; readonly without: number }

type Question = {
  readonly release: Release
  readonly currents: readonly Current[]
  readonly places: readonly Place[]
}

type Candidate = Current & { readonly turn: Turn }

/**
 * When a release whose copy is healthy starts on the systems of a client (DESIGN 2.5, 4.1): together, in the next
 * maintenance window after the notice period and not before the client's wave. Writes nothing; what it decides takes its
 * slots from the decisions that follow.
 */
export async function decideStarts(planning: Planning, question: Question): Promise<StartDecision> {
  const { release, currents, places } = question
  const { client, now, numbers } = planning
  const opens = opensAt(release.waves, client.id, release.version)
  const candidates = currents
    .filter(({ system }) => isBehind(system.version, release.version))
    .map((current): Candidate => {
      const turn = turnOf(current.update, release.version, now, numbers)
      // What is due before the client's wave goes out as it is: nobody waits longer for a newer release's waves.
      const goesFirst = turn === 'take-over' && current.update?.status === 'scheduled' && isEarly(current.update, opens)
      return { ...current, turn: goesFirst ? 'wait' : turn }
    })
  // Both systems are planned together, so both wait for the one that is not free yet.
  if (candidates.some(({ turn }) => turn === 'wait')) return { outcome: 'waits' }
  const planned = candidates.filter(({ turn }) => turn !== 'leave')
  if (planned.length === 0) return { outcome: 'nothing-to-do' }
  if (!isReachable(places, client.id, client.administrators.length)) return { outcome: 'nobody-reachable' }

  const keeps = (candidate: Candidate) => keepsStart(candidate, planning, opens)
  const [kept, moving] = [planned.filter(keeps), planned.filter((one) => !keeps(one))]
  const again = planned.every(({ update }) => isRetry(update, release))
  const notBefore = later(noticeEnd(planning, release, again), opens ?? now)
  // A security release may move what it replaces, too.
  const isSecurity = release.kind === 'security'
  const systems = Math.max(isSecurity ? planned.length : moving.length, 1)
  const start =
    (isSecurity ? null : await startBeside(kept, planning, notBefore, moving.length)) ??
    (await legalStart(planning, release.kind, notBefore, systems, opens))
  const starts = planned.flatMap((candidate): DecidedStart[] => {
    const startsAt = keeps(candidate) ? keptStart(candidate.update, start, release) : start
    const replaced = candidate.turn === 'take-over' ? candidate.update : null
    return startsAt ? [{ system: candidate.system, startsAt, replaced }] : []
  })
  takeSlots(planning, starts)
  return { outcome: 'decided', starts, without: planned.length - starts.length }
}

function takeSlots({ capacity }: Planning, starts: readonly DecidedStart[]): void {
  for (const { startsAt, replaced } of starts) {
    if (replaced) capacity.take(replaced.startsAt, -1)
    capacity.take(startsAt, 1)
  }
}

const isEarly = ({ startsAt }: Update, opens: Date | null): boolean => opens !== null && isBefore(startsAt, opens)

/** What failed is tried again in the next window: its people have had their notice. */
const isRetry = (update: Update | null, { version }: Release): boolean =>
  update?.status === 'failed' && update.release === version

function noticeEnd({ numbers, now, windows, client }: Planning, release: Release, again: boolean): Date {
  const hours = release.kind === 'security' ? numbers.securityNoticeHours : numbers.noticeHours
  const least = after(now, hours * hour)
  return again ? (nextOpenings(windows, client.zone, now, 1)[0] ?? least) : least
}

/** Whether a newer release takes the older one's start: that is ahead, far enough, and still legal after a hold. */
function keepsStart(
  { turn, update, urgent }: Candidate,
  { now, numbers, freezes }: Planning,
  opens: Date | null,
): boolean {
  if (turn !== 'take-over' || update === null) return false
  if (!isFarEnough(update, now, numbers) || isEarly(update, opens)) return false
  const binding = urgent ? freezes.filter(({ scope }) => scope === 'vendor') : freezes
  const { kind, chosenBy } = update
  return !bindingFreeze(binding, update.startsAt, { kind, byServices: chosenBy === 'services' })
}

/** A system that is planned anew starts with its sibling, where a rule chose that start and it is legal for both. */
async function startBeside(
  kept: readonly Candidate[],
  { capacity }: Planning,
  notBefore: Date,
  moving: number,
): Promise<Date | null> {
  const sibling = kept.find(({ update }) => update?.chosenBy === 'rule')?.update
  if (!sibling || moving === 0 || isBefore(sibling.startsAt, notBefore)) return null
  return (await isFull(capacity, sibling.startsAt, moving)) ? null : sibling.startsAt
}

/** A security release may move the start of the one it replaces earlier, never later. */
function keptStart(current: Update | null, start: Date | null, { kind }: Release): Date | null {
  if (!current) return start
  return kind === 'security' && start && isBefore(start, current.startsAt) ? start : current.startsAt
}

/** Nobody's server is updated behind their back: some administrator must get what a client is told. */
const isReachable = (places: readonly Place[], client: string, administrators: number): boolean =>
  administrators > 0 &&
  places.some(
    ({ client: owner, gone, address }) =>
      owner === client && !gone && (address.kind === 'channel' || address.kind === 'mailbox'),
  )
