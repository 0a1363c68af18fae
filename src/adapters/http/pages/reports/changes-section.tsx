import { comparedWords, type ReportComparison } from '../../../../domain/findings/compare-reports.ts'
import { counted, number } from '../../../../notices/words/words.ts'
import { inLists, Plain } from '../visible-text.tsx'
import { hrefIn, type ReportPlace } from './report-place.ts'

const words = {
  new: ['New', 'failed now and passed, or was not there, before'],
  'still-failing': ['Still failing', 'failed before, too'],
  fixed: ['Fixed', 'failed before and passed now'],
  flaky: ['Flaky', 'failed and passed by turns'],
} as const

const listed = 20

/** What changed since the client's last report. */
export const ChangesSection = ({ comparison, place }: { comparison: ReportComparison | null; place: ReportPlace }) => (
  <section aria-labelledby="changes">
    <h2 id="changes">
      {comparison?.since ? `Since the last report (release ${comparison.since})` : 'Since the last report'}
    </h2>
    {!comparison?.since ? (
      <p>This is the first report, so there is nothing to compare it with.</p>
    ) : comparedWords.every((word) => comparison.counts[word] === 0) ? (
      <p>Nothing changed: what passed then has passed again.</p>
    ) : (
      <ul class="changes">
        {comparedWords
          .filter((word) => comparison.counts[word] > 0)
          .map((word) => (
            <li class={word}>
              <details>
                <summary>
                  <strong>
                    {number(comparison.counts[word])} {words[word][0].toLowerCase()}
                  </strong>
                  <span class="muted">: {words[word][1]}</span>
                </summary>
                <ul>
                  {comparison.cases[word].slice(0, listed).map(({ suite, name }) => (
                    <li>
                      <a href={hrefIn(place, '/cases', { suite, text: name })}>
                        <Plain text={name} most={inLists} />
                      </a>{' '}
                      <span class="muted">
                        <Plain text={suite} most={inLists} />
                      </span>
                    </li>
                  ))}
                  {comparison.counts[word] > listed && (
                    <li>… and {counted(comparison.counts[word] - listed, 'more', 'more')}</li>
                  )}
                </ul>
              </details>
            </li>
          ))}
      </ul>
    )}
  </section>
)
