import type { DeliveryMode } from '../domain/audience.ts'
import type { Notice } from '../domain/notice.ts'
import type { Place } from '../domain/place.ts'
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
  readonly mode: DeliveryMode
  readonly status: DeliveryStatus
  /** Why it failed, waits or was left out; a platform's words among them. */
  readonly reason: string | null
  readonly attempts: number
  /** When a pending one is tried next. */
  readonly dueAt: Date
  /** When it was told, or given up. */
  readonly finishedAt: Date | null
}

export type Ledger = {
  /**
   * What was told about a client, newest first.
   * @param withRooms the vendor's internal rooms, too
   */
  ofClient(client: string, withRooms: boolean, page: PageRequest): Promise<Page<DeliveryRecord>>
}
