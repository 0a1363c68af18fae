import type { Attention } from '../../../../domain/notices/attention.ts'
import type { Release } from '../../../../domain/releases/release.ts'
import type { ReleaseProgress } from '../../../../domain/rollout/release-progress.ts'
import { showInstant } from '../../../../domain/time/show-time.ts'
import { attentionState } from '../../../../notices/attention/attention-words.ts'
import { releaseActions } from '../../../../notices/releases/release-actions.ts'
import { unseenPlans } from '../../../../notices/updates/unseen-plans.ts'
import { endWords } from '../../../../notices/words/end-words.ts'
import { counted, number } from '../../../../notices/words/words.ts'
import { OutsideLink } from '../outside-link.tsx'
import { Buttons, type Ground } from '../verbs/card-view.tsx'
import { Plain } from '../visible-text.tsx'
import { stageLooks, stagesInOrder } from './stage-words.ts'

const statusTag: Readonly<Record<Release['status'], readonly [tone: string, word: string]>> = {
  candidate: ['', 'Candidate: waits for its gate'],
  refused: ['bad', 'Refused by the gate'],
  available: ['good', 'Available'],
  paused: ['warning', 'Paused'],
  withdrawn: ['bad', 'Withdrawn'],
}

type PanelProps = {
  readonly progress: ReleaseProgress
  readonly zone: string
  /** That it is on hold, and why. */
  readonly held: Attention | undefined
  readonly ground: Ground | null
}

/** How far one release has come: a bar of all its clients, and each stage in numbers that lead to its clients. */
export const ReleasePanel = ({ progress, zone, held, ground }: PanelProps) => {
  const { release, clients, stages, estimatedEnd, at } = progress
  const [tone, word] = statusTag[release.status]
  return (
    <article class="release">
      <h3>
        {release.version}{' '}
        <span class={`tag ${tone}`}>
          {word}
          {release.kind === 'regular' ? '' : `, ${release.kind}`}
        </span>
      </h3>
      {held && (
        <p class="banner warning">
          <Plain text={attentionState(held, zone) ?? ''} />
        </p>
      )}
      {clients === 0 ? (
        <p class="muted">No client is concerned by it {release.status === 'candidate' ? 'yet' : 'now'}.</p>
      ) : (
        <>
          <p>
            <strong>{number(stages.done)}</strong> of {counted(clients, 'client')} done.
            {estimatedEnd && ` Estimated end: ${endWords(progress, zone)}.`}
          </p>
          {unseenPlans(progress).map((words) => (
            <p class="small">{words}.</p>
          ))}
          <StageBar progress={progress} />
          <ul class="stages">
            {stagesInOrder
              .filter((stage) => stages[stage] > 0)
              .map((stage) => (
                <li>
                  <span class={`swatch ${stageLooks[stage].tone}`} aria-hidden="true" />
                  <a href={`/ops?release=${encodeURIComponent(release.version)}&stage=${stage}#clients`}>
                    <strong>{number(stages[stage])}</strong> {stageLooks[stage].words}
                  </a>
                </li>
              ))}
          </ul>
        </>
      )}
      <Waves release={release} at={at} zone={zone} />
      <p class="small">
        <OutsideLink href={release.notesUrl}>Release notes</OutsideLink>
      </p>
      {ground && <Buttons actions={releaseActions(release)} ground={ground} of={`release ${release.version}`} />}
    </article>
  )
}

const narrowest = 1

const StageBar = ({ progress: { clients, stages } }: { progress: ReleaseProgress }) => {
  const there = stagesInOrder.filter((stage) => stages[stage] > 0)
  const widths = there.map((stage) => Math.max(narrowest, (100 * stages[stage]) / clients))
  const all = widths.reduce((sum, width) => sum + width, 0)
  let from = 0
  return (
    <svg class="bar stage" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {there.map((stage, index) => {
        const width = (100 * (widths[index] ?? 0)) / all
        const x = from
        from += width
        return <rect class={stageLooks[stage].tone} x={x.toFixed(2)} width={width.toFixed(2)} y="0" height="10" />
      })}
    </svg>
  )
}

const Waves = ({ release, at, zone }: { release: Release; at: Date; zone: string }) => {
  const { waves } = release
  if (!waves) return null
  const { shares, gapHours, steps } = waves
  return (
    <>
      <h4>Waves</h4>
      <ol class="waves">
        {shares.map((share, index) => {
          const opens = steps[index]?.opensAt
          return (
            <li>
              up to {share} % of the clients
              {opens
                ? opens <= at
                  ? `: open since ${showInstant(opens, zone, 'short')}`
                  : `: no start before ${showInstant(opens, zone, 'short')}`
                : index === 0
                  ? ': opens with the gate'
                  : `: at least ${counted(gapHours, 'hour')} after the one before`}
            </li>
          )
        })}
      </ol>
    </>
  )
}
