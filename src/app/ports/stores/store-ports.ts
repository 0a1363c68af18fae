import type { OwedDelivery } from '../../../domain/notices/audience.ts'
import type { TakenBack } from '../../../domain/notices/taken-back.ts'
import type { Actor } from '../../../domain/people/actor.ts'
import type { SystemRef } from '../../../domain/people/system.ts'
import type { Card } from '../../../notices/card/card.ts'
import type { Notice } from '../../../notices/kinds/notice.ts'
import type { Page, PageRequest } from '../page.ts'
import type { RequestKey } from '../request-context.ts'

export * from '../page.ts'
export * from './audit-ports.ts'
export * from './client-ports.ts'
export * from './freeze-ports.ts'
export * from './incident-ports.ts'
export * from './operations-ports.ts'
export * from './outcome-ports.ts'
export * from './seen-ports.ts'
export * from './update-ports.ts'
export * from './verification-ports.ts'

/** A notice, and the deliveries that it owes. */
export type OwedNotice = { readonly notice: Notice; readonly owed: readonly OwedDelivery[] }

export type Notices = {
  /** Writes notices and everything they owe, in this transaction and in their order. */
  owe(notices: readonly OwedNotice[], now: Date): Promise<void>
  /**
   * Takes back whatever of these notices has not left yet.
   * @returns the places that were told of one of them, or may have been, or are being told at this moment
   */
  takeBack(client: string | null, notices: TakenBack, now: Date): Promise<readonly string[]>
  /** Owes the notice of a delivery to more places; one that has it already gets it no second time. */
  oweMore(delivery: string, owed: readonly OwedDelivery[], now: Date): Promise<void>
  /** Owes the notice of a delivery to those who did without its kind, after all. */
  oweSwitchedOff(delivery: string, now: Date): Promise<void>
}

/** The in-app inboxes of the systems, as the learning environment shows them. */
export type Inbox = {
  /** Newest first. */
  list(system: SystemRef, page: PageRequest): Promise<Page<InboxItem>>
}

export type InboxItem = { readonly id: string; readonly at: Date; readonly card: Card }

/** What a request was answered before: platforms retry, people double-click. */
export type Answers = {
  /** Waits for the same request in flight elsewhere. */
  find<T>(actor: Actor, request: RequestKey): Promise<Remembered<T> | null>
  remember<T>(actor: Actor, request: RequestKey, answer: T, now: Date): Promise<T>
  /**
   * Forgets answers from before `before`, to people and to pipelines, at most `limit` of each.
   * @returns how many were forgotten of the kind that had more
   */
  forget(before: Date, limit: number): Promise<number>
}

/** An answer, and the digest of what was asked, if the request came with one. */
export type Remembered<T> = { readonly answer: T; readonly said: string | null }

/** A request's key came before, with something else. */
export class OtherRequest extends Error {
  override readonly name = 'OtherRequest'
}

/** A page's cursor that this service did not make, or made for another list. */
export class BadCursor extends Error {
  override readonly name = 'BadCursor'
}

/** A channel can belong to one client, or to the vendor, and to nobody else: nobody sees another client's business. */
export class PlaceTaken extends Error {
  override readonly name = 'PlaceTaken'
}

/** A guarded write met a row that had changed since it was read. */
export class StaleWrite extends Error {
  override readonly name = 'StaleWrite'
}
