/** The numbers of the rules (DESIGN 4). The vendor's config gives them; a client can have its own. */
export type PolicyNumbers = {
  /** Least notice before an automatic start, in hours. */
  readonly noticeHours: number
  readonly securityNoticeHours: number
  /** How long the outage is expected to be, in minutes. */
  readonly expectedMinutes: number
  /** No move or cancel this many hours before the start. */
  readonly cutOffHours: number
  /** A new start chosen by a person is at least this many minutes away. */
  readonly leadMinutes: number
  /** Calendar days after the first planned start on which the deadline falls. */
  readonly deadlineDays: number
  readonly securityDeadlineDays: number
  /** A system may be this many available releases behind after a cancel. */
  readonly maxReleasesBehind: number
  /** Releases in a row that may be cancelled on one system. */
  readonly maxSkipsInARow: number
  /** Days ahead in which a start is looked for. */
  readonly horizonDays: number
  /** A newer release takes over an older one's start when that is at least this many hours away. */
  readonly takeOverHours: number
  /** Minutes after its time in which an update may still start. */
  readonly lateMinutes: number
  /** Hours without a word from an update's runner before it is `stalled`. */
  readonly updateTimeoutHours: number
}

export const defaultPolicyNumbers: PolicyNumbers = {
  noticeHours: 7 * 24,
  securityNoticeHours: 24,
  expectedMinutes: 60,
  cutOffHours: 4,
  leadMinutes: 60,
  deadlineDays: 35,
  securityDeadlineDays: 7,
  maxReleasesBehind: 2,
  maxSkipsInARow: 1,
  horizonDays: 60,
  takeOverHours: 24,
  lateMinutes: 15,
  updateTimeoutHours: 3,
}
