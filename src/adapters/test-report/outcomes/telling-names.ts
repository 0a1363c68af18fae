import type { Outcome } from '../../../domain/reports/health-report.ts'
import type { Entry } from './vocabulary.ts'

/*
 * Which names of attributes and keys speak of an outcome, a word of a name each: `test-status`, `errorMessage` and `isFailed`
 * are read by the words in them. What has none of these words (name, classname, time, file, line, assertions, id, timestamp,
 * hostname …) says nothing of how a case ended, whatever its value is.
 */

/** What they mean when they are set, and when they are not. */
export type YesNo = { readonly yes: Outcome; readonly no: Outcome }

/** Their value is one of `outcomeWords`. */
export const wordNames: readonly (readonly [name: string, source: string])[] = [
  ['status', 'GoogleTest; CTest; Behat; Catch2'],
  ['result', 'GoogleTest; Qt Test; Jenkins xunit'],
  ['outcome', 'TRX conversions'],
  ['state', 'Mochawesome conversions'],
  ['verdict', 'Eclipse TPTP; TTCN-3'],
  ['conclusion', 'GitHub check runs'],
  ['disposition', 'test management tools'],
  ['judgement', 'test management tools'],
  ['ending', 'as status'],
]

const skipped: YesNo = { yes: 'skipped', no: 'passed' }
const failed: YesNo = { yes: 'failed', no: 'passed' }
const errored: YesNo = { yes: 'errored', no: 'passed' }

/** They are yes or no, a count, or a text that stands for yes: why it was left out, what is wrong with it. */
export const flagNames: readonly Entry<YesNo>[] = [
  ['disabled', skipped, 'Jenkins xunit'],
  ['ignored', skipped, 'Eclipse'],
  ['ignore', skipped, 'Rust libtest'],
  ['skipped', skipped, 'Jenkins xunit'],
  ['skip', skipped, 'TAP conversions'],
  ['incomplete', skipped, 'Eclipse'],
  ['pending', skipped, 'Mocha'],
  ['todo', skipped, 'TAP conversions'],
  ['blocked', skipped, 'TestLink'],
  ['excluded', skipped, 'Maven invoker'],
  ['inconclusive', skipped, 'NUnit'],
  ['undefined', skipped, 'Cucumber'],
  ['inprogress', skipped, 'TRX'],
  ['xfail', skipped, 'Qt Test'],
  ['xfailed', skipped, 'pytest'],
  ['suppressed', skipped, 'GoogleTest'],
  ['quarantined', skipped, 'its failure would not count, so neither does its pass'],
  ['muted', skipped, 'TeamCity; as quarantined'],
  ['executed', { yes: 'passed', no: 'skipped' }, 'NUnit 2'],
  ['enabled', { yes: 'passed', no: 'skipped' }, 'Visual Studio'],
  ['success', { yes: 'passed', no: 'failed' }, 'NUnit 2'],
  ['succeeded', { yes: 'passed', no: 'failed' }, 'Azure Pipelines'],
  ['successful', { yes: 'passed', no: 'failed' }, 'JUnit Platform'],
  ['passed', { yes: 'passed', no: 'failed' }, 'PyUnit conversions'],
  ['pass', { yes: 'passed', no: 'failed' }, 'Mochawesome'],
  ['unsuccessful', failed, 'as success, turned round'],
  ['failure', failed, 'Ant conversions'],
  ['failures', failed, 'Ant conversions'],
  ['failed', failed, 'Ant conversions'],
  ['fail', failed, 'Mochawesome'],
  ['regression', failed, 'Jenkins'],
  ['ambiguous', failed, 'Cucumber'],
  ['xpass', failed, 'Qt Test'],
  ['xpassed', failed, 'pytest'],
  ['error', errored, 'Ant conversions'],
  ['errors', errored, 'Ant conversions'],
  ['errored', errored, 'CTRF rawStatus'],
  ['warning', errored, 'PHPUnit'],
  ['warnings', errored, 'PHPUnit'],
  ['risky', errored, 'PHPUnit'],
  ['aborted', errored, 'Boost; Visual Studio isAborted'],
  ['abort', errored, 'Boost'],
  ['crashed', errored, 'Xcode'],
  ['crash', errored, 'Xcode'],
  ['broken', errored, 'Allure'],
  ['exception', errored, 'NUnit conversions'],
  ['timedout', errored, 'Playwright; Mochawesome timedOut'],
  ['interrupted', errored, 'Playwright'],
  ['cancelled', errored, 'Gradle; node:test'],
  ['canceled', errored, 'ScalaTest'],
  ['killed', errored, 'what a signal ended'],
  ['invalid', errored, 'NUnit'],
  ['notrunnable', errored, 'NUnit 2; TRX'],
  ['disconnected', errored, 'TRX'],
  ['unknown', errored, 'Allure; Nagios plugins'],
  ['unstable', errored, 'Jenkins'],
]

/** Other things stand under them as well, such as a limit, a count or an instant: they tell where it is a plain yes or no. */
export const switchNames: readonly Entry<YesNo>[] = [
  ['ok', { yes: 'passed', no: 'failed' }, 'TAP conversions'],
  ['valid', { yes: 'passed', no: 'errored' }, 'as invalid, turned round'],
  ['run', { yes: 'passed', no: 'skipped' }, 'GoogleTest'],
  ['ran', { yes: 'passed', no: 'skipped' }, 'as run'],
  ['active', { yes: 'passed', no: 'skipped' }, 'as enabled'],
  ['complete', { yes: 'passed', no: 'skipped' }, 'Eclipse'],
  ['completed', { yes: 'passed', no: 'skipped' }, 'TRX'],
  ['finished', { yes: 'passed', no: 'skipped' }, 'as completed'],
  ['done', { yes: 'passed', no: 'skipped' }, 'as completed'],
  ['timeout', errored, 'TRX; a limit elsewhere'],
  ['unexpected', failed, 'Playwright'],
]

/** Codes of processes: 0 says nothing, any other number that it failed. */
export const codeNames: readonly string[] = [
  'exitcode',
  'exitstatus',
  'exitvalue',
  'returncode',
  'returnvalue',
  'retcode',
  'retval',
  'errorlevel',
  'processexitcode',
]

/** With one of these words a name is about a rule, about another run, or about a measure. */
export const otherMatters: readonly string[] = [
  ...['expect', 'expected', 'allow', 'allowed', 'max', 'maximum', 'min', 'minimum', 'limit', 'threshold'],
  ...['continue', 'stop', 'fast', 'on', 'policy', 'previous', 'prior', 'last', 'baseline', 'history'],
  ...['rate', 'ratio', 'percent', 'percentage', 'budget'],
]

/** With one of these words behind it a word name holds something else than the word: `status-url`, `resultsFile`, `statusText`. */
export const notTheWord: readonly string[] = [
  ...[
    'file',
    'path',
    'dir',
    'directory',
    'folder',
    'url',
    'uri',
    'href',
    'link',
    'id',
    'uuid',
    'key',
    'type',
    'format',
  ],
  ...[
    'message',
    'text',
    'detail',
    'details',
    'description',
    'reason',
    'comment',
    'summary',
    'icon',
    'color',
    'version',
  ],
  ...['time', 'date', 'at', 'since', 'duration', 'count'],
]
