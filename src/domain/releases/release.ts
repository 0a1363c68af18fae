import type { Totals } from '../reports/health-report.ts'
import type { GateShortfall } from './gate.ts'
import { compareVersions } from './version.ts'
import type { Waves } from './waves.ts'

export const releaseKinds = ['regular', 'security', 'hotfix'] as const
/** A hotfix is offered on request only and never rolled out. */
export type ReleaseKind = (typeof releaseKinds)[number]

export type ReleaseStatus = 'candidate' | 'available' | 'refused' | 'paused' | 'withdrawn'

export type Release = {
  readonly version: string
  readonly kind: ReleaseKind
  readonly status: ReleaseStatus
  readonly notesUrl: string
  /** What the last test report of the release counted; null before the first. */
  readonly gate: Totals | null
  /** What that report lacked, each with its number; empty unless it was refused. */
  readonly shortfalls: readonly GateShortfall[]
  /** How it goes out in waves; null when everybody's starts are planned alike. */
  readonly waves: Waves | null
  readonly revision: number
}

const moves: Readonly<Record<ReleaseStatus, readonly ReleaseStatus[]>> = {
  candidate: ['available', 'refused', 'withdrawn'],
  refused: ['available', 'refused', 'withdrawn'],
  available: ['paused', 'withdrawn'],
  paused: ['available', 'withdrawn'],
  withdrawn: [],
}

/** @returns whether a release may go from one status to another (DESIGN 3). */
export const mayBecome = (from: ReleaseStatus, to: ReleaseStatus): boolean => moves[from].includes(to)

/**
 * Whether a client knows of a release: what waits for its gate or did not pass it is the vendor's own, and of one that was
 * withdrawn only those hear whom it had reached.
 * @param reached whether a copy or a system of the client has had to do with it
 */
export const isToldToClients = ({ status }: Pick<Release, 'status'>, reached: boolean): boolean =>
  status === 'available' || status === 'paused' || (status === 'withdrawn' && reached)

/** @returns the releases from the oldest version to the newest. */
export const inOrder = <T extends Pick<Release, 'version'>>(releases: readonly T[]): T[] =>
  [...releases].sort((a, b) => compareVersions(a.version, b.version))

/**
 * @returns the release that a roll-out is about: the newest that is available or on hold, and no hotfix; null when there
 * is none
 */
export const rolledOut = <T extends Pick<Release, 'version' | 'kind' | 'status'>>(releases: readonly T[]): T | null =>
  inOrder(
    releases.filter(({ status, kind }) => (status === 'available' || status === 'paused') && kind !== 'hotfix'),
  ).at(-1) ?? null

/**
 * @returns the newest release that is rolled out now: available, and no hotfix; null when there is none
 */
export function currentRelease<T extends Pick<Release, 'version' | 'kind' | 'status'>>(
  releases: readonly T[],
): T | null {
  return (
    inOrder(releases.filter((release) => release.status === 'available' && release.kind !== 'hotfix')).at(-1) ?? null
  )
}
