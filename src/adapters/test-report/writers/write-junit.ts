import type { WrittenReport } from '../../../app/use-cases/report-reads.ts'
import type { SuiteError, TestCase } from '../../../domain/reports/health-report.ts'
import { wellFormed } from '../input/case-text.ts'

/** Writes JUnit XML as `makeJunitReader` reads it: cases that follow one another in one suite share a `testsuite`. */
export function* writeJunit({ title, summary, cases }: WrittenReport): Generator<string> {
  const { tests, failed, errored, skipped } = summary.totals
  yield '<?xml version="1.0" encoding="UTF-8"?>\n'
  yield `<testsuites name="${escaped(title)}" tests="${tests}" failures="${failed}" errors="${errored}" skipped="${skipped}">\n`
  for (const error of summary.suiteErrors) yield suiteError(error)
  let suite: string | null = null
  for (const testCase of cases) {
    if (testCase.suite !== suite) {
      if (suite !== null) yield '  </testsuite>\n'
      suite = testCase.suite
      yield `  <testsuite name="${escaped(suite)}">\n`
    }
    yield caseElement(testCase)
  }
  if (suite !== null) yield '  </testsuite>\n'
  yield '</testsuites>\n'
}

const elements = { failed: 'failure', errored: 'error', skipped: 'skipped' } as const

function caseElement({ name, outcome, message, output, milliseconds }: TestCase): string {
  const time = milliseconds === null ? '' : ` time="${milliseconds / 1000}"`
  const start = `    <testcase name="${escaped(name)}"${time}`
  if (outcome === 'passed') return `${start}/>\n`
  const element = elements[outcome]
  return `${start}><${element} message="${escaped(message)}">${escaped(output)}</${element}></testcase>\n`
}

const suiteError = ({ suite, message, output }: SuiteError): string =>
  `  <testsuite name="${escaped(suite)}"><error message="${escaped(message)}">${escaped(output)}</error></testsuite>\n`

/** For a text as well as for an attribute, in which a line break would be read as a space. */
const escaped = (text: string): string =>
  /[&<>"\n\r\t]|[^ -\ufffd]|\p{Surrogate}/u.test(text)
    ? wellFormed(text.replace(/[^\t\n\r -\uffff]|[\ufffe\uffff]/g, '')).replace(
        /[&<>"\n\r\t]/g,
        (sign) => `&#${sign.charCodeAt(0)};`,
      )
    : text
