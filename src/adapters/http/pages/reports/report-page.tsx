import type { ReportPage as Page } from '../../../../app/use-cases/report-reads.ts'
import { awaitsReport, type VerificationStatus } from '../../../../domain/findings/verification.ts'
import { showInstant } from '../../../../domain/time/show-time.ts'
import { healthVerdict, stepLines } from '../../../../notices/findings/health-report-card.ts'
import { CardText } from '../card-text.tsx'
import { Layout } from '../layout.tsx'
import { OutsideLink } from '../outside-link.tsx'
import { ChangesSection } from './changes-section.tsx'
import { FailuresSection } from './failures-section.tsx'
import { hrefIn, type ReportPlace } from './report-place.ts'
import { SearchForm } from './search-form.tsx'
import { TotalsSection } from './totals-section.tsx'
import { TrendSection } from './trend-section.tsx'

/** The System Health report: what it means first, then the proof. */
export const ReportPage = ({ page, place }: { page: Page; place: ReportPlace }) => {
  const { client, release, verification, report, newer } = page
  const isVendor = place.reader.kind === 'staff'
  const findings = [...page.failures.flatMap(({ finding }) => finding ?? []), ...page.remarks]
  const verdict = healthVerdict({
    client,
    release,
    verification,
    findings,
    summary: report?.summary ?? null,
    comparison: report?.comparison ?? null,
    receivedAt: report?.receivedAt ?? null,
  })
  return (
    <Layout
      title={`${client.name}: System Health report for ${release.version}`}
      who={`${place.reader.person.name} · ${client.name}`}
    >
      <p class="kicker">System Health report</p>
      <h1>
        {client.name}, release {release.version}
      </h1>
      <p class={`banner verdict ${verdict.tone}`}>
        <CardText text={verdict.text} />
      </p>
      {newer && (
        <p>
          <a href={hrefIn(place, '', {}, newer)}>There is a newer report of this client.</a>
        </p>
      )}
      <dl class="facts">
        <dt>Checked</dt>
        <dd>a copy of {isVendor ? 'the client’s' : 'your'} live environment</dd>
        {report && (
          <>
            <dt>Received</dt>
            <dd>{showInstant(report.receivedAt, client.zone)}</dd>
          </>
        )}
        <dt>Release</dt>
        <dd>
          {release.version} (<OutsideLink href={release.notesUrl}>release notes</OutsideLink>)
        </dd>
      </dl>
      {!report && awaitsReport(verification.status) && (
        <Awaited status={verification.status} told={isVendor ? 'the client is' : 'you are'} />
      )}
      {report && (
        <>
          <TotalsSection summary={report.summary} place={place} />
          <FailuresSection page={page} place={place} />
          <ChangesSection comparison={report.comparison} place={place} />
          <TrendSection trend={page.trend} place={place} />
          <section aria-labelledby="cases" class="no-print">
            <h2 id="cases">All tests</h2>
            <SearchForm wish={null} summary={report.summary} place={place} />
          </section>
          <Downloads place={place} />
        </>
      )}
    </Layout>
  )
}

const Awaited = ({ status, told }: { status: VerificationStatus; told: string }) => {
  const steps = stepLines(status)
  return (
    <section aria-labelledby="awaited">
      <h2 id="awaited">{steps.length > 0 ? 'The check is under way' : 'The check waits for its turn'}</h2>
      {steps.length > 0 && (
        <ul>
          {steps.map((step) => (
            <li>
              <CardText text={step} />
            </li>
          ))}
        </ul>
      )}
      <p>The report shows here as soon as it has come, and {told} told.</p>
    </section>
  )
}

const Downloads = ({ place }: { place: ReportPlace }) => (
  <section aria-labelledby="downloads" class="no-print">
    <h2 id="downloads">Take it with you</h2>
    <p class="buttons">
      {(['junit', 'ctrf', 'csv'] as const).map((format) => (
        <a class="button" href={hrefIn(place, `/report.${format}`)} download>
          {formatWord[format]}
        </a>
      ))}
    </p>
    <p class="hint">Or print this page: it is laid out for paper, too.</p>
  </section>
)

const formatWord = { junit: 'JUnit XML', ctrf: 'CTRF JSON', csv: 'CSV for a spreadsheet' } as const
