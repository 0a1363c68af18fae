import type { Release } from '../../../../domain/releases/release.ts'

/**
 * A release as a client's key sees it: what its gate counted and who else it reaches, and when, are the vendor's own.
 */
export const showReleaseToClient = (release: Release) => showRelease({ ...release, gate: null, waves: null })

/** A release as JSON shows it, in the API and in the CLI. */
export const showRelease = ({ version, kind, status, notesUrl, gate, waves, revision }: Release) => ({
  version,
  kind,
  status,
  notesUrl,
  gate,
  waves: waves && {
    shares: waves.shares,
    gapHours: waves.gapHours,
    opensAt: waves.steps.map((step) => step.opensAt.toISOString()),
  },
  revision,
})
