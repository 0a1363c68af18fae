import type { Environment } from '../people/system.ts'
import type { ReleaseKind } from '../releases/release.ts'
import type { HoldCause } from './hold.ts'
import type { InsideText } from './inside-text.ts'

/** One release on one system. At most one per system is active. */
export type UpdateStatus =
  | 'scheduled'
  | 'held'
  | 'updating'
  | 'stalled'
  | 'updated'
  | 'failed'
  | 'cancelled'
  | 'superseded'

export type Update = {
  readonly id: string
  readonly client: string
  readonly environment: Environment
  readonly release: string
  readonly kind: ReleaseKind
  readonly status: UpdateStatus
  readonly startsAt: Date
  /** The client's zone when the start was chosen. */
  readonly zone: string
  readonly expectedMinutes: number
  /** The start that was planned first; the deadline counts from its day. */
  readonly firstStart: Date
  /** No start chosen by an administrator lies at or after this instant. */
  readonly deadline: Date
  /** Who chose the present start: a rule, a person, or the vendor's services team by their own act. */
  readonly chosenBy: 'rule' | 'person' | 'services'
  /** Why it is cancelled, and by which side; a cancel by the vendor is no skip. */
  readonly cancelledBy: 'client' | 'vendor' | null
  /** Why it is on hold; null when it is not. */
  readonly hold: HoldCause | null
  /** What a person said when it was cancelled or held, for the client to read: a stranger's text. */
  readonly reason: string | null
  /** What was said of it for the vendor alone: why it was really held, what its updater printed. */
  readonly inside: InsideText | null
  /** When its job was handed to the runner: at most once in its life. */
  readonly handedOverAt: Date | null
  readonly finishedAt: Date | null
  readonly revision: number
}

/** Which update, in which state, a button or form was drawn from; people's clicks on anything older are refused. */
export type Seen = { readonly update: string; readonly revision: number }

export const seenOf = (update: Pick<Update, 'id' | 'revision'>): string => `${update.id}@${update.revision}`

/** @returns what `seenOf` wrote, or null when the text is nothing of the kind */
export function parseSeen(text: string): Seen | null {
  const [, update, revision] = /^(U-\d{1,12})@(\d{1,9})$/.exec(text) ?? []
  return update && revision ? { update, revision: Number(revision) } : null
}

export const activeStatuses = ['scheduled', 'held', 'updating', 'stalled'] as const
const active: readonly UpdateStatus[] = activeStatuses

export const isActive = (status: UpdateStatus): boolean => active.includes(status)
/** Whether it still waits for its start: it can be moved or cancelled. */
export const awaitsStart = (status: UpdateStatus): boolean => status === 'scheduled' || status === 'held'

/** Whether nothing more can come of it; a cancelled one can still be restored. */
export const isOver = ({ status }: Pick<Update, 'status'>): boolean =>
  status === 'updated' || status === 'failed' || status === 'superseded'

const moves: Readonly<Record<UpdateStatus, readonly UpdateStatus[]>> = {
  scheduled: ['held', 'updating', 'cancelled', 'superseded'],
  held: ['scheduled', 'cancelled', 'superseded'],
  updating: ['updated', 'failed', 'stalled'],
  stalled: ['updated', 'failed'],
  updated: [],
  failed: [],
  cancelled: ['scheduled', 'superseded'],
  superseded: [],
}

/** @returns whether an update may go from one status to another (DESIGN 3). Late words of a runner fail this test. */
export const mayMove = (from: UpdateStatus, to: UpdateStatus): boolean => moves[from].includes(to)
