import type { ReportSummary, SuiteTotals, Totals } from '../../../../domain/reports/health-report.ts'
import { counted, number } from '../../../../notices/words/words.ts'
import { SharesBar } from '../shares-bar.tsx'
import { inLists, Plain } from '../visible-text.tsx'
import { hrefIn, type ReportPlace } from './report-place.ts'

const shownAtOnce = 8
const shownOnRequest = 120
const outcomes = ['passed', 'failed', 'errored', 'skipped'] as const

/** What the report counts, as a picture and in numbers: over all, then suite by suite, those with failures first. */
export const TotalsSection = ({ summary, place }: { summary: ReportSummary; place: ReportPlace }) => {
  const { totals, suites } = summary
  const sorted = [...suites].sort((a, b) => failing(b) - failing(a) || b.tests - a.tests)
  const more = sorted.slice(shownAtOnce, shownOnRequest)
  return (
    <section aria-labelledby="totals">
      <h2 id="totals">{counted(totals.tests, 'test')}</h2>
      <SharesBar totals={totals} />
      <ul class="legend">
        {outcomes.map((outcome) => (
          <li>
            <span class={`swatch ${outcome}`} aria-hidden="true" />
            <a href={hrefIn(place, '/cases', { outcome })}>
              <strong>{number(totals[outcome])}</strong> {outcome}
            </a>
          </li>
        ))}
      </ul>
      {suites.length > 1 && (
        <>
          <h3>{counted(suites.length, 'suite')}</h3>
          <SuiteTable suites={sorted.slice(0, shownAtOnce)} place={place} />
          {more.length > 0 && (
            <details class="no-print">
              <summary>
                {suites.length > shownOnRequest
                  ? `The next ${more.length} of ${number(suites.length)} suites`
                  : `${counted(more.length, 'more suite')}`}
              </summary>
              <SuiteTable suites={more} place={place} />
            </details>
          )}
        </>
      )}
    </section>
  )
}

const SuiteTable = ({ suites, place }: { suites: readonly SuiteTotals[]; place: ReportPlace }) => (
  <table class="suites">
    <thead>
      <tr>
        <th scope="col">Suite</th>
        <th scope="col">Result</th>
      </tr>
    </thead>
    <tbody>
      {suites.map((suite) => (
        <tr>
          <th scope="row">
            <a href={hrefIn(place, '/cases', { suite: suite.suite })}>
              {suite.suite === '' ? 'without a suite' : <Plain text={suite.suite} most={inLists} />}
            </a>
          </th>
          <td>
            <SharesBar totals={suite} />
            <span class="small">{inWords(suite)}</span>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

const failing = ({ failed, errored }: Totals): number => failed + errored

const inWords = (totals: Totals): string =>
  outcomes
    .filter((outcome) => totals[outcome] > 0)
    .map((outcome) => `${number(totals[outcome])} ${outcome}`)
    .join(', ')
