import { after, hour, isBefore } from '../time/span.ts'

/** Why an update is on hold (DESIGN 3). What a person said of it stands beside it and decides nothing. */
export const holdCauses = [
  /** The release is paused, by a person or because too many of a wave failed. */
  'release-paused',
  /** The same release failed on staging, which went first. */
  'staging-failed',
  /** A failure on the copy was confirmed, or an acceptance was taken back. */
  'failure-confirmed',
  /** The copy was checked again and has findings that nobody decided. */
  'checked-again',
  /** No maintenance window within reach is free. */
  'no-legal-start',
] as const
export type HoldCause = (typeof holdCauses)[number]

type Held = { readonly status: string; readonly hold: HoldCause | null }

export const isHeldFor = ({ status, hold }: Held, ...causes: readonly HoldCause[]): boolean =>
  status === 'held' && hold !== null && causes.includes(hold)

/** Whether an update is held by findings, so that it goes on when they are accepted. */
export const isHeldForCopy = (update: Held): boolean => isHeldFor(update, 'failure-confirmed', 'checked-again')

/** So long before a start people count on it: a hold is news from then on, in milliseconds. */
export const holdIsNewsFor = 48 * hour

/**
 * Whether people are told of a hold at once. One that may end before anybody notices changes their card and disturbs
 * nobody; one for want of a start is told, for the start that they know will not be.
 */
export const isNewsOfHold = (cause: HoldCause, startsAt: Date, now: Date): boolean =>
  cause === 'no-legal-start' || isBefore(startsAt, after(now, holdIsNewsFor))
