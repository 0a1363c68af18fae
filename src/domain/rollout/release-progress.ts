import type { PlansSeen } from '../notices/reminder.ts'
import type { Release } from '../releases/release.ts'
import type { UpdateStatus } from '../updates/update.ts'
import type { EndSpan } from './forecast/forecast-end.ts'
import type { ClientStage } from './rollout-stage.ts'

/** How far a release has come across all clients. */
export type ReleaseProgress = {
  readonly release: Release
  /** All clients that the release concerns: the sum of the stages. */
  readonly clients: number
  readonly stages: Readonly<Record<ClientStage, number>>
  /** Systems by the status of their newest update for the release. */
  readonly systems: Readonly<Record<UpdateStatus, number>>
  readonly seen: PlansSeen
  /** When the last of it will have ended; of a paused release as if it were resumed now. Null when nothing goes on. */
  readonly estimatedEnd: EndSpan | null
  readonly at: Date
}
