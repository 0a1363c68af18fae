/**
 * What there is that time could bring something to, by the states of rows: asked once a round, so that a house in which nothing
 * is on its way is asked nothing more about it.
 */
export type Agenda = {
  /** Updates whose start has come. */
  readonly starting: boolean
  readonly updating: boolean
  /** Urgent requests that nobody has answered. */
  readonly requests: boolean
  /** Verifications of which something is still to be heard. */
  readonly verifying: boolean
  /** Verifications that a decision has let go ahead. */
  readonly goAheads: boolean
  /** Clients that are still to follow a change for everybody. */
  readonly followUps: boolean
  /** Deliveries of which nobody knows yet whether they arrived. */
  readonly unsettled: boolean
}

/** One of the things that time brings, done in each round. */
export type Sweep = (agenda: Agenda) => Promise<void>

export type Agendas = { read(now: Date): Promise<Agenda> }
