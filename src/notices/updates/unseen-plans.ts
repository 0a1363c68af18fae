import type { ReleaseProgress } from '../../domain/rollout/release-progress.ts'
import { counted, number } from '../words/words.ts'

/** @returns e.g. `95 of 200 plans not acknowledged, 12 of them start within 48 h`; nothing where all are */
export function unseenPlans({ seen: { plans, unseen, soon } }: Pick<ReleaseProgress, 'seen'>): string[] {
  if (unseen === 0) return []
  const start = soon === 1 ? 'starts' : 'start'
  const ahead = soon === 0 ? '' : `, ${soon === unseen ? 'which' : `${number(soon)} of them`} ${start} within 48 h`
  return [`${number(unseen)} of ${counted(plans, 'plan')} not acknowledged${ahead}`]
}
