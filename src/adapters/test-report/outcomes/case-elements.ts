import type { Outcome } from '../../../domain/reports/health-report.ts'
import type { Entry } from './vocabulary.ts'

/** What a child element of a case means. `rerun` is a try that another one came after. */
export type ElementMeaning = Exclude<Outcome, 'passed'> | 'rerun' | 'inert'

/** The child elements of a JUnit `testcase`; one that is not here says something that nobody understood. */
export const junitElements: readonly Entry<ElementMeaning>[] = [
  ['skipped', 'skipped', 'Ant; Surefire; pytest; Boost'],
  ['disabled', 'skipped', 'CTest; Jenkins xunit'],
  ['ignored', 'skipped', 'Eclipse; Kotlin'],
  ['failure', 'failed', 'Ant'],
  ['error', 'errored', 'Ant'],
  ['warning', 'errored', 'PHPUnit 6 to 9'],
  ['rerunFailure', 'rerun', 'Surefire rerunFailingTestsCount'],
  ['rerunError', 'rerun', 'Surefire rerunFailingTestsCount'],
  ['flakyFailure', 'rerun', 'Surefire rerunFailingTestsCount'],
  ['flakyError', 'rerun', 'Surefire rerunFailingTestsCount'],
  ['properties', 'inert', 'Ant; pytest'],
  ['property', 'inert', 'GoogleTest; Testmo'],
  ['system-out', 'inert', 'Ant'],
  ['system-err', 'inert', 'Ant'],
  ['attachments', 'inert', 'xUnit.net; Testmo'],
  ['attachment', 'inert', 'Testmo'],
  ['description', 'inert', 'Jenkins xunit'],
  ['categories', 'inert', 'Jenkins xunit'],
  ['traits', 'inert', 'Jenkins xunit'],
  ['tags', 'inert', 'Robot rebot --xunit'],
  ['link', 'inert', 'Testmo'],
  ['fmf-id', 'inert', 'tmt'],
  ['logs', 'inert', 'tmt'],
  ['testcase', 'inert', 'Jenkins xunit: read as a case of its own'],
  ['testsuite', 'inert', 'Jenkins xunit: read as a suite of its own'],
]

/** The child elements of NUnit's `test-case`. What they are silent about, its attributes say. */
export const nunitElements: readonly Entry<ElementMeaning>[] = [
  ['failure', 'failed', 'NUnit 2 and 3; Pester'],
  ['assertions', 'inert', 'NUnit 3: the result of each is read'],
  ['reason', 'inert', 'NUnit 2 and 3: why it was left out, or a remark on a pass'],
  ['output', 'inert', 'NUnit 3'],
  ['attachments', 'inert', 'NUnit 3'],
  ['properties', 'inert', 'NUnit 2 and 3'],
  ['categories', 'inert', 'NUnit 2'],
]

/** The child elements of xUnit.net's `test`. It counts a test with warnings among those that passed. */
export const xunitNetElements: readonly Entry<ElementMeaning>[] = [
  ['failure', 'failed', 'xUnit.net 1 to 3; Fixie'],
  ['reason', 'inert', 'xUnit.net 1 to 3: why it was skipped'],
  ['output', 'inert', 'xUnit.net 1 to 3'],
  ['traits', 'inert', 'xUnit.net 1 to 3'],
  ['warnings', 'inert', 'xUnit.net 3'],
  ['attachments', 'inert', 'xUnit.net 3'],
]

/** The entries of a log of Boost.Test. It counts a case with warnings as `passed_with_warnings`. */
export const boostElements: readonly Entry<ElementMeaning>[] = [
  ['Error', 'failed', 'Boost xml_log_formatter'],
  ['FatalError', 'errored', 'Boost xml_log_formatter'],
  ['Exception', 'errored', 'Boost xml_log_formatter'],
  ['Info', 'inert', 'Boost xml_log_formatter: a check that passed'],
  ['Message', 'inert', 'Boost xml_log_formatter'],
  ['Warning', 'inert', 'Boost xml_log_formatter'],
  ['TestingTime', 'inert', 'Boost xml_log_formatter: it came to its end'],
  ['TestCase', 'inert', 'Boost: a run inside a case; read as a case of its own'],
  ['TestSuite', 'inert', 'Boost: a run inside a case; read as a suite of its own'],
]
