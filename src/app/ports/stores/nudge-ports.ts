import type { AttentionKind } from '../../../domain/notices/attention.ts'
import type { OwedDelivery } from '../../../domain/notices/audience.ts'
import type { ReminderRoom } from '../../../domain/notices/digest.ts'
import type { LastTold, NudgeKind, PlansSeen } from '../../../domain/notices/reminder.ts'
import type { ChatAccount } from '../../../domain/people/client.ts'
import type { Update } from '../../../domain/updates/update.ts'

/** What time alone brings to people: reminders, repetitions, digests. */
export type Nudges = {
  /** Scheduled updates that start after `from` and by `until` and of whose start nothing of that kind was said yet. */
  unsaid(kind: NudgeKind, from: Date, until: Date, limit: number): Promise<readonly Update[]>
  /**
   * Scheduled updates that can be changed no more, by their client's own cut-off or else the vendor's, and of whose start
   * that was not said yet.
   */
  pastCutOff(now: Date, cutOffHours: number, limit: number): Promise<readonly Update[]>
  /**
   * Scheduled updates, by id, that start within 48 hours and may have to be told again: no administrator has seen them,
   * and no message about them has arrived.
   */
  unseen(now: Date, after: string | null, limit: number): Promise<readonly Update[]>
  plansSeen(release: string, now: Date): Promise<PlansSeen>
  /** Updates that run although they should be done by `now`, of whose start that was not said yet, oldest first. */
  overdue(now: Date, limit: number): Promise<readonly Update[]>
  /** Held updates that start by `until` and of whose hold nothing was said yet; a confirmed failure tells of its own. */
  heldUnsaid(until: Date, limit: number): Promise<readonly Update[]>
  /** The ids of those of which it was said, of any of their starts: one that was moved while it was on hold was told of that hold, too. */
  wasSaid(kind: NudgeKind, updates: readonly Update[]): Promise<ReadonlySet<string>>
  /** @returns the ids of those of whose start it was not said before */
  say(kind: NudgeKind, updates: readonly Update[], now: Date): Promise<ReadonlySet<string>>
  /** What each place was told about an update, suppressed and failed notices aside. */
  toldOf(update: Update): Promise<readonly LastTold[]>
  /** Those of the deliveries whose place has a standing message to be redrawn. */
  redrawable(owed: readonly OwedDelivery[]): Promise<readonly OwedDelivery[]>
  /** When a room was last reminded of it; holds the room, so that two workers don't remind it at once. */
  lastReminded(room: ReminderRoom): Promise<Date | null>
  staffOf(room: ReminderRoom): Promise<readonly Mentioned[]>
}

/** What a room is reminded of while nobody has it in hand. */
export const remindedOf: Readonly<Record<ReminderRoom, readonly AttentionKind[]>> = {
  triage: ['update-stalled', 'update-failed', 'check-failed', 'finding-undecided'],
  services: ['request-unanswered'],
}

export type Mentioned = {
  readonly id: string
  readonly name: string
  readonly accounts: readonly ChatAccount[]
}
