import type { ClientStage } from '../../../../domain/rollout/rollout-stage.ts'

type Look = {
  readonly words: string
  readonly tone: 'good' | 'moving' | 'waiting' | 'warning' | 'bad' | 'over'
}

/** How stages are called and shown, in the order in which a bar shows them: what is done first, trouble last. */
export const stageLooks: Readonly<Record<ClientStage, Look>> = {
  done: { words: 'done', tone: 'good' },
  updating: { words: 'updating now', tone: 'moving' },
  scheduled: { words: 'scheduled', tone: 'moving' },
  ready: { words: 'verified, not yet scheduled', tone: 'moving' },
  verifying: { words: 'being verified on a copy', tone: 'waiting' },
  'to-verify': { words: 'to be verified on a copy', tone: 'waiting' },
  held: { words: 'on hold', tone: 'over' },
  cancelled: { words: 'cancelled', tone: 'over' },
  replaced: { words: 'gone on to a newer release', tone: 'over' },
  'with-findings': { words: 'with findings to decide', tone: 'warning' },
  unverified: { words: 'could not be verified on a copy', tone: 'warning' },
  blocked: { words: 'blocked by a confirmed finding', tone: 'bad' },
  stalled: { words: 'without a word from the update', tone: 'bad' },
  failed: { words: 'failed', tone: 'bad' },
}

export const stagesInOrder = Object.keys(stageLooks) as readonly ClientStage[]

const tags = { good: 'good', moving: '', waiting: '', over: '', warning: 'warning', bad: 'bad' } as const

/** @returns the class of a tag that shows a stage */
export const stageTag = (stage: ClientStage): string => `tag ${tags[stageLooks[stage].tone]}`.trim()
