import type { BoardView, ClientsFound, ClientWish } from '../../../../app/use-cases/board-reads.ts'
import { showInstant } from '../../../../domain/time/show-time.ts'
import type { Card } from '../../../../notices/card/card.ts'
import { visibleText } from '../../../../notices/card/visible-text.ts'
import { Layout } from '../layout.tsx'
import { liveHref } from '../live-script.ts'
import { CardView, type Ground } from '../verbs/card-view.tsx'
import { AttentionSection } from './attention-section.tsx'
import { ClientsSection } from './clients-section.tsx'
import { PlacesSection } from './places-section.tsx'
import { ReleasePanel } from './release-panel.tsx'
import { StartsSection } from './starts-section.tsx'

type BoardProps = {
  readonly board: BoardView
  readonly found: ClientsFound
  readonly wish: ClientWish
  readonly who: string
  /** Where the buttons of its releases lead; null for those who are no operators. */
  readonly ground: Ground | null
  /** What was just answered. */
  readonly said?: Card
}

/** Everything that goes on across all clients; whatever needs somebody's eye comes before what only goes on. */
export const BoardPage = ({ board, found, wish, who, ground, said }: BoardProps) => (
  <Layout
    title={said ? `${visibleText(said.title)} · Release board` : 'Release board'}
    who={who}
    wide
    scripts={[liveHref]}
  >
    <h1>Release board</h1>
    <div class="board-bar" data-events="/ops/events" {...(said && { 'data-page': '/ops' })}>
      <p class="muted">
        <span id="live-state">As of {showInstant(board.at, board.zone)}.</span> <a href="/ops">Reload</a>
      </p>
      <nav aria-label="More" class="buttons">
        <a class="button" href="/ops/queues">
          Queues
        </a>
        <form method="post" action="/sign-out">
          <button type="submit">Sign out</button>
        </form>
      </nav>
    </div>
    {said && ground && <CardView card={said} ground={ground} />}
    <AttentionSection board={board} ground={ground} />
    <section id="releases" data-live="" aria-labelledby="releases-title">
      <h2 id="releases-title">Releases</h2>
      {board.releases.length === 0 && <p>No release is registered.</p>}
      <div class="releases">
        {board.releases.map((progress) => (
          <ReleasePanel
            progress={progress}
            zone={board.zone}
            held={board.attention.items.find(
              (one) => one.kind === 'release-paused' && one.release === progress.release.version,
            )}
            ground={ground}
          />
        ))}
      </div>
    </section>
    <StartsSection board={board} />
    <ClientsSection found={found} wish={wish} releases={board.releases.map(({ release }) => release.version)} />
    <PlacesSection board={board} />
  </Layout>
)
