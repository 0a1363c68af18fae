import type { ActorStamp } from '../../../domain/people/actor.ts'
import type { Way } from '../../../domain/people/way.ts'
import type { Page, PageRequest } from '../page.ts'

/** Who did what; only ever added to. */
export type Audit = {
  /** At the end of the transaction, in one statement, with the way by which it came in. */
  write(...entries: readonly AuditEntry[]): void
  /** The newest entry about a subject; null when there is none. */
  latest(subject: string): Promise<AuditEntry | null>
  /** The same of some subjects, by subject. */
  latestOf(subjects: readonly string[]): Promise<ReadonlyMap<string, AuditEntry>>
  /** What a client may read of what was done at it, newest first: who opened what is left out. */
  ofClient(client: string, limit: number): Promise<readonly AuditEntry[]>
  /** Newest first. */
  list(filter: AuditFilter, page: PageRequest): Promise<Page<AuditRecord>>
  /** Chains what was written to what was written before it, at most `limit` rows. @returns how many */
  seal(limit: number): Promise<number>
}

export type AuditEntry = {
  readonly actor: ActorStamp
  /** What was done, in the past tense of notices, e.g. `update-rescheduled`. */
  readonly action: string
  readonly client: string | null
  /** The id of what it was done to, e.g. `U-1042`. */
  readonly subject: string
  /** Plain JSON; instants as ISO 8601 in UTC. Of what was changed, `what`, and what it `was` and `is`. */
  readonly detail: Readonly<Record<string, string | number | null>>
  readonly at: Date
}

export type AuditRecord = AuditEntry & {
  readonly id: string
  /** Null for what was written before ways were kept. */
  readonly way: Way | null
}

export type AuditFilter = {
  readonly client?: string
  /** The name or the id of whoever did it. */
  readonly actor?: string
  readonly action?: string
  readonly subject?: string
  readonly way?: Way['by']
  readonly since?: Date
  readonly until?: Date
}
