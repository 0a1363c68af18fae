import { showRelease } from '../../adapters/http/api/releases/show-release.ts'
import type { ReleaseProgress } from '../../domain/rollout/release-progress.ts'
import { shortfallWords } from '../../notices/releases/shortfall-words.ts'
import { unseenPlans } from '../../notices/updates/unseen-plans.ts'
import { endWords } from '../../notices/words/end-words.ts'
import { counted } from '../../notices/words/words.ts'

/** How far a release has come: what is not zero, in words. */
export function showProgress(progress: ReleaseProgress) {
  const { release, clients, stages, systems, seen, estimatedEnd } = progress
  const stood = Object.entries(stages).filter(([, number]) => number > 0)
  const words = [
    `Release ${release.version} is ${release.status}: ${counted(clients, 'client')}`,
    ...release.shortfalls.map(shortfallWords),
    ...stood.map(([stage, number]) => `${String(number).padStart(7)}  ${stage.replaceAll('-', ' ')}`),
    ...unseenPlans(progress),
    ...(estimatedEnd ? [`Estimated end: ${endWords(progress, 'UTC')}`] : []),
  ]
  const end = estimatedEnd && {
    from: estimatedEnd.from.toISOString(),
    until: estimatedEnd.until.toISOString(),
  }
  return {
    value: { ...showRelease(release), clients, stages, systems, seen, estimatedEnd: end },
    words: words.join('\n'),
  }
}
