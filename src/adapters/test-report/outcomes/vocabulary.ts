import type { Outcome } from '../../../domain/reports/health-report.ts'

/** A word, element or attribute with what it says of a case, and who writes it so. */
export type Entry<Meaning> = readonly [name: string, means: Meaning, source: string]

/**
 * Every word by which a runner says how a case ended, in lower case without blanks, hyphens and underscores. What did
 * not run to its end is `skipped`; what somebody has to look at is `errored`. A word that is not here proves nothing.
 */
export const outcomeWords: readonly Entry<Outcome>[] = [
  ['passed', 'passed', 'CTRF; TRX UnitTestOutcome; NUnit 3; Boost; Behat StepResult; Jenkins CaseResult.Status'],
  ['pass', 'passed', 'xUnit.net 2; Qt Test; go2xunit'],
  ['ok', 'passed', 'TAP; Moodle core\\check\\result; Nagios plugins'],
  ['success', 'passed', 'NUnit 2 ResultState; Karma; Citrus'],
  ['successful', 'passed', 'JUnit Platform TestExecutionResult.Status'],
  ['succeeded', 'passed', 'Azure Pipelines; ScalaTest'],
  ['run', 'passed', 'GoogleTest status; CTest --output-junit; Catch2'],
  ['completed', 'passed', 'GoogleTest result; TRX UnitTestOutcome'],
  ['fixed', 'passed', 'Jenkins CaseResult.Status'],
  ['expected', 'passed', 'Playwright JSON outcome'],
  ['info', 'passed', 'Moodle core\\check\\result'],
  ['up', 'passed', 'application/health+json, as Spring and SmallRye write it'],

  ['failed', 'failed', 'CTRF; TRX; NUnit 3; Boost; Behat; Jenkins CaseResult.Status'],
  ['fail', 'failed', 'xUnit.net 2; Qt Test; CTest --output-junit'],
  ['failure', 'failed', 'NUnit 2 ResultState; Hudson xunit'],
  ['notok', 'failed', 'TAP'],
  ['regression', 'failed', 'Jenkins CaseResult.Status'],
  ['unexpected', 'failed', 'Playwright JSON outcome'],
  ['down', 'failed', 'application/health+json, as Spring and SmallRye write it'],
  ['critical', 'failed', 'Moodle core\\check\\result; Nagios plugins'],
  ['xpass', 'failed', 'Qt Test: passed where it was expected to fail'],
  ['xpassed', 'failed', 'pytest'],
  ['unexpectedsuccess', 'failed', 'Python unittest'],
  ['ambiguous', 'failed', 'Cucumber TestStepResultStatus'],

  ['error', 'errored', 'TRX; NUnit 2 ResultState; Moodle core\\check\\result'],
  ['errored', 'errored', 'CTRF rawStatus, as written here'],
  ['warning', 'errored', 'TRX UnitTestOutcome; NUnit 3; PHPUnit'],
  ['warn', 'errored', 'application/health+json'],
  ['risky', 'errored', 'PHPUnit'],
  ['broken', 'errored', 'Allure Status'],
  ['unknown', 'errored', 'Allure Status; Moodle core\\check\\result; Nagios plugins'],
  ['timeout', 'errored', 'TRX UnitTestOutcome'],
  ['timedout', 'errored', 'Playwright TestStatus'],
  ['aborted', 'errored', 'TRX; JUnit Platform; Boost'],
  ['passedbutrunaborted', 'errored', 'TRX UnitTestOutcome'],
  ['interrupted', 'errored', 'Playwright TestStatus'],
  ['disconnected', 'errored', 'TRX UnitTestOutcome'],
  ['cancelled', 'errored', 'NUnit 2 ResultState; Gradle'],
  ['canceled', 'errored', 'ScalaTest'],
  ['crashed', 'errored', 'Xcode'],
  ['invalid', 'errored', 'NUnit 3 label'],
  ['notrunnable', 'errored', 'NUnit 2 ResultState; TRX'],

  ['skipped', 'skipped', 'CTRF; NUnit 3; GoogleTest result; Boost; Behat; Allure'],
  ['skip', 'skipped', 'xUnit.net 2; Qt Test; TAP directive'],
  ['disabled', 'skipped', 'CTest --output-junit; Jest'],
  ['ignored', 'skipped', 'NUnit 2 ResultState; Kotlin; TeamCity'],
  ['ignore', 'skipped', 'Rust libtest'],
  ['notrun', 'skipped', 'GoogleTest status; CTest --output-junit; xUnit.net 3'],
  ['suppressed', 'skipped', 'GoogleTest result'],
  ['pending', 'skipped', 'CTRF; Behat; Mocha; TRX'],
  ['undefined', 'skipped', 'Behat StepResult; Cucumber'],
  ['other', 'skipped', 'CTRF'],
  ['todo', 'skipped', 'TAP directive; Jest; node:test'],
  ['notexecuted', 'skipped', 'TRX UnitTestOutcome'],
  ['inprogress', 'skipped', 'TRX UnitTestOutcome: it never ended'],
  ['inconclusive', 'skipped', 'NUnit 2 and 3; TRX'],
  ['incomplete', 'skipped', 'PHPUnit'],
  ['explicit', 'skipped', 'NUnit 3 label'],
  ['excluded', 'skipped', 'Maven invoker'],
  ['blocked', 'skipped', 'TestLink; Robot'],
  ['na', 'skipped', 'Moodle core\\check\\result'],
  ['xfail', 'skipped', 'Qt Test; pytest counts it among the skips'],
  ['xfailed', 'skipped', 'pytest'],
  ['expectedfailure', 'skipped', 'Python unittest'],
  ['blacklistedpass', 'skipped', 'Qt Test: its result is not to count'],
  ['blacklistedfail', 'skipped', 'Qt Test'],
  ['bpass', 'skipped', 'Qt Test'],
  ['bfail', 'skipped', 'Qt Test'],
  ['bskip', 'skipped', 'Qt Test'],
  ['bxfail', 'skipped', 'Qt Test'],
  ['bxpass', 'skipped', 'Qt Test'],
]

/** Attributes of a JUnit `testcase` or `testsuite` whose value is one of `outcomeWords`. */
export const wordAttributes: readonly (readonly [name: string, source: string])[] = [
  ['status', 'GoogleTest; CTest; Behat; Catch2'],
  ['result', 'GoogleTest; Qt Test; Jenkins xunit'],
  ['outcome', 'TRX conversions'],
  ['state', 'Mochawesome conversions'],
  ['verdict', 'Eclipse TPTP'],
]

/** Attributes of a JUnit `testcase` that are yes or no: what they mean when they are set, and when they are not. */
export const flagAttributes: readonly Entry<{ readonly yes: Outcome; readonly no: Outcome }>[] = [
  ['disabled', { yes: 'skipped', no: 'passed' }, 'Jenkins xunit'],
  ['ignored', { yes: 'skipped', no: 'passed' }, 'Eclipse'],
  ['skipped', { yes: 'skipped', no: 'passed' }, 'Jenkins xunit'],
  ['incomplete', { yes: 'skipped', no: 'passed' }, 'Eclipse'],
  ['executed', { yes: 'passed', no: 'skipped' }, 'NUnit 2'],
  ['success', { yes: 'passed', no: 'failed' }, 'NUnit 2'],
  ['passed', { yes: 'passed', no: 'failed' }, 'PyUnit conversions'],
  ['failure', { yes: 'failed', no: 'passed' }, 'Ant conversions'],
  ['failures', { yes: 'failed', no: 'passed' }, 'Ant conversions'],
  ['failed', { yes: 'failed', no: 'passed' }, 'Ant conversions'],
  ['error', { yes: 'errored', no: 'passed' }, 'Ant conversions'],
  ['errors', { yes: 'errored', no: 'passed' }, 'Ant conversions'],
]
