import type { ActorStamp } from '../people/actor.ts'
import {
  badCount,
  executed,
  type ReportProblemKind,
  type ReportSummary,
  type TestCase,
} from '../reports/health-report.ts'
import { noTestsWords, problemWords, reportProblemKinds } from '../reports/report-problem.ts'
import type { ComparedWord } from './compare-reports.ts'
import type { Verdict } from './verdict.ts'

export type FindingStatus = 'open' | 'claimed' | 'accepted' | 'confirmed' | 'obsolete'

/** Why a report needs a person: a case that failed, or a sign that the report proves nothing (DESIGN 2.4). */
export type FindingKind =
  | 'case'
  | 'mass'
  | 'suite-error'
  | 'no-tests'
  | ReportProblemKind
  | 'fewer-than-before'
  | 'fewer-than-minimum'

/** The findings that say of a whole report that it is no proof. */
export const noProofKinds: readonly FindingKind[] = [
  'suite-error',
  'no-tests',
  ...reportProblemKinds,
  'fewer-than-before',
  'fewer-than-minimum',
]

/** How a failed case stands against the client's earlier reports. */
export type ComparedFinding = {
  readonly word: Exclude<ComparedWord, 'fixed'>
  /** The release of the report it is held against; null for a client's first. */
  readonly since: string | null
}

/** A finding about to be written down. `message` and `output` are a stranger's text. */
export type FindingDraft = {
  readonly kind: FindingKind
  readonly suite: string
  readonly name: string
  readonly message: string
  readonly output: string
  readonly fingerprint: string
  /** Null where there is nothing to compare: what is said of a whole report. */
  readonly compared: ComparedFinding | null
}

export type Finding = FindingDraft & {
  readonly id: string
  readonly verification: string
  readonly client: string
  readonly release: string
  readonly status: FindingStatus
  readonly openedAt: Date
  /** Who has it in hand, or had it before it was decided. */
  readonly claimedBy: ActorStamp | null
  /** The last decision; it is remembered when the finding becomes obsolete. */
  readonly verdict: Verdict | null
  readonly revision: number
}

/** More failures than this in one report are one finding, not a flood (DESIGN 2.4, triage). */
export const massFailure = 50

/** Share of the last report's executed tests below which a new report is no proof. */
const proofShare = 0.9

/** What the client's last report that proved something executed, or the minimum that a first report must reach (`HEALTH_MIN_TESTS`). */
export type Proof = { readonly lastExecuted: number | null; readonly minTests: number }

/**
 * Everything about a health report that a specialist must look at; empty when it proves the copy healthy.
 * @param failures every case that failed or errored, in file order; the reader may stop collecting after `massFailure + 1`
 * @param fingerprintOf gathers the same failure across clients
 */
export function findingsOf(
  report: ReportSummary,
  failures: readonly TestCase[],
  proof: Proof,
  fingerprintOf: (testCase: Pick<TestCase, 'suite' | 'name' | 'message'>) => string,
): FindingDraft[] {
  const draft = (kind: FindingKind, suite: string, name: string, message: string, output = ''): FindingDraft => ({
    kind,
    suite,
    name,
    message,
    output,
    fingerprint: fingerprintOf({ suite, name, message }),
    compared: null,
  })
  const { totals } = report
  const findings: FindingDraft[] = []
  const failed = badCount(totals)
  const ran = executed(totals)
  if (ran === 0) findings.push(draft('no-tests', '', 'No tests at all', noTestsWords(report)))
  // A failure that was counted but is not among the cases must not get lost.
  if (failed > massFailure || failed > failures.length) {
    const first = failures
      .slice(0, 5)
      .map((failure) => failure.name)
      .join(', ')
    findings.push(draft('mass', '', 'Mass failure', `${failed} of ${totals.tests} tests failed, first: ${first}`))
  } else {
    for (const failure of failures)
      findings.push(draft('case', failure.suite, failure.name, failure.message, failure.output))
  }
  const { suiteErrors } = report
  // Nobody may decide about some of them and not see that there are others.
  if (suiteErrors.length > massFailure) findings.push(draft('suite-error', '', 'Suite errors', manySuites(suiteErrors)))
  else
    for (const error of suiteErrors)
      findings.push(draft('suite-error', error.suite, 'Suite error', error.message, error.output))
  for (const problem of report.problems)
    findings.push(draft(problem.kind, '', problemNames[problem.kind], problemWords(problem)))
  const tooFew = ran > 0 ? tooFewExecuted(ran, proof) : null
  if (tooFew) findings.push(draft(tooFew.kind, '', 'Fewer tests than expected', tooFew.message))
  return findings
}

function manySuites(errors: ReportSummary['suiteErrors']): string {
  const first = errors
    .slice(0, 5)
    .map(({ suite, message }) => (suite === '' ? message : `${suite}: ${message}`).slice(0, 180))
    .join('; ')
  return `${errors.length} errors of suites, or more; first: ${first}`
}

const problemNames: Readonly<Record<ReportProblemKind, string>> = {
  'declared-more': 'Tests missing from the report',
  'declared-failures': 'Failures missing from the report',
  'declared-skipped': 'Skipped tests missing from the report',
  'unknown-outcome': 'Outcomes that nobody understands',
  'exit-code': 'The runner failed, and its report does not say why',
}

function tooFewExecuted(ran: number, { lastExecuted, minTests }: Proof): { kind: FindingKind; message: string } | null {
  if (lastExecuted !== null && ran < lastExecuted * proofShare) {
    return {
      kind: 'fewer-than-before',
      message: `${ran} tests ran; this client's last report ran ${lastExecuted}.`,
    }
  }
  if (lastExecuted === null && ran < minTests) {
    return {
      kind: 'fewer-than-minimum',
      message: `${ran} tests ran; a first report must run at least ${minTests}.`,
    }
  }
  return null
}
