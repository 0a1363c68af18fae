import type { CasesFound, CaseWish } from '../../../../app/use-cases/report-reads.ts'
import type { TestCase } from '../../../../domain/reports/health-report.ts'
import { counted, number } from '../../../../notices/words/words.ts'
import { Layout } from '../layout.tsx'
import { liveHref } from '../live-script.ts'
import { inLists, Plain } from '../visible-text.tsx'
import { hrefIn, type ReportPlace } from './report-place.ts'
import { SearchForm } from './search-form.tsx'

type CasesProps = { readonly found: CasesFound; readonly wish: CaseWish; readonly place: ReportPlace }

/** The tests of a report that were searched for, a page at a time. */
export const CasesPage = ({ found, wish, place }: CasesProps) => (
  <Layout title={`${counted(found.matching, 'test')} found`} who={place.reader.person.name} scripts={[liveHref]}>
    <p>
      <a href={hrefIn(place)}>Back to the report</a>
    </p>
    <h1>Tests of the report</h1>
    <SearchForm wish={wish} summary={null} place={place} />
    <div id="found" data-live="">
      <p role="status">
        <strong>{counted(found.matching, 'test')} found</strong>
        {found.pages > 1 && `, page ${number(found.page)} of ${number(found.pages)}`}
      </p>
      {found.cases.length > 0 && (
        <table class="cases">
          <thead>
            <tr>
              <th scope="col">Test</th>
              <th scope="col">Outcome</th>
              <th scope="col" class="number">
                Time
              </th>
            </tr>
          </thead>
          <tbody>
            {found.cases.map(({ index, testCase }) => (
              <CaseRow testCase={testCase} href={hrefIn(place, `/cases/${index}`)} />
            ))}
          </tbody>
        </table>
      )}
      {found.matching === 0 && <p>No test of this report matches. Try fewer words, or any outcome.</p>}
      <Pager found={found} wish={wish} place={place} />
    </div>
  </Layout>
)

const CaseRow = ({ testCase, href }: { testCase: TestCase; href: string }) => (
  <tr>
    <td>
      <a href={href}>
        <Plain text={testCase.name === '' ? '(no name)' : testCase.name} most={inLists} />
      </a>
      <span class="suite">
        <Plain text={testCase.suite} most={inLists} />
      </span>
      {testCase.message !== '' && (
        <span class="said">
          <Plain text={testCase.message} most={longestMessage} />
        </span>
      )}
    </td>
    <td>
      <Outcome outcome={testCase.outcome} />
    </td>
    <td class="number">{duration(testCase.milliseconds)}</td>
  </tr>
)

const longestMessage = 200

const tones = { passed: 'good', failed: 'bad', errored: 'bad', skipped: 'neutral' } as const

export const Outcome = ({ outcome }: Pick<TestCase, 'outcome'>) => (
  <span class={`tag ${tones[outcome]}`}>{outcome}</span>
)

/** @returns e.g. `12 ms`, `3.4 s`; nothing where the report says nothing */
export const duration = (milliseconds: number | null): string =>
  milliseconds === null ? '' : milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(1)} s`

const Pager = ({ found, wish, place }: CasesProps) => {
  if (found.pages < 2) return null
  const at = (page: number) =>
    hrefIn(place, '/cases', {
      ...(wish.text && { text: wish.text }),
      ...(wish.outcome && { outcome: wish.outcome }),
      ...(wish.suite !== null && { suite: wish.suite }),
      page: String(page),
    })
  return (
    <nav class="buttons" aria-label="Pages">
      {found.page > 1 && (
        <a class="button" rel="prev" href={at(found.page - 1)}>
          Previous
        </a>
      )}
      {found.page < found.pages && (
        <a class="button" rel="next" href={at(found.page + 1)}>
          Next
        </a>
      )}
      {found.page < found.pages - 1 && <a href={at(found.pages)}>Last</a>}
    </nav>
  )
}
