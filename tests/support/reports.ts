import { readFileSync } from 'node:fs'
import { growJunit } from '../../sandbox/grow-report.ts'
import type { ReceivedReport } from '../../src/app/ports/report-source.ts'
import { readReceivedReport } from '../../src/main/read-received-report.ts'
import type { House } from './house.ts'
import { verificationOf } from './scene.ts'

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/health-reports/${name}`, import.meta.url), 'utf8')

/** Reads a report as the door does. */
export async function readReport(texts: Iterable<string>): Promise<ReceivedReport> {
  const body = (async function* () {
    for (const text of texts) yield Buffer.from(text)
  })()
  const read = await readReceivedReport([{ name: '', body }])
  if (!read.ok) throw new Error(read.refusal.detail)
  return read.value
}

/** Real cases, repeated until there are as many as a release has: 21,000 that pass and `failing` that do not. */
export const largeReport = async (failing = 12): Promise<ReceivedReport> =>
  readReport(await growJunit(['junit-eclipse-plugins.xml', 'jest-3k.xml'].map(fixture), { passing: 21_000, failing }))

/** What strangers may write into a report to do harm to those who read it. */
export const hostile = {
  markup: '</td><script>alert(1)</script><img src=x onerror=alert(2)> & "quoted"',
  attribute: '" onmouseover="alert(3)" x="',
  turned: 'login \u202egnp.exe\u202c works \u2066\u200bhidden',
  steering: 'red \u001b[31mtext\u001b[0m and \u0007bell\u009b2J',
  formula: '=HYPERLINK("http://evil.example";"click")',
  long: 'x'.repeat(100_000),
  link: 'javascript:alert(4)',
  percent: '%00%0d%0aSet-Cookie: a=b',
} as const

/** A report that fails in every one of these ways, in the names of suites and tests, messages and outputs. */
export const hostileReport = (): Promise<ReceivedReport> => {
  const tests = Object.entries(hostile).map(([kind, text]) => ({
    name: `${kind} ${text}`,
    suite: [text],
    status: 'failed',
    duration: 5,
    message: text,
    trace: `${text}\n${text.repeat(3)}`,
  }))
  const passed = { name: hostile.markup, suite: [hostile.turned], status: 'passed', duration: 1 }
  return readReport([JSON.stringify({ results: { tests: [...tests, passed] } })])
}

/** Hands a report in for a client's copy. @returns the verification */
export async function reported(
  house: House,
  client: string,
  report: ReceivedReport,
  version = '3.9.12',
): Promise<string> {
  const verification = await verificationOf(house, client, version)
  const received = await house.app.receiveReport(verification, report)
  if (!received.ok) throw new Error(received.refusal.detail)
  return verification
}
