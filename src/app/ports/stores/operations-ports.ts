import type { VerificationStatus } from '../../../domain/findings/verification.ts'
import type { Place } from '../../../domain/people/place.ts'
import type { Environment } from '../../../domain/people/system.ts'
import type { SlotStarts } from '../../../domain/time/days-of-starts.ts'
import type { HoldCause } from '../../../domain/updates/hold.ts'
import type { InsideText } from '../../../domain/updates/inside-text.ts'
import type { UpdateStatus } from '../../../domain/updates/update.ts'

/** What operators look at across all clients; read, never written. */
export type Operations = {
  /** The places where something is owed, or has failed since `failedSince`; the worst first. */
  placesInTrouble(
    times: { readonly now: Date; readonly failedSince: Date },
    limit: number,
  ): Promise<Listed<PlaceHealth>>
  /** The systems that start in each slot of a span, by its UTC milliseconds; those on hold keep their place in it. */
  startsBySlot(from: Date, to: Date): Promise<ReadonlyMap<number, SlotStarts>>
  /** Where each client stands with a release, in the order of their ids. */
  clientStates(release: string | null, wish: ClientSearch): Promise<readonly ClientState[]>
}

/** The first of a list, and how many there are in all. */
export type Listed<T> = { readonly items: readonly T[]; readonly count: number }

export type PlaceHealth = {
  readonly place: Place
  /** Due by now and not yet sent. */
  readonly owed: number
  /** When the oldest of these was due; null when none is owed. */
  readonly owedSince: Date | null
  readonly failed: number
  /** Why the last one failed, in the platform's words. */
  readonly reason: string | null
}

export type ClientSearch = {
  /** Part of the id or the name, in any case of letters; null for all. */
  readonly text: string | null
  readonly after: string | null
  readonly limit: number
}

export type ClientState = {
  readonly client: string
  readonly name: string
  readonly zone: string
  readonly verification: { readonly id: string; readonly status: VerificationStatus } | null
  readonly systems: readonly SystemState[]
}

export type SystemState = {
  readonly environment: Environment
  readonly version: string | null
  /** The newest update to the release. */
  readonly update: {
    readonly id: string
    readonly status: UpdateStatus
    readonly startsAt: Date
    /** Why it is on hold; null while it is not. */
    readonly hold: HoldCause | null
    readonly reason: string | null
    readonly inside: InsideText | null
  } | null
}
