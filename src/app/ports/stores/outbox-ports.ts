import type { Delivery, Lane, MessageRef } from '../delivery-ports.ts'

/** A delivery that a transaction holds. */
export type HeldDelivery = {
  readonly delivery: Delivery
  /** Something newer has made it history, so that it is left unsaid. */
  readonly isOvertaken: boolean
}

/** What comes of a delivery that does not leave. */
export type Unsent = { readonly id: string } & (
  | { readonly status: 'suppressed' | 'failed'; readonly reason: string }
  /** It stands there already, by the platform's own word. */
  | { readonly status: 'sent'; readonly message: MessageRef }
  /** To be tried again then. */
  | { readonly status: 'pending'; readonly reason: string; readonly dueAt: Date }
)

export type TurnRequest = {
  readonly delivery: Pick<Delivery, 'id' | 'place' | 'turn'>
  readonly lanes: readonly Lane[]
  /** Not before. */
  readonly from: Date
}

export type TurnsTaken = {
  /** Those that have to wait: pending as before, untried, and their turn is kept. */
  readonly waiting: ReadonlySet<string>
  /** When something may leave that had to wait; others may have been put back, too. */
  readonly comingBack: readonly Date[]
}

/**
 * What waits to be sent. A transaction holds what it decides about: nobody else takes that meanwhile, nothing of it has
 * left, and if the process dies nothing has happened.
 */
export type Outbox = {
  /**
   * Holds those that are pending, due, and behind no older one to the same place about the same thing, in the order of their
   * ids. What somebody else holds is left out.
   */
  hold(ids: readonly string[], now: Date): Promise<readonly HeldDelivery[]>
  /**
   * Which of them the lanes would let leave now, one after the other, as far as can be seen without holding them: a hint, so
   * that not all is drawn that has to wait.
   */
  freeNow(requests: readonly TurnRequest[], now: Date): Promise<ReadonlySet<string>>
  /**
   * Finds for one after the other the first turn that is free in every lane, and takes it up where that is now. Where many
   * share a place, they go round by client. To be asked last: the lanes are held until the end.
   */
  takeTurns(requests: readonly TurnRequest[], now: Date): Promise<TurnsTaken>
  /** Marks them as being sent, by this process. @returns them as they are then */
  leave(deliveries: readonly Delivery[], worker: number | null): Promise<readonly Delivery[]>
  /** Ends or puts off, as tried, what is pending. */
  end(unsent: readonly Unsent[], now: Date): Promise<void>
}
