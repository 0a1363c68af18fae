import type { Release } from '../../domain/release.ts'
import type { ReleaseProgress } from '../../domain/release-progress.ts'
import { counted } from '../../notices/words.ts'

/** A release as a JSON line shows it, like the API. */
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

/** How far a release has come: what is not zero, in words. */
export function showProgress({ release, clients, stages, systems, estimatedEnd }: ReleaseProgress) {
  const stood = Object.entries(stages).filter(([, number]) => number > 0)
  const words = [
    `Release ${release.version} is ${release.status}: ${counted(clients, 'client')}`,
    ...stood.map(([stage, number]) => `${String(number).padStart(7)}  ${stage.replaceAll('-', ' ')}`),
    ...(estimatedEnd ? [`Estimated end: ${estimatedEnd.toISOString()}`] : []),
  ]
  const end = estimatedEnd?.toISOString() ?? null
  return {
    value: { ...showRelease(release), clients, stages, systems, estimatedEnd: end },
    words: words.join('\n'),
  }
}
