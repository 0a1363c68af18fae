import { readTestReport } from '../src/adapters/test-report/read-test-report.ts'
import type { TestCase } from '../src/domain/reports/health-report.ts'

export type GrownReport = {
  readonly passing: number
  /** How many cases fail or err; they are taken from the fixtures' own failures. Default none. */
  readonly failing?: number
  /** Characters of captured output in each case, repeated from the fixtures' own. Default none. */
  readonly output?: number
}

/**
 * Grows a JUnit report out of the cases of real ones: they are repeated under other suite and class names until there
 * are as many as asked for. Failures are spread evenly among the passes.
 *
 * @param fixtures real reports, JUnit XML as text.
 * @returns the report in pieces, one for each case or so, none of which stays in memory.
 * @throws {Error} when a fixture cannot be read, or when none of them has a passing, or a failing, case to repeat.
 */
export async function growJunit(fixtures: readonly string[], wanted: GrownReport): Promise<Iterable<string>> {
  const passed: TestCase[] = []
  const failed: TestCase[] = []
  for (const fixture of fixtures) {
    const read = await readTestReport([{ name: '', body: asStream(fixture) }], {
      onCase: (testCase) => {
        if (testCase.outcome === 'passed') passed.push(testCase)
        else if (testCase.outcome !== 'skipped') failed.push(testCase)
      },
    })
    if (!read.ok) throw new Error(`a fixture cannot be read: ${read.refusal.detail}`)
  }
  const { passing, failing = 0, output = 0 } = wanted
  if (passing > 0 && passed.length === 0) throw new Error('no fixture has a case that passed')
  if (failing > 0 && failed.length === 0) throw new Error('no fixture has a case that failed')
  const log = failed.map((testCase) => testCase.output).join('\n') || 'ok\n'
  const captured = log.repeat(Math.ceil(output / log.length)).slice(0, output)
  return written(passed, failed, { passing, failing, captured })
}

async function* asStream(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

type Shape = { readonly passing: number; readonly failing: number; readonly captured: string }

function* written(passed: readonly TestCase[], failed: readonly TestCase[], shape: Shape): Generator<string> {
  const { passing, failing, captured } = shape
  const total = passing + failing
  let suite: string | undefined
  let failures = 0
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="grown" tests="${total}" failures="${failing}">\n`
  for (let index = 0; index < total; index += 1) {
    const due = Math.floor(((index + 1) * failing) / total) > failures
    const [source, turn] = due ? [failed, failures] : [passed, index - failures]
    if (due) failures += 1
    const testCase = source[turn % source.length]
    if (!testCase) return
    const round = Math.floor(turn / source.length)
    const name = round === 0 ? testCase.suite : `${testCase.suite}.v${round + 1}`
    if (name !== suite) {
      if (suite !== undefined) yield '  </testsuite>\n'
      suite = name
      yield `  <testsuite name="${escaped(suite)}">\n`
    }
    yield caseElement(testCase, name, captured)
  }
  if (suite !== undefined) yield '  </testsuite>\n'
  yield '</testsuites>\n'
}

function caseElement(testCase: TestCase, className: string, captured: string): string {
  const time = testCase.milliseconds === null ? '' : ` time="${testCase.milliseconds / 1000}"`
  const start = `    <testcase classname="${escaped(className)}" name="${escaped(testCase.name)}"${time}`
  const systemOut = captured === '' ? '' : `<system-out>${escaped(captured)}</system-out>`
  if (testCase.outcome === 'passed') return systemOut ? `${start}>${systemOut}</testcase>\n` : `${start}/>\n`
  const element = testCase.outcome === 'errored' ? 'error' : 'failure'
  const problem = `<${element} message="${escaped(testCase.message)}">${escaped(testCase.output)}</${element}>`
  return `${start}>${problem}${systemOut}</testcase>\n`
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
