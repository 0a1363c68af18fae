import type { FailureSeen, ReportPage } from '../../../../app/use-cases/report-reads.ts'
import type { Finding } from '../../../../domain/findings/finding.ts'
import { noteForClient } from '../../../../domain/findings/verdict.ts'
import { showDay } from '../../../../domain/time/show-time.ts'
import { stateWords, verdictWords } from '../../../../notices/words/verdict-words.ts'
import { counted } from '../../../../notices/words/words.ts'
import { inLists, Plain, Verbatim } from '../visible-text.tsx'
import { hrefIn, type ReportPlace } from './report-place.ts'

/** So much of all outputs stands on the page itself; what is longer has a page of its own. */
const outputsOnPage = 60_000
const outputOnPage = 4_000

type Parts = { readonly page: ReportPage; readonly place: ReportPlace }

/** What failed, each with what is known of it; what is odd about the report as a whole comes first. */
export const FailuresSection = ({ page, place }: Parts) => {
  const { failures, failing, remarks } = page
  let room = outputsOnPage
  return (
    <section aria-labelledby="failures">
      <h2 id="failures">
        {failing > 0 ? counted(failing, 'failure') : remarks.length > 0 ? 'To be looked at' : 'No failures'}
      </h2>
      {failing === 0 && remarks.length === 0 && <p>Every test that ran has passed.</p>}
      {remarks.map((finding) => (
        <Remark finding={finding} place={place} />
      ))}
      {failures.map((failure) => {
        const shown = failure.testCase.output.slice(0, Math.max(0, Math.min(outputOnPage, room)))
        room -= shown.length
        return <Failure failure={failure} shown={shown} zone={page.client.zone} place={place} />
      })}
      {failing > failures.length && (
        <p>
          These are the first {failures.length}.{' '}
          <a href={hrefIn(place, '/cases', { outcome: 'failed' })}>All that failed</a>,{' '}
          <a href={hrefIn(place, '/cases', { outcome: 'errored' })}>all that errored</a>.
        </p>
      )}
    </section>
  )
}

const Remark = ({ finding, place }: { finding: Finding; place: ReportPlace }) => (
  <article class={`failure ${forClient[finding.status][0]}`}>
    <h3>
      <Plain text={finding.name} most={inLists} />
      {finding.suite !== '' && (
        <span class="suite">
          <Plain text={finding.suite} most={inLists} />
        </span>
      )}
    </h3>
    <p class="message">
      <Plain text={finding.message} />
    </p>
    <State finding={finding} place={place} />
    {finding.output !== '' && (
      <details>
        <summary>Output</summary>
        <Verbatim text={finding.output} />
      </details>
    )}
  </article>
)

type FailureProps = {
  readonly failure: FailureSeen
  /** As much of the output as there is room for on the page. */
  readonly shown: string
  readonly zone: string
  readonly place: ReportPlace
}

const Failure = ({ failure, shown, zone, place }: FailureProps) => {
  const { index, testCase, finding, firstSeen, elsewhere } = failure
  const whole = hrefIn(place, `/cases/${index}`)
  return (
    <article class={`failure ${finding ? forClient[finding.status][0] : ''}`}>
      <h3>
        <a href={whole}>
          <Plain text={testCase.name} most={inLists} />
        </a>
        {testCase.suite !== '' && (
          <span class="suite">
            <Plain text={testCase.suite} most={inLists} />
          </span>
        )}
      </h3>
      {testCase.message !== '' && (
        <p class="message">
          <Plain text={testCase.message} />
        </p>
      )}
      {finding && <State finding={finding} place={place} />}
      <p class="small muted">
        {testCase.outcome === 'errored' ? 'Errored' : 'Failed'}. First seen on {showDay(firstSeen.at, zone)}, release{' '}
        {firstSeen.release}.{elsewhere && ` ${elsewhereWords(elsewhere)}`}
      </p>
      {shown !== '' && (
        <details>
          <summary>Output</summary>
          <Verbatim text={shown} />
          {shown.length < testCase.output.length && (
            <p>
              <a href={whole}>The whole output</a>
            </p>
          )}
        </details>
      )}
      {shown === '' && testCase.output !== '' && (
        <p>
          <a href={whole}>Output</a>
        </p>
      )}
    </article>
  )
}

function elsewhereWords({ clients, verdict }: NonNullable<FailureSeen['elsewhere']>): string {
  const where = clients > 0 ? `Also at ${counted(clients, 'other client')}.` : 'At no other client so far.'
  return verdict ? `${where} Last ${verdictWords(verdict)}.` : where
}

const forClient: Readonly<Record<Finding['status'], readonly [tone: string, words: string]>> = {
  open: ['warning', 'Waits for a specialist'],
  claimed: ['warning', 'A specialist is looking at it'],
  accepted: ['good', 'Accepted: it does not stand in the way of the update'],
  confirmed: ['bad', 'Confirmed: the update waits for a fix'],
  obsolete: ['neutral', 'No longer current'],
}

/** What became of a finding: in the vendor's own words, or in those that are meant for a client. */
const State = ({ finding, place }: { finding: Finding; place: ReportPlace }) => {
  const [tone, words] = forClient[finding.status]
  const isVendor = place.reader.kind === 'staff'
  const note = isVendor ? finding.verdict?.note : noteForClient(finding.verdict)
  return (
    <>
      <p>
        <span class={`tag ${tone}`}>{isVendor ? capital(stateWords(finding)) : words}</span>{' '}
        <span class="muted">{finding.id}</span>
      </p>
      {note && (
        <p>
          <strong>{isVendor ? noteWord(finding) : 'Our specialist: '}</strong>
          <Plain text={note} />
        </p>
      )}
    </>
  )
}

const noteWord = ({ verdict }: Finding): string =>
  verdict?.forClient ? 'Note, shown to the client: ' : 'Note, for us: '
const capital = (words: string): string => `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`
