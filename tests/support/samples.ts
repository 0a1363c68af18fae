import type { Finding } from '../../src/domain/findings/finding.ts'
import type { Verification } from '../../src/domain/findings/verification.ts'
import type { Actor, ActorStamp } from '../../src/domain/people/actor.ts'
import type { Client } from '../../src/domain/people/client.ts'
import type { Release } from '../../src/domain/releases/release.ts'
import { noTests, type ReportSummary, type Totals } from '../../src/domain/reports/health-report.ts'
import type { Update } from '../../src/domain/updates/update.ts'
import type { UrgentRequest } from '../../src/domain/updates/urgent-request.ts'

/** Plain values of every noun, each with what a test wants different. */
export const at = (iso: string): Date => new Date(iso)
export const noon = at('2026-11-22T12:00:00Z')
export const hours = (n: number): number => n * 3_600_000
export const from = (instant: Date, ms: number): Date => new Date(instant.getTime() + ms)

export const sampleClient = (more: Partial<Client> = {}): Client => ({
  id: 'acme',
  name: 'Acme College',
  zone: 'America/Toronto',
  windows: ['SUN 01:00-05:00'],
  systems: [
    { client: 'acme', environment: 'production', version: '3.9.11', url: 'https://learn.acme.example' },
    { client: 'acme', environment: 'staging', version: '3.9.11', url: 'https://staging.acme.example' },
  ],
  administrators: [{ id: 'acme-ada', name: 'Ada', email: 'ada@acme.example', accounts: [] }],
  policy: {},
  revision: 1,
  ...more,
})

export const sampleRelease = (more: Partial<Release> = {}): Release => ({
  version: '3.9.12',
  kind: 'regular',
  status: 'available',
  notesUrl: 'https://vendor.example/notes/3.9.12',
  gate: null,
  shortfalls: [],
  waves: null,
  revision: 1,
  ...more,
})

/** Scheduled for Sunday 6 December, 01:00 in Toronto. */
export const sampleUpdate = (more: Partial<Update> = {}): Update => ({
  id: 'U-1001',
  client: 'acme',
  environment: 'production',
  release: '3.9.12',
  kind: 'regular',
  status: 'scheduled',
  startsAt: at('2026-12-06T06:00:00Z'),
  zone: 'America/Toronto',
  expectedMinutes: 60,
  firstStart: at('2026-12-06T06:00:00Z'),
  deadline: at('2027-01-11T05:00:00Z'),
  chosenBy: 'rule',
  cancelledBy: null,
  hold: null,
  reason: null,
  inside: null,
  handedOverAt: null,
  finishedAt: null,
  revision: 1,
  ...more,
})

export const sampleVerification = (more: Partial<Verification> = {}): Verification => ({
  id: 'V-1',
  client: 'acme',
  release: '3.9.12',
  status: 'passed',
  attempt: 1,
  requestedAt: noon,
  startedAt: null,
  dueAt: noon,
  heardAt: noon,
  detail: null,
  goAheadOwed: false,
  report: 'H-1',
  revision: 1,
  ...more,
})

export const sampleFinding = (more: Partial<Finding> = {}): Finding => ({
  id: 'F-77',
  verification: 'V-1',
  client: 'acme',
  release: '3.9.12',
  kind: 'case',
  suite: 'grades',
  name: 'a grade is kept',
  message: 'expected 1 to be 2',
  output: 'at secret.internal:42',
  fingerprint: 'f1',
  compared: null,
  status: 'open',
  openedAt: noon,
  claimedBy: null,
  verdict: null,
  revision: 1,
  ...more,
})

export const adaStamp: ActorStamp = { kind: 'person', id: 'acme-ada', name: 'Ada Lovelace', forVendor: false }
export const samStamp: ActorStamp = { kind: 'person', id: 'sam', name: 'Sam Services', forVendor: true }

export const sampleRequest = (more: Partial<UrgentRequest> = {}): UrgentRequest => ({
  id: 'R-9',
  client: 'acme',
  environment: 'production',
  release: '3.9.12',
  reason: 'grades are not saved',
  wishedAt: null,
  status: 'requested',
  requestedBy: adaStamp,
  requestedAt: noon,
  claimedBy: null,
  decidedBy: null,
  decision: null,
  startsAt: null,
  update: null,
  revision: 1,
  ...more,
})

export const totalsOf = (more: Partial<Totals>): Totals => {
  const totals = { ...noTests, ...more }
  return { ...totals, tests: more.tests ?? totals.passed + totals.failed + totals.errored + totals.skipped }
}

export const summaryOf = (totals: Partial<Totals>, more: Partial<ReportSummary> = {}): ReportSummary => ({
  totals: totalsOf(totals),
  suites: [{ suite: 'grades', ...totalsOf(totals) }],
  suiteErrors: [],
  declaredTests: null,
  problems: [],
  ...more,
})

export const person = (more: Partial<Extract<Actor, { kind: 'person' }>> = {}): Actor => ({
  kind: 'person',
  id: 'ada',
  name: 'Ada',
  administers: [],
  roles: [],
  ...more,
})
