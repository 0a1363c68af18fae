import type { CaseRead } from '../../../../app/use-cases/report-reads.ts'
import { Layout } from '../layout.tsx'
import { Plain, Verbatim } from '../visible-text.tsx'
import { duration, Outcome } from './cases-page.tsx'
import { hrefIn, type ReportPlace } from './report-place.ts'

/** One test, with all that the report says of it. */
export const CasePage = ({ found, place }: { found: CaseRead; place: ReportPlace }) => {
  const { client, release, testCase } = found
  const { name, suite, outcome, message, output, milliseconds } = testCase
  return (
    <Layout title="One test" who={`${place.reader.person.name} · ${client.name}`}>
      <p>
        <a href={hrefIn(place)}>
          Back to the report of {client.name} for {release}
        </a>
      </p>
      <h1>
        <Plain text={name === '' ? '(no name)' : name} />
      </h1>
      <dl class="facts">
        <dt>Outcome</dt>
        <dd>
          <Outcome outcome={outcome} />
        </dd>
        <dt>Suite</dt>
        <dd>
          <a href={hrefIn(place, '/cases', { suite })}>{suite === '' ? 'without a suite' : <Plain text={suite} />}</a>
        </dd>
        {milliseconds !== null && (
          <>
            <dt>Time</dt>
            <dd>{duration(milliseconds)}</dd>
          </>
        )}
      </dl>
      {message !== '' && (
        <blockquote>
          <Plain text={message} />
        </blockquote>
      )}
      {output !== '' && (
        <>
          <h2>Output</h2>
          <Verbatim text={output} />
        </>
      )}
    </Layout>
  )
}
