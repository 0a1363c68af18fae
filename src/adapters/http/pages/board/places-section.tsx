import type { PlaceHealth } from '../../../../app/ports/ports.ts'
import type { BoardView } from '../../../../app/use-cases/board-reads.ts'
import { showDistance } from '../../../../domain/time/show-time.ts'
import { placeWords } from '../../../../notices/words/delivery-words.ts'
import { number } from '../../../../notices/words/words.ts'
import { Scroll } from '../scroll.tsx'
import { Plain } from '../visible-text.tsx'

/** Where telling people does not go as it should. */
export const PlacesSection = ({ board: { places, at } }: { board: BoardView }) => (
  <section id="places" data-live="" aria-labelledby="places-title">
    <h2 id="places-title">Deliveries</h2>
    {places.count === 0 ? (
      <p>Everything that was to be told has been told: nothing is owed, and nothing failed within a week.</p>
    ) : (
      <Scroll label="Places">
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">Place</th>
              <th scope="col" class="number">
                Owed
              </th>
              <th scope="col" class="number">
                Failed, 7 days
              </th>
              <th scope="col">Last reason</th>
            </tr>
          </thead>
          <tbody>
            {places.items.map((health) => (
              <Row health={health} at={at} />
            ))}
          </tbody>
        </table>
      </Scroll>
    )}
    {places.count > places.items.length && <p>… and {number(places.count - places.items.length)} more places.</p>}
  </section>
)

const Row = ({ health, at }: { health: PlaceHealth; at: Date }) => {
  const { place, owed, owedSince, failed, reason } = health
  return (
    <tr>
      <th scope="row">
        {place.client && `${place.client}: `}
        <Plain text={placeWords(place)} /> {place.gone && <span class="tag bad">gone</span>}
      </th>
      <td class="number" data-label="Owed">
        {number(owed)}
        {owedSince && <span class="suite">due {showDistance(at, owedSince)}</span>}
      </td>
      <td class="number" data-label="Failed, 7 days">
        {number(failed)}
      </td>
      <td class="whole">{reason && <Plain text={reason.slice(0, 200)} />}</td>
    </tr>
  )
}
