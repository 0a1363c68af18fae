import type { Release } from '../../../domain/release.ts'

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
