import type { ReleaseProgress } from '../../domain/rollout/release-progress.ts'
import type { ClientStage } from '../../domain/rollout/rollout-stage.ts'
import type { DayOfStarts } from '../../domain/time/days-of-starts.ts'
import type { ClientState, Listed, PlaceHealth } from '../ports/ports.ts'
import type { AttentionOverview } from '../ports/stores/attention-ports.ts'

/** What operators see on the release board. */
export type BoardReads = {
  readBoard(): Promise<BoardView>
  searchClients(wish: ClientWish): Promise<ClientsFound>
}

export type BoardView = {
  readonly at: Date
  /** Of the vendor's teams. */
  readonly zone: string
  /** The newest ones that are not withdrawn, and all that are on hold, newest first. */
  readonly releases: readonly ReleaseProgress[]
  /** What starts on the days to come, today first. */
  readonly days: readonly DayOfStarts[]
  readonly slotCapacity: number
  /** What waits for somebody. */
  readonly attention: AttentionOverview
  readonly places: Listed<PlaceHealth>
}

export type ClientWish = {
  /** Null for the one that is rolled out now, or would be were it not on hold. */
  readonly release: string | null
  readonly stage: ClientStage | null
  readonly text: string | null
  /** The client after which the page starts. */
  readonly after: string | null
}

export type ClientsFound = {
  readonly release: string | null
  readonly clients: readonly (ClientState & { readonly stage: ClientStage | null })[]
  readonly next: string | null
}
