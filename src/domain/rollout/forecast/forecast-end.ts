import type { ReleaseKind } from '../../releases/release.ts'
import { slotOf } from '../../time/slot.ts'
import { after, day, hour, later, minute } from '../../time/span.ts'
import type { Chances, Delay } from './chances.ts'
import { type Case, type Course, type Move, quantile } from './last-end.ts'
import { type Lot, type Starts, startsOf } from './lot.ts'
import { slotsWith } from './slots.ts'

/** Systems whose start is chosen. */
export type PlannedLot = {
  readonly lot: Lot
  readonly systems: number
  /** `held`: for a reason of its own; what its paused release holds is taken as let go now. */
  readonly state: 'scheduled' | 'updating' | 'stalled' | 'held'
  readonly startsAt: Date
  /** No start chosen by an administrator lies at or after this instant. */
  readonly deadline: Date
}

/** Clients of whose systems no start is chosen yet. */
export type UnplannedLot = {
  readonly lot: Lot
  readonly clients: number
  /** Of each client. */
  readonly systems: number
  readonly stage: UnplannedStage
  /** When their wave opens. */
  readonly opensAt: Date | null
  /** Until when an older update has their systems. */
  readonly busyUntil: Date | null
}

export const unplannedStages = ['to-verify', 'verifying', 'unverified', 'with-findings', 'ready'] as const
export type UnplannedStage = (typeof unplannedStages)[number]

export type Outlook = {
  readonly kind: ReleaseKind
  readonly planned: readonly PlannedLot[]
  readonly unplanned: readonly UnplannedLot[]
  /** How many systems start in each slot, by its UTC milliseconds. */
  readonly taken: ReadonlyMap<number, number>
  readonly capacity: number
  readonly chances: Chances
  readonly now: Date
}

/** When the last of a roll-out will have ended, in nine of ten cases. */
export type EndSpan = { readonly from: Date; readonly until: Date }

/** How it goes on: quickly, as usual, or slowly; and how likely each is. */
const paces = [
  { chance: 0.25, delay: ({ usual }: Delay) => usual / 4 },
  { chance: 0.5, delay: ({ usual }: Delay) => usual },
  { chance: 0.25, delay: ({ long }: Delay) => long },
] as const
type Pace = (typeof paces)[number]

/** How likely something comes between all of them once, so that they start a window later: a pause, an outage, a freeze. */
const allHeldUp = 0.15
const [low, high] = [0.03, 0.97]
/** So many tries in a row may fail before nobody counts on it any more. */
const tries = 4

/**
 * Forecasts the end of a roll-out. What is planned has its start; what is not is placed in the first slots with room, in
 * the windows of its clients, after the notice, not before its wave, in no freeze. One of the tries may fail and is made
 * again in the next window, people move and cancel as often as they did before, and something may hold up everybody.
 * What waits for a fix, or for a start that no window allows, is left out: nobody knows its end.
 * @returns null when nothing more is expected to happen
 */
export function forecastEnd(outlook: Outlook): EndSpan | null {
  const { now } = outlook
  const startsIn = memoised(outlook)
  const cases = paces.flatMap((pace): Case[] => {
    const courses = [...plannedCourses(outlook, startsIn, pace), ...unplannedCourses(outlook, startsIn, pace)]
    const heldUp = courses.map((course) => ({ ...course, tries: course.tries.slice(1) }))
    return [
      { chance: pace.chance * (1 - allHeldUp), courses },
      { chance: pace.chance * allHeldUp, courses: heldUp },
    ]
  })
  if (cases.every(({ courses }) => courses.length === 0)) return null
  const furthest = Math.max(...cases.flatMap(({ courses }) => courses.flatMap(lastOf)))
  const from = quantile(cases, low, now.getTime(), furthest) ?? furthest
  const until = quantile(cases, high, now.getTime(), furthest) ?? furthest
  // Starts lie on quarter-hours; the search for them is to the minute.
  return { from: slotOf(new Date(from)), until: after(new Date(until), longestOf(outlook)) }
}

const lastOf = ({ tries, moves }: Course): number[] => [...tries.slice(-1), ...moves.map(({ until }) => until)]

/** What has started last may take as long as it is expected to, and a while longer. */
const longestOf = ({ planned, unplanned }: Outlook): number =>
  [...planned, ...unplanned].reduce((most, { lot }) => Math.max(most, lot.numbers.expectedMinutes), 0) * minute +
  1 * hour

function memoised({ kind, now }: Outlook): (lot: Lot) => Starts {
  const known = new Map<Lot, Starts>()
  return (lot) => {
    const starts = known.get(lot) ?? startsOf(lot, kind, now)
    known.set(lot, starts)
    return starts
  }
}

function triesFrom(starts: Starts, first: Date): number[] {
  const found = [first.getTime()]
  for (let next = starts.inNextWindow(first); next && found.length <= tries; next = starts.inNextWindow(next))
    found.push(next.getTime())
  return found
}

/** Until its cut-off an update may be moved or cancelled: the nearer that is, the less is left of the chance. */
function peopleOf({ chances, now, kind }: Outlook, { lot: { numbers }, startsAt, deadline }: PlannedLot) {
  const left = startsAt.getTime() - numbers.cutOffHours * hour - now.getTime()
  const part = Math.min(1, Math.max(0, left / (numbers.noticeHours * hour + aRound)))
  return {
    drops: kind === 'security' ? 0 : chances.cancels * part,
    moves: movesOf(chances.moves * part, startsAt, now, deadline),
  }
}

/** Windows come round weekly, mostly. */
const aRound = 7 * day
/** Most who choose another time choose one some days away, the others any that they can have. */
const someDays = 0.7

const movesOf = (chance: number, startsAt: Date, now: Date, deadline: Date): Move[] => {
  const [start, last] = [startsAt.getTime(), deadline.getTime()]
  return [
    {
      chance: chance * someDays,
      from: start - 2 * day,
      until: Math.max(start, Math.min(start + 8 * day, last)),
    },
    { chance: chance * (1 - someDays), from: now.getTime(), until: last },
  ]
}

function plannedCourses(outlook: Outlook, startsIn: (lot: Lot) => Starts, pace: Pace): readonly Course[] {
  return outlook.planned.flatMap((planned) => {
    const course = courseOf(outlook, planned, startsIn(planned.lot), pace)
    return course ? [course] : []
  })
}

/** @returns null for what no window lets start */
function courseOf(outlook: Outlook, planned: PlannedLot, starts: Starts, { delay }: Pace): Course | null {
  const { now, chances } = outlook
  const { systems, state, startsAt } = planned
  const course = (first: Date | null, fails: number): Course | null =>
    first && { systems, tries: triesFrom(starts, first), fails, drops: 0, moves: [] }
  switch (state) {
    case 'scheduled': {
      const found = course(startsAt > now ? startsAt : next(starts, now), chances.fails)
      return found && { ...found, ...peopleOf(outlook, planned) }
    }
    case 'updating':
      return course(later(startsAt, now), chances.fails)
    // A person says what became of it: it went through as often as not.
    case 'stalled':
      return course(after(now, delay(chances.deciding)), 0.5)
    case 'held':
      return course(next(starts, later(startsAt, after(now, delay(chances.deciding)))), chances.fails)
  }
}

const next = (starts: Starts, from: Date): Date | null => {
  const found = starts.from(from).next()
  return found.done ? null : found.value
}

/** Waves first, then what is ready first: in the order in which they will take their slots. */
function unplannedCourses(outlook: Outlook, startsIn: (lot: Lot) => Starts, pace: Pace): readonly Course[] {
  const { kind, now, chances } = outlook
  const slots = slotsWith(outlook.taken, outlook.capacity)
  const inOrder = outlook.unplanned
    .map((one) => ({ ...one, from: notBefore(outlook, one, pace) }))
    .sort((a, b) => a.from.getTime() - b.from.getTime())
  return inOrder.flatMap(({ lot, clients, systems, stage, from }): Course[] => {
    const starts = startsIn(lot)
    const drops = stage === 'with-findings' ? chances.confirms : 0
    return slots.place(starts, from, clients, systems).map((placed) => ({
      systems: placed.clients * systems,
      tries: triesFrom(starts, placed.at),
      fails: chances.fails,
      drops: Math.min(0.9, drops + (kind === 'security' ? 0 : chances.cancels)),
      moves: movesOf(chances.moves * (1 - drops), placed.at, now, after(placed.at, lot.numbers.deadlineDays * day)),
    }))
  })
}

function notBefore({ kind, now, chances }: Outlook, one: UnplannedLot, { delay }: Pace): Date {
  const { numbers } = one.lot
  const { deciding, verifying } = chances
  const waits: Readonly<Record<UnplannedStage, number>> = {
    'to-verify': delay(verifying) * 2,
    verifying: delay(verifying),
    unverified: delay(deciding) + delay(verifying),
    'with-findings': delay(deciding),
    ready: 0,
  }
  const ready = later(after(now, waits[one.stage]), one.busyUntil ?? now)
  const notice = (kind === 'security' ? numbers.securityNoticeHours : numbers.noticeHours) * hour
  return later(after(ready, notice), one.opensAt ?? now)
}
