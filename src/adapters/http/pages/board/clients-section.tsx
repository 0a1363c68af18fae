import type { SystemState } from '../../../../app/ports/ports.ts'
import type { ClientsFound, ClientWish } from '../../../../app/use-cases/board-reads.ts'
import { showInstant } from '../../../../domain/time/show-time.ts'
import type { HoldCause } from '../../../../domain/updates/hold.ts'
import { readInside } from '../../../../domain/updates/inside-text.ts'
import type { Reasons } from '../../../../domain/updates/reasons.ts'
import { holdWords } from '../../../../notices/words/hold-words.ts'
import { environmentWord, statusWord } from '../../../../notices/words/words.ts'
import { Scroll } from '../scroll.tsx'
import { inLists, Plain } from '../visible-text.tsx'
import { stageLooks, stagesInOrder, stageTag } from './stage-words.ts'

type ClientsProps = {
  readonly found: ClientsFound
  readonly wish: ClientWish
  readonly releases: readonly string[]
}

/** Where each client stands, found by name, release and stage. */
export const ClientsSection = ({ found, wish, releases }: ClientsProps) => (
  <section aria-labelledby="clients">
    <h2 id="clients">Clients</h2>
    <search>
      <form class="search" method="get" action="/ops#clients" data-search="">
        <div class="field">
          <label for="text">Name or id</label>
          <input type="search" id="text" name="text" value={wish.text ?? ''} maxlength={100} />
        </div>
        <div class="field">
          <label for="release">Release</label>
          <select id="release" name="release">
            <option value="">the newest</option>
            {[...new Set([...releases, ...(wish.release ? [wish.release] : [])])].map((version) => (
              <option value={version} selected={version === wish.release}>
                {version}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="stage">Stage</label>
          <select id="stage" name="stage">
            <option value="">any</option>
            {stagesInOrder.map((stage) => (
              <option value={stage} selected={stage === wish.stage}>
                {stageLooks[stage].words}
              </option>
            ))}
          </select>
        </div>
        <button type="submit">Find clients</button>
      </form>
    </search>
    <div id="found" data-live="">
      {found.clients.length === 0 ? (
        <p role="status">No client matches.</p>
      ) : (
        <Scroll label="Clients found">
          <table class="stack clients">
            <thead>
              <tr>
                <th scope="col">Client</th>
                <th scope="col">With {found.release ?? 'no release'}</th>
                <th scope="col">Systems</th>
              </tr>
            </thead>
            <tbody>
              {found.clients.map((client) => (
                <Row client={client} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {found.next !== null && (
        <p class="buttons">
          <a class="button" rel="next" href={nextPage(wish, found.next)}>
            Next
          </a>
        </p>
      )}
    </div>
  </section>
)

const nextPage = ({ text, release, stage }: ClientWish, after: string): string =>
  `/ops?${new URLSearchParams({
    ...(text && { text }),
    ...(release && { release }),
    ...(stage && { stage }),
    after,
  })}#clients`

const Row = ({ client }: { client: ClientsFound['clients'][number] }) => {
  const { name, verification, stage, systems, zone } = client
  return (
    <tr>
      <th scope="row">
        <Plain text={name} />
        <span class="suite">
          {client.client}, {zone}
        </span>
      </th>
      <td>
        {stage ? (
          <span class={stageTag(stage)}>{stageLooks[stage].words}</span>
        ) : (
          <span class="muted">not concerned</span>
        )}
        {verification && (
          <span class="suite">
            <a href={`/reports/${verification.id}`}>Health report</a>
          </span>
        )}
      </td>
      <td class="whole">
        {systems.map((system) => (
          <System system={system} zone={zone} />
        ))}
        <a href={`/schedule/${encodeURIComponent(client.client)}`}>Schedule</a>
      </td>
    </tr>
  )
}

const System = ({ system: { environment, version, update }, zone }: { system: SystemState; zone: string }) => (
  <p class="system">
    {environmentWord[environment]}
    {version && ` runs ${version}`}
    {update && (
      <span class="suite">
        {statusWord[update.status]}
        {update.status === 'scheduled' && `: ${showInstant(update.startsAt, zone, 'short')}`} ({update.id})
        {update.hold && (
          <>
            : <Plain text={whyHeld(update.hold, update)} most={inLists} />
          </>
        )}
        {update.status === 'held' && `, planned for ${showInstant(update.startsAt, zone, 'short')}`}
      </span>
    )}
  </p>
)

/** Staff reads both: what clients are told, and what is known inside. */
const whyHeld = (hold: HoldCause, { reason, inside }: Reasons): string =>
  [holdWords(hold, reason), readInside(inside)].filter(Boolean).join('. ')
