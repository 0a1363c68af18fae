import type { CaseWish } from '../../../../app/use-cases/report-reads.ts'
import type { ReportSummary } from '../../../../domain/reports/health-report.ts'
import { visibleText } from '../../../../notices/card/visible-text.ts'
import { hrefIn, type ReportPlace } from './report-place.ts'

const offeredSuites = 100
const longestSuite = 120

const outcomes = [
  ['', 'any'],
  ['failed', 'failed'],
  ['errored', 'errored'],
  ['skipped', 'skipped'],
  ['passed', 'passed'],
] as const

type SearchProps = {
  readonly wish: CaseWish | null
  readonly summary: ReportSummary | null
  readonly place: ReportPlace
}

/** Finds tests by outcome, suite and words. */
export const SearchForm = ({ wish, summary, place }: SearchProps) => (
  <search>
    <form
      class="search"
      {...(wish && { 'data-search': '' })}
      method="get"
      action={hrefIn(place, '/cases').split('?')[0]}
    >
      {place.verification !== place.subject && <input type="hidden" name="verification" value={place.verification} />}
      <div class="field">
        <label for="text">Name, suite or message</label>
        <input type="search" id="text" name="text" value={wish?.text ?? ''} maxlength={200} />
      </div>
      <div class="field">
        <label for="outcome">Outcome</label>
        <select id="outcome" name="outcome">
          {outcomes.map(([value, word]) => (
            <option value={value} selected={value === (wish?.outcome ?? '')}>
              {word}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="suite">Suite</label>
        <input type="text" id="suite" name="suite" value={wish?.suite ?? ''} maxlength={500} list="suites" />
        {summary && (
          <datalist id="suites">
            {summary.suites
              .filter(({ suite }) => suite !== '' && suite.length <= longestSuite && visibleText(suite) === suite)
              .slice(0, offeredSuites)
              .map(({ suite }) => (
                <option value={suite} />
              ))}
          </datalist>
        )}
      </div>
      <button type="submit" class="primary">
        Find tests
      </button>
    </form>
  </search>
)
