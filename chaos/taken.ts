/** What a place took: one message, or one new face of a message that stands there. */
export type Taken = {
  /** Our own id of what was delivered, e.g. `D-12`; null for a message that names none. */
  readonly delivery: string | null
  readonly how: 'post' | 'edit'
  /** Whether its sender may have had no answer; told by mail servers only. */
  readonly unheard?: () => boolean
}

/** Everything that was taken, in the order in which it was. */
export type TakenLog = Taken[]
