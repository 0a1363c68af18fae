import type { Actor } from '../../domain/people/actor.ts'
import type { PolicyNumbers } from '../../domain/people/policy-numbers.ts'
import type { SystemRef } from '../../domain/people/system.ts'
import type { Freeze } from '../../domain/updates/freeze.ts'
import type { Limits, RuleId, RuleRefusal } from '../../domain/updates/policy.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { Result } from '../../domain/values/result.ts'

/** One quarter-hour, and what would be said of a move to it. */
export type Start = {
  readonly at: Date
  /** The rule that forbids it; null when it can be chosen. */
  readonly rule: RuleId | null
  /** Whether the update would begin and end inside a maintenance window of the client. */
  readonly inWindow: boolean
  readonly freeze: Freeze | null
}

export type Starts = {
  /** What is moved, on the client's clock of today. */
  readonly update: Update
  readonly restores: boolean
  readonly limits: Limits
  readonly numbers: PolicyNumbers
  readonly byServices: boolean
  /** When the client's other system starts, where that is still to come. */
  readonly other: Update | null
  readonly starts: readonly Start[]
}

export type StartsWish = {
  readonly actor: Actor
  readonly system: SystemRef
  readonly from: Date
  /** Exclusive. */
  readonly until: Date
}

export type ReadStarts = (wish: StartsWish) => Promise<Result<Starts, RuleRefusal>>
