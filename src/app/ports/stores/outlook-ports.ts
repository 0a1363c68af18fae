import type { VerificationStatus } from '../../../domain/findings/verification.ts'
import type { Client } from '../../../domain/people/client.ts'
import type { Seen } from '../../../domain/rollout/forecast/chances.ts'
import type { UpdateStatus } from '../../../domain/updates/update.ts'

/** What the end of a roll-out is forecast from; each read with one statement, however many clients there are. */
export type Outlooks = {
  /** The systems whose start is chosen, counted where nothing tells them apart. */
  planned(release: string, now: Date): Promise<readonly PlannedGroup[]>
  /** The clients of whose systems no start is chosen yet, one row each. */
  unplanned(release: string, now: Date): Promise<readonly UnplannedClient[]>
  /** What became of the updates, findings and verifications of late, of every release. */
  seen(): Promise<Seen>
}

/** What tells when the systems of a client may start. `frozen`: the client, where it has freezes of its own to come. */
export type Timing = Pick<Client, 'zone' | 'windows' | 'policy'> & { readonly frozen: string | null }

export type PlannedGroup = Timing & {
  readonly status: Extract<UpdateStatus, 'scheduled' | 'held' | 'updating' | 'stalled'>
  readonly startsAt: Date
  readonly deadline: Date
  readonly systems: number
}

export type UnplannedClient = Timing & {
  readonly client: string
  readonly verification: VerificationStatus
  readonly systems: number
  /** Until when an older update has one of them; null when none does. */
  readonly busyUntil: Date | null
}
