import type { Release } from './release.ts'
import type { ClientStage } from './rollout-stage.ts'
import type { UpdateStatus } from './update.ts'

/** How far a release has come across all clients. */
export type ReleaseProgress = {
  readonly release: Release
  /** All clients that the release concerns: the sum of the stages. */
  readonly clients: number
  readonly stages: Readonly<Record<ClientStage, number>>
  /** Systems by the status of their newest update for the release. */
  readonly systems: Readonly<Record<UpdateStatus, number>>
  /** When the last of what goes on by itself will have ended; null when nothing does, and while the release is paused. */
  readonly estimatedEnd: Date | null
  readonly at: Date
}
