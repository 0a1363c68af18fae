import type { DeliveryMode } from '../../../domain/notices/route.ts'
import type { Place } from '../../../domain/people/place.ts'
import type { Notice } from '../../../notices/kinds/notice.ts'
import type { MessageRef } from '../delivery-ports.ts'
import type { Page, PageRequest } from './store-ports.ts'

export type DeliveryStatus = 'pending' | 'sending' | 'sent' | 'in-doubt' | 'failed' | 'suppressed'

/** One line of the ledger: one notice to one place, and what became of it. */
export type DeliveryRecord = {
  readonly id: string
  readonly notice: Notice
  /** When it happened that the notice tells. */
  readonly notedAt: Date
  /** The same for all deliveries of one notice. */
  readonly noticeNumber: number
  readonly place: Place
  /** The place that is gone and for which this one stands in. */
  readonly insteadOf: Place | null
  readonly mode: DeliveryMode
  readonly status: DeliveryStatus
  /** Why it failed, waits or was left out; a platform's words among them. */
  readonly reason: string | null
  readonly attempts: number
  /** When a pending one is tried next. */
  readonly dueAt: Date
  /** When it was told, or given up. */
  readonly finishedAt: Date | null
  /** The message as its platform names it, once that is known. */
  readonly message: MessageRef | null
}

export type Ledger = {
  /**
   * @returns the start from which an update moved in the first of the moves that were left unsaid at the place of this
   * delivery since it last heard of the update, ISO 8601 in UTC; null when all were told
   */
  unsaidFrom(delivery: string): Promise<string | null>
  /** The same of some deliveries, by delivery; those of which all were told are left out. */
  unsaidAmong(deliveries: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Whether the notice of a delivery has reached, or may still reach, somebody at the client by another one. */
  reachesSomebody(delivery: string): Promise<boolean>
  /** What is in doubt since `since` or longer, oldest first; `untold` counts those that ops has not heard of. */
  doubts(
    since: Date,
    limit: number,
  ): Promise<{ readonly count: number; readonly untold: number; readonly items: readonly DeliveryRecord[] }>
  /** @returns how many were marked as told to ops */
  markDoubtsTold(since: Date): Promise<number>
  /** When ops was last told of doubts; of two who ask at once the second waits for what the first does. */
  lastToldOfDoubts(): Promise<Date | null>
  /** Everything that is in doubt, newest first. */
  inDoubt(page: PageRequest): Promise<Page<DeliveryRecord>>
  /**
   * What was told about a client, newest first.
   * @param withRooms the vendor's internal rooms, too
   */
  ofClient(client: string, withRooms: boolean, page: PageRequest): Promise<Page<DeliveryRecord>>
}
