import type { Update } from './update.ts'

/** In what state an update that failed left the live system; null is what its runner did not say. */
export type LiveState = {
  readonly version: string | null
  /** Whether it was brought back to how it was before the update. */
  readonly restored: boolean | null
  readonly up: boolean | null
}

/** How the last update of a system that came to an end went: `updated` or `failed`. */
export type Outcome = { readonly update: Update; readonly live: LiveState | null }

export const hasFailed = (last: Outcome | null): last is Outcome => last?.update.status === 'failed'
