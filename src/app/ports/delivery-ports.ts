import type { Rate } from '../../domain/limits/rate.ts'
import type { DeliveryMode } from '../../domain/notices/route.ts'
import type { Place } from '../../domain/people/place.ts'
import type { SystemRef } from '../../domain/people/system.ts'
import type { Card } from '../../notices/card/card.ts'
import type { Letter } from '../../notices/card/letter.ts'
import type { Notice } from '../../notices/kinds/notice.ts'
import type { MailedCalendar } from '../../notices/updates/calendar-entry.ts'

/** One notice to one place, claimed for sending. */
export type Delivery = {
  readonly id: string
  readonly mode: DeliveryMode
  readonly standing: string | null
  readonly attempts: number
  /** When it was last taken for sending, in real time: nothing of this attempt stands anywhere before. */
  readonly claimedAt: Date | null
  readonly notice: Notice
  readonly notedAt: Date
  readonly place: Place
  /** Where the standing message of the place is, as its platform names it; null when none stands there. */
  readonly standingMessage: MessageRef | null
  /** Where it stands already, by the platform's own word; null where it has not said so. */
  readonly appeared: MessageRef | null
  /** The turn that was kept for it in its lanes; null where none was. */
  readonly turn: Date | null
}

/** Why an edit was left out that found nothing to redraw. */
export const nothingStands = 'nothing stands there to be redrawn'

/** A message as its platform names it, e.g. `{channel, ts}` in Slack; kept as JSON. */
export type MessageRef = Readonly<Record<string, string>>

/** Which try of it is due: a number that grows with each one, so that a try is handed to the queue once. */
export type DueDelivery = { readonly id: string; readonly attempt: number }

/**
 * The ledger of deliveries (DESIGN 3: delivery). Each call is a transaction of its own; what became of deliveries is written
 * down at once where it is told in the same moment.
 */
export type Deliveries = {
  /** Pending ones whose time has come, oldest first. */
  due(now: Date, limit: number): Promise<readonly DueDelivery[]>
  /** When the next one comes that is pending and not due yet. */
  nextDue(now: Date): Promise<Date | null>
  /**
   * Takes deliveries for sending, those that this process is not at already: `decide` holds them in a transaction of its own
   * and says which of them go. When it fails none do, also where only the answer to its end was lost.
   * @param decide is told as what this process is known to the others
   */
  claim<Decided extends { readonly going: readonly { readonly id: string }[] }>(
    ids: readonly string[],
    decide: (free: readonly string[], worker: number | null) => Promise<Decided>,
  ): Promise<Decided>
  /** @param shows what stands there now, as `showsOf` names it; null when that is not known */
  sent(id: string, message: MessageRef | null, now: Date, shows?: string | null): Promise<void>
  suppressed(id: string, reason: string, now: Date): Promise<void>
  /** Back to pending, to be tried at `at`. */
  postponed(id: string, reason: string, at: Date): Promise<void>
  /** Nothing takes a turn in the lane before `until`. */
  closeLane(key: string, until: Date): Promise<void>
  failed(id: string, reason: string, now: Date): Promise<void>
  /** It may or may not have arrived; sent again only when that is known not to double it. */
  inDoubt(id: string, reason: string, now: Date): Promise<void>
  /** Those in doubt, oldest first, as they were claimed. */
  doubtful(limit: number): Promise<readonly Delivery[]>
  /** Those in doubt that are to be looked up now; no other process gets them for a while. */
  takeDoubtful(limit: number): Promise<readonly Delivery[]>
  /** One in doubt arrived after all. Nothing happens when the doubt is over already. */
  found(delivery: Doubted, message: MessageRef | null, now: Date): Promise<void>
  /** One in doubt surely did not arrive, and is owed again. */
  absent(delivery: Doubted, now: Date): Promise<void>
  /** Nobody will ever say: it stays in doubt, and holds nothing back. */
  undecidable(delivery: Doubted): Promise<void>
  /**
   * The platform says by itself that a delivery stands there. That ends a doubt; while it is being sent, or is to be sent
   * again, it is kept for who asks next; otherwise it says nothing new.
   */
  appeared(id: string, message: MessageRef, now: Date): Promise<void>
  /** Those that processes left in `sending` when they died; they become in doubt. */
  abandoned(now: Date): Promise<readonly string[]>
}

/** The attempt of a delivery that nobody knows the end of. */
export type Doubted = Pick<Delivery, 'id' | 'attempts'>

/** Where the in-app inboxes of systems are filled. */
export type InboxWriter = {
  /** Once for each delivery, however often it is said. */
  add(item: {
    readonly delivery: string
    readonly system: SystemRef
    readonly card: Card
    readonly at: Date
  }): Promise<void>
}

/** What is handed to a platform's sender. */
export type Outgoing = {
  readonly delivery: string
  readonly place: Place
  readonly card: Card
  readonly mode: DeliveryMode
  readonly standing: string | null
  readonly standingMessage: MessageRef | null
  /** In real time: no attempt whose end is unknown was made before. Null for one that was never tried. */
  readonly since?: Date | null
  /** What stands around the card where it is mailed. */
  readonly letter?: Letter | null
  /** What a mailbox also puts into its owner's calendar. */
  readonly calendar?: MailedCalendar | null
}

/**
 * One of a platform's limits: everything with the same key counts together, in all processes. The narrowest one of a
 * delivery stands last.
 */
export type Lane = {
  readonly key: string
  readonly rates: readonly Rate[]
  /**
   * Who waits here goes in the order in which it is seen: the vendor's own messages, then clients' by their starts.
   * Otherwise they go in the order in which they came.
   */
  readonly order?: 'by-sight'
  /** How many of one process may be on their way at once. */
  readonly atOnce?: number
}

/** What became of it; typed at the adapter's edge. */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly message: MessageRef | null }
  /** Not accepted, and surely not shown: try again after `afterMs`. */
  | {
      readonly kind: 'retry'
      readonly reason: string
      readonly afterMs: number | null
      /** The key of the lane that the platform closed until then. */
      readonly closes?: string
    }
  /** May have been shown: a timeout or a cut connection after the request left. */
  | { readonly kind: 'in-doubt'; readonly reason: string }
  /** The place is gone: archived, removed, revoked, unknown. */
  | { readonly kind: 'gone'; readonly reason: string }
  /** Refused for good: a bug of ours or a malformed address. */
  | { readonly kind: 'rejected'; readonly reason: string }

/** One for each kind of address; chosen by main. */
export type Sender = {
  send(outgoing: Outgoing): Promise<SendOutcome>
  /** Whether a delivery in doubt was shown after all. */
  find(outgoing: Outgoing): Promise<FindOutcome>
  /** The limits that a delivery counts against; where it is left out there are none. */
  lanes?(outgoing: Pick<Outgoing, 'place' | 'mode'>): readonly Lane[]
}

export type FindOutcome =
  | { readonly kind: 'found'; readonly message: MessageRef | null }
  /** Surely not there: it may be sent again. */
  | { readonly kind: 'absent' }
  /** Not now: it is to be asked again. */
  | { readonly kind: 'unknown' }
  /** This platform never tells. */
  | { readonly kind: 'undecidable' }
