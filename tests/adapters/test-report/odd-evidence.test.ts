import { describe, expect, it } from 'vitest'
import { shortcomingsOf } from '../../../src/domain/reports/report-problem.ts'
import { accepted, refusalOf } from './reading.ts'

/** What is told by a report beside passes: failures, skips, and why it is no proof. */
async function toldBy(body: string) {
  const { summary } = await accepted(body)
  const { failed, errored, skipped } = summary.totals
  return { bad: failed + errored, skipped, shortcomings: shortcomingsOf(summary).map(({ kind }) => kind) }
}

const junit = (inside: string, attributes = '') =>
  `<testsuites xmlns:x="u"><testsuite name="s" ${attributes}><testcase name="a"/>${inside}</testsuite></testsuites>`
const nunit = (inside: string) =>
  `<test-run result="Passed"><test-suite fullname="F" result="Passed"><test-case fullname="F.a" result="Passed"/>${inside}</test-suite></test-run>`
const xunit = (inside: string, attributes = '') =>
  `<assemblies><assembly name="A" ${attributes}><collection><test name="F.a" result="Pass"/>${inside}</collection></assembly></assemblies>`
const trx = (inside: string, summary = '<ResultSummary outcome="Completed"/>') =>
  `<TestRun><Results><UnitTestResult testName="a" outcome="Passed"/>${inside}</Results>${summary}</TestRun>`
const boost = (inside: string) =>
  `<TestResult><TestSuite name="S" result="passed"><TestCase name="a" result="passed"/>${inside}</TestSuite></TestResult>`
const ctrf = (test: string, summary = '{}') =>
  `{"results":{"summary":${summary},"tests":[{"name":"a","status":"passed"},${test}]}}`
const ctrfPassed = '{"name":"b","status":"passed"}'
const health = (checks: string, status = '"status":"pass"') => `{${status},"checks":${checks}}`
const checks = (check: string) => `[{"name":"a","status":"ok","message":""},${check}]`
const tap = (lines: string, points = 1) => `TAP version 14\n1..${points}\nok 1 - a\n${lines}\n`

describe('what is written oddly and did not pass', () => {
  it.each([
    ['a word under a name in capitals', junit('<testcase name="b" Status="FAILED"/>')],
    ['a word under a name with a prefix', junit('<testcase name="b" x:result="failed"/>')],
    ['NUnit in capitals', nunit('<test-case fullname="F.b" Result="Failed" success="True"/>')],
    [
      'NUnit assertions in capitals',
      nunit(
        '<test-case fullname="F.b" result="Passed"><assertions><assertion Result="Failed"/></assertions></test-case>',
      ),
    ],
    [
      'a case of NUnit around another',
      nunit('<test-case fullname="F.b" result="Failed"><test-case fullname="F.c" result="Passed"/></test-case>'),
    ],
    ['xUnit.net in capitals', xunit('<test name="F.b" Result="Fail"/>')],
    ['TRX in capitals', trx('<UnitTestResult testName="b" Outcome="Failed"/>')],
    ['Boost in capitals', boost('<TestCase name="b" Result="failed"/>')],
    [
      'assertions that failed, as a part of a number',
      boost('<TestCase name="b" result="passed" assertions_failed="1.0"/>'),
    ],
    ['a status that comes twice', ctrf('{"name":"b","status":"failed","status":"passed"}')],
    ['a status in capitals', ctrf('{"name":"b","status":"passed","Status":"failed"}')],
    ['a check that says it twice', checks('{"name":"b","status":"critical","status":"ok","message":""}')],
    ['a check that says it in capitals', checks('{"name":"b","status":"ok","Status":"critical","message":""}')],
    ...[
      'conclusion="failure"',
      'aborted="true"',
      'outcome="failed"',
      'success="false"',
      'passed="false"',
      'failed="true"',
      'error="boom"',
      'errorMessage="boom"',
      'isFailed="yes"',
      'test-result="fail"',
      'timedOut="1"',
      'exitCode="137"',
      'not-passed="true"',
      'x:TestStatus="ERROR"',
      'errormessage="boom"',
      'failedcount="1"',
      'resultstatus="failed"',
      'overallresult="fail"',
      'xpassed="true"',
      'ambiguous="true"',
    ].map((attribute): [string, string] => [`JUnit ${attribute}`, junit(`<testcase name="b" ${attribute}/>`)]),
    ['a step that failed', ctrf('{"name":"b","status":"passed","steps":[{"name":"x","status":"failed"}]}')],
    ['a step in a step', ctrf('{"name":"b","status":"passed","steps":[{"steps":[{"Status":"failed"}]}]}')],
    ['an error beside a pass', ctrf('{"name":"b","status":"passed","error":"boom"}')],
    ...[
      '"failed":true',
      '"aborted":true',
      '"success":false',
      '"passed":false',
      '"isFailed":true',
      '"timedOut":true',
      '"notPassed":true',
      '"error":{"message":"boom"}',
      '"errors":["boom"]',
      '"errors":[[{"code":1}]]',
      '"exception":{"class":"E","lines":[]}',
      '"failures":[1]',
      '"rawStatus":"passed","conclusion":"failure"',
      '"exitCode":1',
      '"steps":[{"name":"x","error":{"message":"boom"}}]',
      '"steps":[{"name":"x","failed":true}]',
    ].map((more): [string, string] => [`CTRF ${more}`, ctrf(`{"name":"b","status":"passed",${more}}`)]),
    ...['<failure/>', '<error/>', '<Failure/>', '<rerunX/><error/>'].flatMap((child): [string, string][] => [
      [`NUnit ${child}`, nunit(`<test-case fullname="F.b" result="Passed">${child}</test-case>`)],
      [`xUnit.net ${child}`, xunit(`<test name="F.b" result="Pass">${child}</test>`)],
      [`Boost ${child}`, boost(`<TestCase name="b" result="passed">${child}</TestCase>`)],
      [`TRX ${child}`, trx(`<UnitTestResult testName="b" outcome="Passed">${child}</UnitTestResult>`)],
      [
        `TRX, in its output, ${child}`,
        trx(`<UnitTestResult testName="b" outcome="Passed"><Output>${child}</Output></UnitTestResult>`),
      ],
    ]),
    ['a block in a block', tap('ok 2 - b\n  ---\n  error:\n    message: boom\n  ...', 2)],
    ['a list in a block', tap('ok 2 - b\n  ---\n  failures:\n  - boom\n  ...', 2)],
    ['a block behind an ok', tap('ok 2 - b\n  ---\n  severity: fail\n  ...', 2)],
    ['an outcome in a block', tap("ok 2 - b\n  ---\n  outcome: 'failed'\n  ...", 2)],
    ['a component that says it twice', health('{"db":[{"status":"fail","status":"pass"}]}')],
    ['a component with one inside', health('{"db":{"status":"fail","links":{"status":"pass"}}}')],
    ['a component inside of one', health('{"db":{"details":{"status":"DOWN"},"status":"UP"}}')],
    ['a component behind its details', health('{"db":{"details":{"x":1},"status":"fail"}}')],
    ['a check inside of a check', checks('{"name":"b","status":"ok","message":"","parts":[{"status":"critical"}]}')],
    ['a list of components', health('[{"name":"db","data":{"status":"UP"},"status":"DOWN"}]')],
  ])('counts as bad: %s', async (_, body) => {
    expect(await toldBy(body)).toMatchObject({ bad: 1 })
  })

  it.each([
    ['a directive without a blank', tap('ok 2#skip', 2)],
    ['what is not enabled', junit('<testcase name="b" enabled="false"/>')],
    ['what did not run', junit('<testcase name="b" notRun="true"/>')],
    ...['"skipped":true', '"enabled":false', '"pending":true', '"skipped":{"reason":"later"}', '"executed":false'].map(
      (more): [string, string] => [`CTRF ${more}`, ctrf(`{"name":"b","status":"passed",${more}}`)],
    ),
    ['a flag in capitals', junit('<testcase name="b" DISABLED="1"/>')],
    ...['xfail', 'inProgress', 'undefined'].map((name): [string, string] => [
      `JUnit ${name}`,
      junit(`<testcase name="b" ${name}="true"/>`),
    ]),
    ['a case of Boost', boost('<TestCase name="b" result="passed" skipped="yes"/>')],
  ])('counts as skipped: %s', async (_, body) => {
    expect(await toldBy(body)).toEqual({ bad: 0, skipped: 1, shortcomings: [] })
  })

  it.each([
    ['a case in capitals', junit('<TestCase name="b"><failure/></TestCase>')],
    ['a failure of a suite in capitals', junit('<Failure/>')],
    ['a rerun of a suite in capitals', junit('<RerunFailure/>')],
    ['a case of NUnit in capitals', nunit('<Test-Case result="Failed"/>')],
    ['a case of xUnit.net in capitals', xunit('<Test result="Fail"/>')],
    [
      'rows of TRX in small letters',
      trx(
        '<UnitTestResult testName="b" outcome="Passed"><innerResults><UnitTestResult outcome="Failed"/></innerResults></UnitTestResult>',
      ),
    ],
    [
      'a result in a result',
      trx('<UnitTestResult testName="b" outcome="Passed"><UnitTestResult outcome="Failed"/></UnitTestResult>'),
    ],
    [
      'an error of what passed',
      trx('<UnitTestResult testName="b" outcome="Passed"><Output><ErrorInfo/></Output></UnitTestResult>'),
    ],
    ['two words for one attribute', trx('<UnitTestResult testName="b" outcome="Passed" Outcome="Failed"/>')],
    [
      'two summaries',
      trx('', '<ResultSummary outcome="Failed"/><ResultSummary outcome="Completed"/>').replace('Failed', 'Wrecked'),
    ],
    ['two words in other capitals', nunit('<test-case fullname="F.b" result="Passed" Result="Failed"/>')],
    ['a text in place of a check', health('{"db":[{"status":"pass"},"fail"]}')],
    ['nothing in place of a check', health('{"db":[{"status":"pass"},null]}')],
    ['a list in place of a check', health('{"db":[{"status":"pass"},[{"status":"fail"}]]}')],
    ['a raw status that is no text', ctrf('{"name":"b","status":"passed","rawStatus":1}')],
    ['a conclusion of no list', junit('<testcase name="b" conclusion="meh"/>')],
    ['an enabled of no list', junit('<testcase name="b" enabled="sometimes"/>')],
    ['an exit code that is none', junit('<testcase name="b" exit_code="SIGKILL"/>')],
    ...['1', '{"a":1}', '["failed"]', 'null', 'true'].map((status): [string, string] => [
      `a status that is ${status}`,
      ctrf(`{"name":"b","status":${status}}`),
    ]),
    ...['"success":{"x":1}', '"conclusion":["x"]', '"exitCode":{"x":1}', '"rawStatus":true'].map(
      (more): [string, string] => [`CTRF ${more}`, ctrf(`{"name":"b","status":"passed",${more}}`)],
    ),
    ...['"error":"boom"', '"failed":true', '"errors":["boom"]', '"exitCode":1'].flatMap((more): [string, string][] => [
      [`a root of CTRF with ${more}`, `{${more},"results":{"summary":{},"tests":[${ctrfPassed}]}}`],
      [`results of CTRF with ${more}`, `{"results":{"summary":{},"tests":[${ctrfPassed}],${more}}}`],
      [`a root of health+json with ${more}`, health('{"db":[{"status":"pass"}]}', `"status":"pass",${more}`)],
      [`health+json without checks, with ${more}`, `{"status":"pass",${more}}`],
    ]),
    ...['"Results":{"tests":[{"name":"b","status":"failed"}]}', '"CHECKS":{}'].flatMap((more): [string, string][] => [
      [`CTRF before ${more}`, `{"results":{"tests":[${ctrfPassed}]},${more}}`],
      [`CTRF behind ${more}`, `{${more},"results":{"tests":[${ctrfPassed}]}}`],
    ]),
    ['tests in capitals', `{"results":{"tests":[${ctrfPassed}],"Tests":[{"name":"b","status":"failed"}]}}`],
    ['a summary in capitals', `{"results":{"tests":[${ctrfPassed}],"Summary":{"failed":1}}}`],
    ['an answer of a server', checks('{"name":"b","status":"ok","message":"","statusCode":503}')],
    ['a root of CTRF that failed', `{"status":"failed","results":{"tests":[${ctrfPassed}]}}`],
    ['a skipped in a result', trx('<UnitTestResult testName="b" outcome="Passed"><skipped/></UnitTestResult>')],
    ['a raw status that is an object', ctrf('{"name":"b","status":"passed","rawStatus":{"x":"failed"}}')],
    ['a step whose status is a list', ctrf('{"name":"b","status":"passed","steps":[{"status":["failed"]}]}')],
    ['a step of an unknown word', ctrf('{"name":"b","status":"passed","steps":[{"status":"meh"}]}')],
    [
      'a group of NUnit that failed',
      nunit('<group result="Failed"><test-case fullname="F.b" result="Passed"/></group>'),
    ],
    ['an attribute of NUnit that is another’s', nunit('<test-case fullname="F.b" result="Passed" aborted="true"/>')],
    ['a collection of xUnit.net that failed', xunit('').replace('<collection>', '<collection result="Fail">')],
    ['an attribute of xUnit.net that is another’s', xunit('<test name="F.b" result="Pass" failed="true"/>')],
    ['an attribute of TRX that is another’s', trx('<UnitTestResult testName="b" outcome="Passed" isAborted="true"/>')],
    ['a result of TRX that was switched off', trx('<UnitTestResult testName="b" outcome="Passed" enabled="false"/>')],
    ['an element called as what objects have', nunit('<constructor result="Failed"/>')],
    ['the results of TRX that failed', trx('').replace('<Results>', '<Results outcome="Failed">')],
    ['an error of no result', trx('', '<ResultSummary outcome="Completed"><ErrorInfo/></ResultSummary>')],
    ['an attribute of Boost that is another’s', boost('<TestCase name="b" result="passed" aborted="1"/>')],
    ['a key of no list in a block', tap('ok 2 - b\n  ---\n  status: meh\n  ...', 2)],
    ['a bail-out that is indented by two', tap('  Bail out!')],
    ['a point in colour', tap('\x1b[31mnot ok 2\x1b[0m')],
    ['a point in a list', tap('- not ok 2')],
    ['a point whose number is close', tap('not ok2')],
    ['what prove says', tap('Result: FAIL')],
  ])('says that nobody understood it: %s', async (_, body) => {
    expect((await toldBy(body)).shortcomings).toContain('unknown-outcome')
  })

  it.each([
    ['NUnit', (more: string) => nunit(`<test-case fullname="F.b" result="Passed" ${more}/>`)],
    ['xUnit.net', (more: string) => xunit(`<test name="F.b" result="Pass" ${more}/>`)],
    ['TRX', (more: string) => trx(`<UnitTestResult testName="b" outcome="Passed" ${more}/>`)],
    ['Boost', (more: string) => boost(`<TestCase name="b" result="passed" ${more}/>`)],
  ] as const)('holds a case of %s to what its other attributes say', async (_, withMore) => {
    expect(await toldBy(withMore('conclusion="failure"'))).toMatchObject({ bad: 1, skipped: 0 })
    expect(await toldBy(withMore('aborted="true"'))).toMatchObject({ bad: 1, skipped: 0 })
    expect(await toldBy(withMore('conclusion="meh"'))).toMatchObject({ bad: 0, skipped: 1 })
    expect(await toldBy(withMore('conclusion="meh" aborted="true"'))).toMatchObject({ bad: 1, skipped: 0 })
    expect(await toldBy(withMore('remark="meh"'))).toMatchObject({ bad: 0, skipped: 0, shortcomings: [] })
  })

  it.each([
    ['health+json', (more: string) => health(`{"a":[{"status":"pass"}],"b":[{"status":"pass",${more}}]}`)],
    ['a list of checks', (more: string) => checks(`{"name":"b","status":"ok","message":"",${more}}`)],
  ] as const)('holds a check of %s to what its other keys say', async (_, withMore) => {
    const bad = [
      '"failed":true',
      '"success":false',
      '"error":"timeout"',
      '"errors":2',
      '"isFailed":"yes"',
      '"aborted":true',
    ]
    const told = [
      '"conclusion":"failure"',
      '"outcome":"failed"',
      '"exitCode":2',
      '"state":"critical"',
      '"timedOut":true',
    ]
    const inside = ['"error":{"message":"boom"}', '"errors":["boom"]', '"failures":[{"name":"x"}]']
    for (const key of [...bad, ...told, ...inside])
      expect([key, await toldBy(withMore(key))]).toMatchObject([key, { bad: 1, skipped: 0 }])
    for (const key of ['"skipped":true', '"enabled":false', '"disabled":true', '"executed":false'])
      expect([key, await toldBy(withMore(key))]).toMatchObject([key, { bad: 0, skipped: 1 }])
    expect(await toldBy(withMore('"success":"meh"'))).toEqual({ bad: 0, skipped: 1, shortcomings: ['unknown-outcome'] })
    for (const key of [
      '"error":null',
      '"error":""',
      '"errors":0',
      '"failed":false',
      '"success":true',
      '"warning":"80"',
      '"warnings":["80 % full"]',
      '"errors":[]',
      '"error":{}',
      '"error":{"message":"","code":null,"count":0}',
      '"error_rate":0.2',
      '"enabled":true',
      '"exitCode":0',
      '"timeout":30',
      '"timeout":{"seconds":30}',
      '"conclusion":"success"',
    ])
      expect([key, await toldBy(withMore(key))]).toEqual([key, { bad: 0, skipped: 0, shortcomings: [] }])
  })

  it.each(
    [
      'Failures="1"',
      'x:failures="1"',
      'failed="1"',
      'failure="1"',
      'error="1"',
      'Errors="1"',
      'failures="1.0"',
      'failures="+1"',
      'failures="1,000"',
      'failures="1e0"',
      'failures="999999999999999999999"',
      'Status="failed"',
      'conclusion="failure"',
      'aborted="true"',
      'failed-tests="1"',
      'numErrors="1"',
      'failedtests="1"',
      'exitCode="137"',
    ].map((attribute) => [`JUnit ${attribute}`, junit('', attribute)]),
  )('is held to what it declares: %s', async (_, body) => {
    expect((await toldBy(body)).shortcomings).toEqual(['declared-failures'])
  })

  it.each([
    ['NUnit', nunit('<test-suite result="Passed" Failed="1"/>')],
    ['NUnit, because of a child', nunit('<failure><message>One or more child tests had errors</message></failure>')],
    ['NUnit, by its site', nunit('<test-suite site="Child"><failure/></test-suite>')],
    [
      'NUnit, a suite that failed',
      nunit('<test-suite result="Failed"><test-case fullname="F.b" result="Passed"/></test-suite>'),
    ],
    [
      'a suite in a log of Boost',
      '<TestLog><TestSuite name="s" result="failed"><TestCase name="a"><TestingTime>1</TestingTime></TestCase></TestSuite></TestLog>',
    ],
    ['xUnit.net', xunit('', 'failed="1.0"')],
    ['TRX', trx('', '<ResultSummary outcome="Completed"><counters/><x><Counters Failed="1"/></x></ResultSummary>')],
    ['Boost', boost('<TestSuite name="i" result="passed" test_cases_failed="1.0"/>')],
    ['CTRF, as a text', ctrf(ctrfPassed, '{"failed":"1"}')],
    ['CTRF, as a part of a number', ctrf(ctrfPassed, '{"failed":1.0}')],
    ['CTRF, twice', ctrf(ctrfPassed, '{"failed":1,"failed":0}')],
    ['CTRF, in capitals', ctrf(ctrfPassed, '{"Failed":1}')],
    ['CTRF, in words of others', ctrf(ctrfPassed, '{"tests":2,"timedOut":1}')],
    [
      'health+json, in parts behind its checks',
      `{"status":"pass","checks":{"db":[{"status":"pass"}]},"details":{"disk":{"status":"DOWN"}}}`,
    ],
    [
      'health+json, in parts before its checks',
      `{"details":{"disk":{"status":"warn"}},"checks":{"db":[{"status":"pass"}]},"status":"pass"}`,
    ],
    ['health+json, twice', health('{"db":[{"status":"pass"}]}', '"status":"fail","status":"pass"')],
    ['health+json, in capitals', health('{"db":[{"status":"pass"}]}', '"Status":"fail","status":"pass"')],
    ['node and tape', tap('# tests 1\n# fail 1')],
    ['tap', tap('# failed 1 of 2 tests')],
    ['a colon before the number', tap('# Failures: 1')],
    ['Test::More that broke', tap('# Looks like your test exited with 255 just after 1.')],
  ])('is held to what it declares: %s', async (_, body) => {
    expect((await toldBy(body)).shortcomings).toContain('declared-failures')
  })

  it.each([
    ['JUnit, behind its cases', junit('<skipped/>')],
    ['JUnit, of several', junit('<testcase name="b"><skipped/></testcase><disabled/>')],
    ['NUnit 2', nunit('<test-suite executed="False"><test-case fullname="F.b" result="Success"/></test-suite>')],
    [
      'NUnit, by its run state',
      nunit('<test-suite runstate="Ignored"><test-case fullname="F.b" result="Passed"/></test-suite>'),
    ],
    ['Boost', boost('<TestSuite name="i" result="skipped"><TestCase name="b" result="passed"/></TestSuite>')],
    [
      'a log of Boost',
      '<TestLog><TestSuite name="s" skipped="yes"><TestCase name="a"><TestingTime>1</TestingTime></TestCase></TestSuite></TestLog>',
    ],
    ['health+json', health('{"db":[{"status":"pass"}]}', '"status":"disabled"')],
  ])('is held to its word that it did not run: %s', async (_, body) => {
    expect((await toldBy(body)).shortcomings).toEqual(['declared-skipped'])
  })

  it.each([
    ['a failure around cases', junit('<group><failure message="f"/></group>')],
    ['an error around cases', junit('<group><error message="e"/></group>')],
    ['a failure in a group of NUnit', nunit('<group><failure/></group>')],
    ['an error in a group of NUnit', nunit('<results><error/></results>')],
    ['a failure of a suite of NUnit', nunit('<failure/>')],
    ['an error of a suite of NUnit', nunit('<error/>')],
    ['a failure in a group of xUnit.net', xunit('<group><failure/></group>')],
    ['a suite inside of a case', junit('<testcase name="b"><testsuite><failure/></testsuite></testcase>')],
  ])('is an error of its suite: %s', async (_, body) => {
    expect((await toldBy(body)).shortcomings).toContain('suite-error')
  })

  it.each([
    ['JUnit', junit('<testcase name="b"><failure/></testcase><system-out>\n1..1\nok 1 - c\n</system-out>')],
    ['xUnit.net', xunit('<test name="F.b" result="Fail"><output>\nTAP version 13\n1..1\nok 1\n</output></test>')],
  ])('is %s, whatever TAP a program printed in it', async (_, body) => {
    expect(await toldBy(`${body}\n`)).toMatchObject({ bad: 1 })
  })

  it.each([
    ['its declaration', `<?xml version="1.0"?>`],
    ['its root', '<testsuite>'],
    ['the root of another', '<TestRun id="1">'],
  ])('refuses TAP with a report of XML behind it, by %s', async (_, line) => {
    expect(await refusalOf(tap(line))).toMatchObject({
      code: 'malformed',
      detail: expect.stringContaining('two files'),
    })
  })

  it('refuses TAP that ends inside of a block', async () => {
    expect(await refusalOf('1..1\nok 1\n  ---\n  cut: off\n')).toMatchObject({ code: 'truncated' })
  })
})

it.each([
  ['a suite that was skipped and is empty', nunit('<test-suite result="Skipped"/><test-suite result="Inconclusive"/>')],
  ['an answer of a server', checks('{"name":"b","status":"ok","message":"","statusCode":200,"http_status":302}')],
  [
    'parts that are well',
    `{"status":"pass","checks":{"db":[{"status":"pass"}]},"parts":{"a":{"status":"UP"},"b":{"status":"active"}}}`,
  ],
  [
    'numbers in a check',
    checks('{"name":"b","status":"ok","message":"","parts":[{"status":"ok"},{"status":3},{"status":"idle"}]}'),
  ],
  [
    'names with parts of such words',
    junit('<testcase name="b" ignorecase="true" numpassed="1" errorcount="0" testcases="4" suitename="failed"/>'),
  ],
  ['a program that prints XML', tap('# <testsuite>\n  <testsuite/>\n<html>')],
  ['numbers of none', junit('', 'failures="0.0" errors="+0" Skipped="0" failed="0"')],
  ['what a program printed', junit('<system-out><failure/><error/></system-out>')],
  ['node, of none', tap('# tests 1\n# fail 0\n# cancelled 0')],
  ['a hash that is no directive', tap('ok 2 - a \\# skip link', 2)],
  ['a point that nearly fails', tap('not okay')],
  ['names in capitals that tell nothing', junit('<testcase Name="b" Time="1" xml:lang="en"/>')],
  [
    'names that do not speak of an outcome',
    junit(
      '<testcase name="b" file="failed.php" owner="error" hostname="skipped" id="fail" password="no" severity="critical"/>',
    ),
  ],
  [
    'names about a rule or another run',
    junit(
      '<testcase name="b" expected_failures="2" continue-on-error="true" timeout="30" lastResult="failed" result-file="x.log"/>',
    ),
  ],
  [
    'flags of what passed',
    junit(
      '<testcase name="b" success="true" passed="1" enabled="yes" aborted="false" errors="0" failureMessage="" exitCode="0" conclusion="success"/>',
    ),
  ],
  [
    'tries before the last of CTRF',
    ctrf(
      '{"name":"b","status":"passed","retryAttempts":[{"status":"failed"}],"extra":{"status":"meh"},"rawStatus":null}',
    ),
  ],
  [
    'what is empty',
    ctrf(
      '{"name":"b","status":"passed","error":null,"errors":[],"failures":[{}],"failed":false,"exception":{"at":""}}',
    ),
  ],
  [
    'what is in it for anything',
    ctrf('{"name":"b","status":"passed","extra":{"error":{"x":1},"failed":true},"retryAttempts":[{"error":"boom"}]}'),
  ],
  ['a number of a check', checks('{"name":"b","status":"ok","state":0,"message":""}')],
  ['an empty block in a block', tap('ok 2 - b\n  ---\n  error:\n  duration_ms: 1\n  ...', 2)],
  [
    'a step that was left out',
    ctrf('{"name":"b","status":"passed","steps":[{"status":"passed"},{"status":"skipped"}]}'),
  ],
  [
    'a block that says nothing',
    tap('ok 2 - b\n  ---\n  duration_ms: 1\n  failures: []\n  error: ~\n  severity: comment\n  ...', 2),
  ],
  ['components inside of one', health('{"db":{"status":"pass","data":{"status":"active"}}}')],
])('holds nothing against %s', async (_, body) => {
  const { bad, skipped, shortcomings } = await toldBy(body)
  expect({ bad, skipped, shortcomings }).toEqual({ bad: 0, skipped: 0, shortcomings: [] })
})

it('declares no more tests than the store can keep', async () => {
  const suite = '<testsuite tests="999999999999999"/>'
  const { summary } = await accepted(`<testsuites>${suite}${suite}</testsuites>`)
  expect(summary.declaredTests).toBe(2 ** 31 - 1)
})
