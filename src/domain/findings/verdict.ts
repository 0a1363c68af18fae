import type { ActorStamp } from '../people/actor.ts'

/** Why a failure says nothing against the update (DESIGN 2.4). */
export const acceptReasons = ['not-caused-by-the-update', 'known', 'flaky', 'environment'] as const
export type AcceptReason = (typeof acceptReasons)[number]

/** What a specialist decided about a finding. Everything in it is for the vendor's eyes, save a note that is marked. */
export type Verdict = {
  readonly decision: 'accepted' | 'confirmed'
  readonly by: ActorStamp
  readonly at: Date
  /** Set when it was accepted. */
  readonly reason: AcceptReason | null
  /** The ticket under which a confirmed failure is mended: an id or a link, as it was typed. */
  readonly ticket: string | null
  readonly note: string | null
  /** Whether the client may read the note. */
  readonly forClient: boolean
}

/** @returns the note, where the specialist marked it for the client */
export const noteForClient = (verdict: Verdict | null): string | null => (verdict?.forClient ? verdict.note : null)
