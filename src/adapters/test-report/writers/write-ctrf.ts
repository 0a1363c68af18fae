import type { WrittenReport } from '../../../app/use-cases/report-reads.ts'
import type { TestCase } from '../../../domain/reports/health-report.ts'

/**
 * Writes CTRF (ctrf.io). It knows no errors, only failures: a case that errored is `failed`, with `errored` as the raw
 * status, from which `makeCtrfReader` tells it again.
 */
export function* writeCtrf({ title, receivedAt, summary, cases }: WrittenReport): Generator<string> {
  const { tests, passed, failed, errored, skipped } = summary.totals
  const at = receivedAt.getTime()
  const counts = { tests, passed, failed: failed + errored, pending: 0, skipped, other: 0 }
  const head = { reportFormat: 'CTRF', specVersion: '0.0.0', reportName: title, generatedBy: 'zerotouch' }
  const opened = JSON.stringify(head).slice(0, -1)
  const tool = JSON.stringify({ name: 'zerotouch' })
  yield `${opened},"results":{"tool":${tool},"summary":${JSON.stringify({ ...counts, start: at, stop: at })},`
  yield `"extra":${JSON.stringify({ suiteErrors: summary.suiteErrors })},"tests":[`
  let first = true
  for (const testCase of cases) {
    yield `${first ? '\n' : ',\n'}${JSON.stringify(testOf(testCase))}`
    first = false
  }
  yield '\n]}}\n'
}

const testOf = ({ suite, name, outcome, message, output, milliseconds }: TestCase) => ({
  name,
  status: outcome === 'errored' ? 'failed' : outcome,
  // The schema wants a duration, so one that is not known is 0.
  duration: milliseconds ?? 0,
  suite: [suite],
  ...(outcome === 'errored' && { rawStatus: 'errored' }),
  ...(message && { message }),
  ...(output && { trace: output }),
})
