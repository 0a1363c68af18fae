import { type Attention, type AttentionCounts, attentionKinds, totalOf } from '../../domain/notices/attention.ts'
import type { ReleaseProgress } from '../../domain/rollout/release-progress.ts'
import type { ClientStage } from '../../domain/rollout/rollout-stage.ts'
import { attentionState, countedKinds } from '../attention/attention-words.ts'
import type { Block, Card, Fact } from '../card/card.ts'
import type { ReleaseBoardView } from '../notice/views.ts'
import { releaseActions } from '../releases/release-actions.ts'
import { unseenPlans } from '../updates/unseen-plans.ts'
import { endWords } from '../words/end-words.ts'
import { notesLink } from '../words/release-notes.ts'
import { counted, countWords, number } from '../words/words.ts'

/** The one message of a roll-out in the ops channel, redrawn as it goes on. */
export function releaseBoardCard({ progress, attention, zone }: ReleaseBoardView): Card {
  const { release, clients, stages } = progress
  const headline = headlineOf(progress, attention.counts)
  const blocks: Block[] = []
  if (release.status === 'paused') blocks.push(paused(attention.items, zone))
  if (release.status === 'withdrawn')
    blocks.push({
      type: 'text',
      text: [{ bold: 'Withdrawn.' }, ' What had not started is cancelled for good.'],
    })
  blocks.push({ type: 'facts', facts: bars(progress) })
  const waiting = countedKinds(attention.counts, others)
  if (waiting.length > 0)
    blocks.push({ type: 'text', text: [{ bold: 'Waits for somebody:' }] }, { type: 'list', items: waiting })
  const remarks = [...unseenPlans(progress), ...remarksOf(stages)]
  if (remarks.length > 0) blocks.push({ type: 'list', items: remarks })
  if (release.status === 'available' || release.status === 'paused')
    blocks.push({ type: 'facts', facts: [{ label: 'Estimated end', value: endWords(progress, zone) }] })
  if (release.gate) blocks.push({ type: 'text', text: `Passed the gate with ${countWords(release.gate)}.` })
  return {
    kind: 'release-board',
    tone: toneOf(progress, attention.counts),
    title: `Release ${release.version} ${headline}`,
    summary: `Release ${release.version} ${headline}: ${number(stages.done)} of ${counted(clients, 'client')} done`,
    blocks,
    actions: [...releaseActions(release), notesLink(release)],
  }
}

/** That it is paused is told above. */
const others = attentionKinds.filter((kind) => kind !== 'release-paused')

function paused(items: readonly Attention[], zone: string): Block {
  const held = items.find(({ kind }) => kind === 'release-paused')
  const why = held ? attentionState(held, zone) : null
  return {
    type: 'text',
    text: [
      { bold: 'Paused. ' },
      'What has not started is on hold until the release is resumed.',
      ...(why ? [` ${why}.`] : []),
    ],
  }
}

const sumOf = (stages: ReleaseProgress['stages'], names: readonly ClientStage[]): number =>
  names.reduce((sum, name) => sum + stages[name], 0)

const unverified: readonly ClientStage[] = ['to-verify', 'verifying', 'unverified', 'with-findings', 'blocked']
const moving: readonly ClientStage[] = ['to-verify', 'verifying', 'ready', 'scheduled', 'updating']

function headlineOf({ release, clients, stages }: ReleaseProgress, counts: AttentionCounts): string {
  if (release.status === 'paused') return 'is paused'
  if (release.status === 'withdrawn') return 'was withdrawn'
  if (clients === 0) return 'is available'
  if (sumOf(stages, moving) > 0) return 'is being rolled out'
  return totalOf(counts) > 0 || stages.held > 0 ? 'waits for somebody' : 'is rolled out'
}

function toneOf({ release, clients, stages }: ReleaseProgress, counts: AttentionCounts): Card['tone'] {
  if (release.status === 'withdrawn') return 'bad'
  if (release.status === 'paused' || totalOf(counts) > 0) return 'warning'
  return clients > 0 && sumOf(stages, [...moving, 'held']) === 0 ? 'good' : 'neutral'
}

/** From left to right the way of a client: its copy is verified, a start is planned, its servers are updated. */
function bars({ clients, stages }: ReleaseProgress): Fact[] {
  const planned: readonly ClientStage[] = [
    ...(['scheduled', 'updating', 'stalled', 'failed'] as const),
    ...(['cancelled', 'done', 'replaced'] as const),
  ]
  return [
    { label: 'Verified', value: bar(clients - sumOf(stages, unverified), clients) },
    { label: 'Scheduled', value: bar(sumOf(stages, planned), clients) },
    { label: 'Done', value: bar(stages.done, clients) },
  ]
}

const cells = 12

/** @returns e.g. `▓▓▓░░░░░░░░░ 25 %, 3 of 12 clients`; full only when nothing is missing, empty only when nothing is there */
export function bar(some: number, all: number): string {
  const share = all === 0 ? 0 : some / all
  const inner = Math.min(cells - 1, Math.max(1, Math.round(share * cells)))
  const filled = share === 0 ? 0 : share === 1 ? cells : inner
  const percent = share === 0 || share === 1 ? share * 100 : Math.min(99, Math.max(1, Math.round(share * 100)))
  return `${'▓'.repeat(filled)}${'░'.repeat(cells - filled)} ${percent} %, ${number(some)} of ${counted(all, 'client')}`
}

const remark: Readonly<Record<Exclude<ClientStage, 'ready' | 'done' | 'scheduled'>, string>> = {
  failed: 'failed',
  stalled: 'without a word from the update',
  blocked: 'blocked by a confirmed finding',
  'with-findings': 'with findings to decide',
  unverified: 'whose copy could not be verified',
  held: 'on hold',
  updating: 'being updated now',
  verifying: 'whose copy is being verified',
  'to-verify': 'whose copy waits to be verified',
  cancelled: 'cancelled',
  replaced: 'gone on to a newer release',
}

/** What needs somebody first. @returns e.g. `2 clients on hold` */
const remarksOf = (stages: ReleaseProgress['stages']): string[] => {
  const lines = Object.entries(remark).flatMap(([stage, words]) => {
    const clients = stages[stage as keyof typeof remark]
    return clients > 0 ? [`${counted(clients, 'client')} ${words}`] : []
  })
  return stages.ready > 0 ? [...lines, `${counted(stages.ready, 'client')} verified and not scheduled yet`] : lines
}
