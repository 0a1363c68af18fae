import type { BoardView } from '../../../../app/use-cases/board-reads.ts'
import { type Attention, type AttentionKind, attentionKinds } from '../../../../domain/notices/attention.ts'
import { showInstant } from '../../../../domain/time/show-time.ts'
import {
  attentionActions,
  attentionPage,
  attentionState,
  attentionTitle,
  manyWords,
} from '../../../../notices/attention/attention-words.ts'
import { number } from '../../../../notices/words/words.ts'
import { Buttons, type Ground } from '../verbs/card-view.tsx'
import { inLists, Plain } from '../visible-text.tsx'

type SectionProps = { readonly board: BoardView; readonly ground: Ground | null }

/** What does not get on without a person, by kind, each from what has waited longest. */
export const AttentionSection = ({ board, ground }: SectionProps) => {
  const { counts, items } = board.attention
  const waiting = attentionKinds.filter((kind) => counts[kind] > 0)
  return (
    <section id="attention" data-live="" aria-labelledby="attention-title">
      <h2 id="attention-title">Waits for somebody</h2>
      {waiting.length === 0 ? (
        <p>Nothing: no failure waits for a decision, nothing failed, is on hold, or is stuck.</p>
      ) : (
        <p class="muted">Type “triage” to the bot in an internal channel to act on these.</p>
      )}
      <div class="waiting">
        {waiting.map((kind) => (
          <Kind
            kind={kind}
            count={counts[kind]}
            items={items.filter((one) => one.kind === kind)}
            board={board}
            ground={ground}
          />
        ))}
      </div>
    </section>
  )
}

type KindProps = SectionProps & {
  readonly kind: AttentionKind
  readonly count: number
  readonly items: readonly Attention[]
}

const Kind = ({ kind, count, items, board, ground }: KindProps) => (
  <section class="panel" aria-labelledby={`waits-${kind}`}>
    <h3 id={`waits-${kind}`}>{manyWords(kind, count)}</h3>
    <ul class="waiting">
      {items.map((one) => (
        <li>
          <Title one={one} />
          <span class="suite">
            <Plain text={attentionState(one, board.zone) ?? ''} most={inLists} />
          </span>
          <span class="suite">since {showInstant(one.since, board.zone, 'short')}</span>
          {ground && <Buttons actions={attentionActions(one)} ground={ground} of={one.release ?? ''} />}
        </li>
      ))}
    </ul>
    {count > items.length && <p class="small">… and {number(count - items.length)} more</p>}
  </section>
)

const Title = ({ one }: { one: Attention }) => {
  const page = attentionPage(one)
  const words = <Plain text={attentionTitle(one)} most={inLists} />
  return page ? <a href={page}>{words}</a> : words
}
