import type { BoardView, ClientsFound, ClientWish } from '../../../../app/board/board-reads.ts'
import { showInstant } from '../../../../domain/show-time.ts'
import { Layout } from '../layout.tsx'
import { liveHref } from '../live-script.ts'
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
}

/** Everything that goes on across all clients; whatever needs somebody's eye comes before what only goes on. */
export const BoardPage = ({ board, found, wish, who }: BoardProps) => (
  <Layout title="Release board" who={who} wide scripts={[liveHref]}>
    <h1>Release board</h1>
    <div class="board-bar" data-events="/ops/events">
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
    <section id="releases" data-live="" aria-labelledby="releases-title">
      <h2 id="releases-title">Releases</h2>
      {board.releases.length === 0 && <p>No release is registered.</p>}
      <div class="releases">
        {board.releases.map((progress) => (
          <ReleasePanel progress={progress} zone={board.zone} />
        ))}
      </div>
    </section>
    <AttentionSection board={board} />
    <PlacesSection board={board} />
    <StartsSection board={board} />
    <ClientsSection
      found={found}
      wish={wish}
      releases={board.releases.map(({ release }) => release.version)}
    />
  </Layout>
)
