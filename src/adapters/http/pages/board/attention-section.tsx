import type { BoardView } from '../../../../app/board/board-reads.ts'
import { showDistance } from '../../../../domain/show-time.ts'
import type { Verification } from '../../../../domain/verification.ts'
import { stateWords } from '../../../../notices/verdict-words.ts'
import { counted, environmentWord, number } from '../../../../notices/words.ts'
import { Scroll } from '../scroll.tsx'
import { inLists, Plain } from '../visible-text.tsx'

/** What does not get on without a person: failures to decide, copies that are stuck, updates without a word. */
export const AttentionSection = ({ board }: { board: BoardView }) => {
  const { failures, moreFailures, stuck, stalled, at } = board
  const quiet = failures.length + stuck.count + stalled.length === 0
  return (
    <section id="attention" data-live="" aria-labelledby="attention-title">
      <h2 id="attention-title">Waits for somebody</h2>
      {quiet && <p>Nothing: no failure waits for a decision, nothing is stuck.</p>}
      {failures.length > 0 && (
        <>
          <h3>Findings</h3>
          <Scroll label="Findings">
            <table class="stack">
              <thead>
                <tr>
                  <th scope="col">Failure</th>
                  <th scope="col">Clients</th>
                  <th scope="col">State</th>
                </tr>
              </thead>
              <tbody>
                {failures.map(({ first, clients, release }) => (
                  <tr>
                    <th scope="row">
                      <a href={`/reports/${first.verification}`}>
                        <Plain text={first.name} most={inLists} />
                      </a>
                      <span class="suite">
                        <Plain text={first.suite} most={inLists} />
                      </span>
                    </th>
                    <td>
                      {clients === 1 ? first.client : counted(clients, 'client')}
                      <span class="suite">{release}</span>
                    </td>
                    <td>
                      {first.id}, {stateWords(first)}
                      <span class="suite">{showDistance(at, first.openedAt)}</span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
          {moreFailures && <p>… and more: “triage” in the triage channel lists all of them.</p>}
        </>
      )}
      {stalled.length > 0 && (
        <>
          <h3>Updates without a word</h3>
          <ul>
            {stalled.map(({ id, client, environment, release, handedOverAt }) => (
              <li>
                <strong>
                  {client}/{environment}
                </strong>{' '}
                {environmentWord[environment]} to {release} ({id})
                {handedOverAt && `, handed over ${showDistance(at, handedOverAt)}`}
              </li>
            ))}
          </ul>
        </>
      )}
      {stuck.count > 0 && (
        <>
          <h3>{counted(stuck.count, 'copy that does', 'copies that do')} not get on</h3>
          <ul>
            {stuck.items.map((verification) => (
              <li>
                <a href={`/reports/${verification.id}`}>
                  <strong>{verification.client}</strong>, {verification.release}
                </a>{' '}
                ({verification.id}): {stuckWords(verification)}, last heard of{' '}
                {showDistance(at, verification.heardAt)}
              </li>
            ))}
            {stuck.count > stuck.items.length && (
              <li>… and {number(stuck.count - stuck.items.length)} more</li>
            )}
          </ul>
        </>
      )}
    </section>
  )
}

function stuckWords({ status, attempt }: Verification): string {
  if (status === 'failed') return `given up after ${counted(attempt, 'try', 'tries')}`
  if (status === 'silent') return `silent, to be tried again (try ${attempt})`
  return `${status === 'requested' ? 'handed over' : status}, without a word (try ${attempt})`
}
