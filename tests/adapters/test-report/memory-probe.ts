/**
 * Reads large and hostile reports, and the files it is told of, in a process of its own and prints `[{"body","refused","mebibytes","taken"}]`: the code
 * of the refusal or null, the memory it took above idle, and how many bytes of the body were read.
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

const bodies: Record<string, () => AsyncIterable<Uint8Array>> = {
  'a gigabyte in a megabyte of gzip': bomb,
  '30 MB of cases': () =>
    counted(
      '<testsuite name="a">',
      (i) => `<testcase name="case ${i}" time="0.${i % 97}"/>`,
      30,
      '</testsuite>',
    ),
  '30 MB of output': () =>
    filled(`${open}<failure><![CDATA[`, 'a line of some log\n', 30, `]]></failure>${close}`),
  'a comment of 30 MB': () => filled(`${open}<!--`, 'a line of some log\n', 30, `-->${close}`),
  'an attribute of 30 MB': () => filled(`${open}<failure message="`, 'xxxxxxxx', 30, `"/>${close}`),
  'a DOCTYPE of 30 MB': () => filled('<!DOCTYPE a [', '<!ENTITY a "b">', 30, ']><testsuites/>'),
  'a JSON text of 30 MB': () =>
    filled('{"results":{"tests":[{"status":"failed","trace":"', 'log\\n', 30, '"}]}}'),
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
const found: unknown[] = []
for (const file of process.argv.slice(2)) bodies[path.basename(file)] = () => createReadStream(file)
for (const [body, make] of Object.entries(bodies)) {
  collect()
  const idle = process.memoryUsage.rss()
  const { refused, peak, taken } = await readOne(make())
  found.push({ body, refused, mebibytes: Math.max(0, peak - idle) / mebibyte, taken })
}
console.log(JSON.stringify(found))
