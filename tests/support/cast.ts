import { makeCaseArchiveWriter } from '../../src/adapters/test-report/archive/case-archive.ts'
import type { ClientDocument } from '../../src/app/ports/ports.ts'
import type { ReceivedReport } from '../../src/app/ports/report-source.ts'
import type { RequestContext } from '../../src/app/ports/request-context.ts'
import type { Actor } from '../../src/domain/people/actor.ts'
import { noTests, type ReportSummary, type TestCase } from '../../src/domain/reports/health-report.ts'

/** A client as the learning environment would describe it: two systems, two administrators, one channel. */
export const clientDocument = (id: string, zone: string, more: Partial<ClientDocument> = {}): ClientDocument => ({
  id,
  name: `${id[0]?.toUpperCase()}${id.slice(1)} College`,
  zone,
  windows: ['SUN 01:00-05:00'],
  systems: [
    { client: id, environment: 'production', version: '3.9.11', url: `https://learn.${id}.example` },
    { client: id, environment: 'staging', version: '3.9.11', url: `https://staging.${id}.example` },
  ],
  administrators: [
    {
      id: `${id}-ada`,
      name: 'Ada Lovelace',
      email: `ada@${id}.example`,
      accounts: [{ platform: 'slack', workspace: 'T1', user: `U${id.toUpperCase()}1` }],
    },
    {
      id: `${id}-bob`,
      name: 'Bob Marley',
      email: `bob@${id}.example`,
      accounts: [{ platform: 'slack', workspace: 'T1', user: `U${id.toUpperCase()}2` }],
    },
  ],
  channels: [{ platform: 'slack', workspace: 'T1', channel: `C${id.toUpperCase()}` }],
  policy: {},
  ...more,
})

export const adminOf = (client: string, id = `${client}-ada`, name = 'Ada Lovelace'): Actor => ({
  kind: 'person',
  id,
  name,
  administers: [client],
  roles: [],
})
export const services: Actor = {
  kind: 'person',
  id: 'sam',
  name: 'Sam Services',
  administers: [],
  roles: ['services'],
}
export const pipeline: Actor = { kind: 'key', id: 'K-1', name: 'pipeline', client: null, environment: null }

export const specialist: Actor = { ...services, id: 'spec', name: 'Spec Specialist', roles: ['specialist'] }
export const operator: Actor = { ...services, id: 'olga', name: 'Olga Operator', roles: ['operator'] }

let requests = 0
/** A request of its own each time. */
export const asks = (actor: Actor): RequestContext => ({ actor, request: `test-${++requests}` })

/** A report that was read already: so many passed, and the given failures, which are in its archive too. */
export function receivedReport(
  passed: number,
  failures: readonly Partial<TestCase>[] = [],
  /** Names of cases that passed, for the archive; the others are only counted. */
  healthy: readonly string[] = [],
): ReceivedReport {
  const cases = failures.map((failure, index) => caseOf({ name: `case ${index + 1}`, ...failure }))
  const totals = { ...noTests, tests: passed + cases.length, passed, failed: cases.length }
  const summary: ReportSummary = {
    totals,
    suites: [{ suite: 'grades', ...totals }],
    suiteErrors: [],
    declaredTests: null,
    problems: [],
  }
  const archive = makeCaseArchiveWriter()
  const passing = healthy.map((name) => caseOf({ name, outcome: 'passed', message: '' }))
  for (const one of [...cases, ...passing]) archive.add(one)
  return { summary, failures: cases, cases: archive.finish(), files: oneFile, bytes: 0 }
}

/** What a report was read from that came as it is. */
export const oneFile = { read: 1, passedOver: 0, passedOverNames: [] }

const caseOf = (more: Partial<TestCase>): TestCase => ({
  suite: 'grades',
  name: 'case',
  outcome: 'failed',
  message: 'expected 1 to be 2',
  output: '',
  milliseconds: 3,
  ...more,
})
