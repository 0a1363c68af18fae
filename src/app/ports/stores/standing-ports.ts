import type { Environment } from '../../../domain/people/system.ts'
import type { Outcome } from '../../../domain/updates/outcome.ts'
import type { Update } from '../../../domain/updates/update.ts'
import type { UrgentRequest } from '../../../domain/updates/urgent-request.ts'
import type { SeenBy } from './seen-ports.ts'

/** How a system stands: all that its people are shown of it. */
export type SystemStanding = {
  readonly environment: Environment
  /** The active update, or the newest one. */
  readonly update: Update | null
  /** How the last update that came to an end went. */
  readonly last: Outcome | null
  /** Who has seen the update; who was first comes first. */
  readonly seen: readonly SeenBy[]
  /** What was asked for urgently and stands in the way of another request. */
  readonly request: UrgentRequest | null
}

export type Standings = {
  /** Those of all systems of a client, in one statement. */
  of(client: string): Promise<readonly SystemStanding[]>
}
