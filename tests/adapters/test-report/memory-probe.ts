/**
 * Reads one large or hostile report, by its name below or a file, in a process of its own, so that no other has left its
 * memory behind, and prints `{"body","refused","mebibytes","taken"}`: the code of the refusal or null, the memory it took
 * above idle, and how many bytes of the body were read.
 */
import { createReadStream } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { makeCaseArchiveWriter } from '../../../src/adapters/test-report/archive/case-archive.ts'
import { readTestReport } from '../../../src/adapters/test-report/read-test-report.ts'

const mebibyte = 1024 * 1024
const open = '<testsuites><testsuite name="a"><testcase name="b">'
const close = '</testcase></testsuite></testsuites>'

async function* filled(before: string, unit: string, mebibytes: number, after: string) {
  const piece = Buffer.from(unit.repeat(Math.ceil(65_536 / unit.length)))
  yield Buffer.from(before)
  for (let left = mebibytes * mebibyte; left > 0; left -= piece.length) yield piece
  yield Buffer.from(after)
}

async function* counted(before: string, unit: (index: number) => string, mebibytes: number, after: string) {
  yield Buffer.from(before)
  let index = 0
  for (let left = mebibytes * mebibyte; left > 0; ) {
    let text = ''
    while (text.length < 65_536) text += unit(index++)
    const piece = Buffer.from(text)
    left -= piece.length
    yield piece
  }
  yield Buffer.from(after)
}

/** A gigabyte of blanks inside a report, in a megabyte of gzip. */
async function* bomb() {
  const member = gzipSync(' '.repeat(mebibyte))
  yield gzipSync(open)
  for (let count = 0; count < 1024; count += 1) yield member
  yield gzipSync(close)
}

const guid = (i: number) => `${i.toString(16).padStart(8, '0')}-0000-4000-8000-${i.toString(16).padStart(12, '0')}`
const result = (i: number) => `<UnitTestResult testId="${guid(i)}" testName="case ${i}" outcome="Passed"/>`
const definition = (i: number) =>
  `<UnitTest id="${guid(i)}"><TestMethod className="N.C${i % 900}" name="case ${i}"/></UnitTest>`

/** Tiny results in each format, with ids of their own where the format has some. */
const tiny: Record<string, () => AsyncIterable<Uint8Array>> = {
  JUnit: () => counted('<testsuite>', (i) => `<testcase name="one case ${i}"/>`, 30, '</testsuite>'),
  CTRF: () =>
    counted(
      '{"results":{"tests":[{"name":"a","status":"passed"}',
      (i) => `,{"name":"case ${i}","status":"passed"}`,
      30,
      ']}}',
    ),
  'TRX, definitions behind': async function* () {
    yield* counted('<TestRun><Results>', result, 15, '</Results><TestDefinitions>')
    yield* counted('', definition, 15, '</TestDefinitions><ResultSummary outcome="Completed"/></TestRun>')
  },
  'TRX, definitions before': async function* () {
    yield* counted('<TestRun><TestDefinitions>', definition, 15, '</TestDefinitions><Results>')
    yield* counted('', result, 15, '</Results><ResultSummary outcome="Completed"/></TestRun>')
  },
  'TRX that names no tests': () =>
    counted(
      '<TestRun><Results>',
      (i) => `<UnitTestResult testName="${i}" outcome="Passed"/>`,
      30,
      '</Results></TestRun>',
    ),
  'TRX of definitions alone': () =>
    counted('<TestRun><TestDefinitions>', (i) => `<UnitTest id="${guid(i)}"/>`, 30, '</TestDefinitions></TestRun>'),
  'NUnit 2': () =>
    counted(
      '<test-results><test-suite><results>',
      (i) => `<test-case name="case ${i}" success="True"/>`,
      30,
      '</results></test-suite></test-results>',
    ),
  'NUnit 3': () =>
    counted(
      '<test-run><test-suite>',
      (i) => `<test-case name="case ${i}" result="Passed"/>`,
      30,
      '</test-suite></test-run>',
    ),
  'xUnit.net': () =>
    counted(
      '<assemblies><assembly><collection>',
      (i) => `<test name="case ${i}" result="Pass"/>`,
      30,
      '</collection></assembly></assemblies>',
    ),
  'a log of Boost': () =>
    counted(
      '<TestLog><TestSuite name="a">',
      (i) => `<TestCase name="case ${i}"><TestingTime>1</TestingTime></TestCase>`,
      30,
      '</TestSuite></TestLog>',
    ),
  'a result of Boost': () =>
    counted(
      '<TestResult><TestSuite name="a">',
      (i) => `<TestCase name="case ${i}" result="passed"/>`,
      30,
      '</TestSuite></TestResult>',
    ),
  TAP: () => counted('TAP version 14\n', (i) => `ok ${i + 1} - one of some cases ${i}\n`, 30, '1..2\n'),
  'TAP that gives no numbers': () =>
    counted('TAP version 14\n', (i) => `ok - one of some more cases ${i}\n`, 30, '1..2\n'),
  'TAP whose numbers leap': () =>
    counted('TAP version 14\n', (i) => `ok ${(i + 1) * 7_919} - one of some cases ${i}\n`, 30, '1..2\n'),
  'TAP of a subtest': () =>
    counted(
      'TAP version 14\n# Subtest: a\n',
      (i) => `    ok ${i + 1} - one of some cases ${i}\n`,
      30,
      '    1..1\nok 1 - a\n1..1\n',
    ),
  'health+json': () =>
    counted(
      '{"status":"pass","checks":{"a":[{"status":"pass"}',
      (i) => `,{"componentId":"${i}","status":"pass"}`,
      30,
      ']}}',
    ),
  'a list of checks': () =>
    counted(
      '[{"name":"a","status":"ok","message":""}',
      (i) => `,{"name":"case ${i}","status":"ok","message":""}`,
      30,
      ']',
    ),
}

const bodies: Record<string, () => AsyncIterable<Uint8Array>> = {
  ...Object.fromEntries(Object.entries(tiny).map(([format, body]) => [`30 MB of ${format}`, body])),
  'a gigabyte in a megabyte of gzip': bomb,
  '30 MB of output': () => filled(`${open}<failure><![CDATA[`, 'a line of some log\n', 30, `]]></failure>${close}`),
  'a comment of 30 MB': () => filled(`${open}<!--`, 'a line of some log\n', 30, `-->${close}`),
  'an attribute of 30 MB': () => filled(`${open}<failure message="`, 'xxxxxxxx', 30, `"/>${close}`),
  'a DOCTYPE of 30 MB': () => filled('<!DOCTYPE a [', '<!ENTITY a "b">', 30, ']><testsuites/>'),
  'a JSON text of 30 MB': () => filled('{"results":{"tests":[{"status":"failed","trace":"', 'log\\n', 30, '"}]}}'),
  'a JSON key of 30 MB': () => filled('{"results":{"', 'xxxxxxxx', 30, '":1,"tests":[]}}'),
}

async function readOne(body: AsyncIterable<Uint8Array>) {
  const archive = makeCaseArchiveWriter()
  let peak = 0
  let taken = 0
  const watched = async function* () {
    for await (const piece of body) {
      taken += piece.length
      yield piece
      peak = Math.max(peak, process.memoryUsage.rss())
      await pause(0)
    }
  }
  const result = await readTestReport([{ name: '', body: watched() }], { onCase: archive.add })
  archive.finish()
  return { refused: result.ok ? null : result.refusal.code, peak, taken }
}

for (let warm = 0; warm < 5; warm += 1) await readOne(filled(open, '<system-out>x</system-out>', 1, close))
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')
const [body = ''] = process.argv.slice(2)
const make = bodies[body] ?? (() => createReadStream(body))
collect()
const idle = process.memoryUsage.rss()
const { refused, peak, taken } = await readOne(make())
const mebibytes = Math.max(0, peak - idle) / mebibyte
console.log(JSON.stringify({ body: path.basename(body), refused, mebibytes, taken }))
