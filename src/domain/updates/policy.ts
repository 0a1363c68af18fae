import type { Again } from '../limits/quota.ts'
import type { PolicyNumbers } from '../people/policy-numbers.ts'
import { after, hour, isBefore, minute, sameInstant } from '../time/span.ts'
import type { Freeze } from './freeze.ts'
import { awaitsStart, type Seen, type Update } from './update.ts'

/** The rules that can forbid a move or a cancel (DESIGN 4.2). */
export type RuleId =
  | 'nothing-scheduled'
  | 'already-started'
  | 'too-late'
  | 'too-soon'
  | 'past-deadline'
  | 'frozen'
  | 'no-capacity'
  | 'security-release'
  | 'skipped-before'
  | 'too-far-behind'
  | 'changed-meanwhile'
  | 'same-time'
  | 'too-many-moves'
  | 'not-a-quarter-hour'
  | 'not-yours'

/** What the limits are for one update at one moment. */
export type Limits = {
  /** Last instant at which it can be moved or cancelled. */
  readonly cutOff: Date
  /** Earliest new start. */
  readonly earliest: Date
  /** No new start at or after this instant. */
  readonly deadline: Date
}

/** A rule that said no, with what is needed to explain it and to offer something else. */
export type RuleRefusal = {
  readonly rule: RuleId
  readonly update: Update | null
  readonly limits: Limits | null
  readonly freeze?: Freeze
  /** The nearest starts that are free, for `no-capacity`, `frozen` and `not-a-quarter-hour`. */
  readonly nearest?: readonly Date[]
  /** How many available releases the system would be behind, for `too-far-behind`. */
  readonly behind?: number
  /** When it may be moved again, for `too-many-moves`. */
  readonly again?: Again
}

/** What a rule looks at when an update is moved. */
export type MoveCase = {
  readonly update: Update
  readonly to: Date
  readonly now: Date
  /** What the button or form was drawn from; null for a typed command. */
  readonly seen: Seen | null
  /** The vendor's services team acts on request: free of `too-late`, `past-deadline` and vendor freezes (DESIGN 2.10, 4.1). */
  readonly byServices: boolean
  readonly numbers: PolicyNumbers
  readonly onQuarterHour: boolean
  /** The freeze that binds the new start, if one does. */
  readonly freeze: Freeze | null
  readonly slotIsFull: boolean
}

export type CancelCase = {
  readonly update: Update
  readonly now: Date
  readonly seen: Seen | null
  readonly byServices: boolean
  readonly numbers: PolicyNumbers
  /** Releases cancelled in a row by the client on this system since it was last updated. */
  readonly skippedInARow: number
  /** Available releases newer than what the system runs, this one included. */
  readonly releasesBehind: number
}

/** @returns the limits that hold for an update now. */
export function limitsOf(update: Update, now: Date, numbers: PolicyNumbers): Limits {
  return {
    cutOff: after(update.startsAt, -numbers.cutOffHours * hour),
    earliest: after(now, numbers.leadMinutes * minute),
    deadline: update.deadline,
  }
}

/** @returns the first rule that forbids the move, or null when it is allowed. A cancelled update is restored by a move. */
export function refusalOfMove(move: MoveCase): RuleRefusal | null {
  const { update, to, now, numbers, byServices } = move
  const limits = limitsOf(update, now, numbers)
  const no = (rule: RuleId, more: Partial<RuleRefusal> = {}): RuleRefusal => ({
    rule,
    update,
    limits,
    ...more,
  })
  const restoring = update.status === 'cancelled'

  if (!restoring && !awaitsStart(update.status)) return no('already-started')
  if (isStale(move.seen, update)) return no('changed-meanwhile')
  if (update.status === 'scheduled' && !byServices && isBefore(limits.cutOff, now)) return no('too-late')
  if (!restoring && sameInstant(to, update.startsAt)) return no('same-time')
  if (isBefore(to, limits.earliest)) return no('too-soon')
  if (!move.onQuarterHour) return no('not-a-quarter-hour')
  if (!byServices && !isBefore(to, limits.deadline)) return no('past-deadline')
  if (move.freeze) return no('frozen', { freeze: move.freeze })
  if (move.slotIsFull) return no('no-capacity')
  return null
}

/** @returns the first rule that forbids the cancel, or null when it is allowed. */
export function refusalOfCancel(cancel: CancelCase): RuleRefusal | null {
  const { update, now, numbers, byServices } = cancel
  const limits = limitsOf(update, now, numbers)
  const no = (rule: RuleId, more: Partial<RuleRefusal> = {}): RuleRefusal => ({
    rule,
    update,
    limits,
    ...more,
  })

  if (!awaitsStart(update.status) && update.status !== 'cancelled') return no('already-started')
  if (isStale(cancel.seen, update)) return no('changed-meanwhile')
  if (update.status === 'cancelled') return no('nothing-scheduled')
  if (update.kind === 'security') return no('security-release')
  if (byServices) return null
  if (update.status === 'scheduled' && isBefore(limits.cutOff, now)) return no('too-late')
  if (cancel.skippedInARow >= numbers.maxSkipsInARow) return no('skipped-before')
  if (cancel.releasesBehind > numbers.maxReleasesBehind) return no('too-far-behind', { behind: cancel.releasesBehind })
  return null
}

const isStale = (seen: Seen | null, update: Update): boolean =>
  seen !== null && (seen.update !== update.id || seen.revision !== update.revision)

/**
 * Whether a move or cancel of this update can be offered as a button now; the click is judged again.
 */
export function stillMovable(update: Update, now: Date, numbers: PolicyNumbers): boolean {
  if (!awaitsStart(update.status)) return false
  return update.status === 'held' || !isBefore(limitsOf(update, now, numbers).cutOff, now)
}
