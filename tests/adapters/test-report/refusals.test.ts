import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readTestReport } from '../../../src/adapters/test-report/read-test-report.ts'
import { accepted, fixture, inPieces, junit, read, refusalOf } from './reading.ts'

const bytes = (...values: number[]) => Buffer.from(values)

describe('what is no report', () => {
  it.each<[string, Buffer | string, RegExp]>([
    ['nothing', '', /empty/],
    ['nothing, gzipped', gzipSync(''), /empty/],
    ['one byte', 'x', /neither/],
    ['blanks', ' \n\t ', /neither/],
    ['a byte order mark', '\ufeff', /neither/],
    ['a PNG', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), /PNG/],
    ['a JPEG', bytes(0xff, 0xd8, 0xff, 0xe0), /JPEG/],
    ['a PDF', '%PDF-1.7', /PDF/],
    ['gzip in gzip', gzipSync(gzipSync(junit(''))), /packed twice/],
    ['text', 'all tests passed', /neither/],
    ['an empty JSON list', '[]', /empty list: nothing was checked.*JUnit/],
    ['HTML', '<!DOCTYPE html><html><body>Sign in</body></html>', /HTML page/],
    ['HTML without a doctype', '<HTML lang="en"><body>Sign in</body></HTML>', /HTML page/],
    ['XHTML after a declaration', '<?xml version="1.0"?><html/>', /an HTML page/],
    ['XML of another kind', '<unit-tests total="1"><test-case name="a"/></unit-tests>', /root is <unit-tests>/],
    ['a lone case', '<testcase name="a"/>', /root is <testcase>/],
    ['a feed', '<rss version="2.0"><channel/></rss>', /JUnit XML, CTRF/],
  ])('%s', async (_, body, detail) => {
    expect(await refusalOf(body)).toEqual({ code: 'not-a-report', detail: expect.stringMatching(detail) })
  })
})

describe('two reports one after the other', () => {
  const ctrf = '{"results":{"tests":[]}}'
  it.each([
    ['two roots', `${junit('')}<testsuites/>`],
    ['two files with their declarations', `${junit('')}\n${junit('')}`],
    ['two CTRF documents', `${ctrf}\n${ctrf}`],
    ['two lists of checks', '[{"name":"a","status":"ok","message":""}][]'],
    ['two TAP streams', '1..1\nok 1\nTAP version 13\n1..1\nok 1\n'],
    ['two TAP plans', 'ok 1\n1..1\nok 1\n1..1\n'],
  ])('are told what to do: %s', async (_, body) => {
    const { code, detail } = await refusalOf(body)
    expect([code, detail]).toEqual(['malformed', expect.stringMatching(/two files of one report/)])
  })
})

describe('what is known and not taken', () => {
  it.each([
    ['<robot generator="Robot 6.1"/>', /rebot --xunit/],
    ['<testng-results/>', /junitreports/],
    ['<coverage/>', /coverage report/],
    ['{"Action":"run","Test":"TestA"}\n{"Action":"pass","Test":"TestA"}\n', /go test -json.*gotestsum/],
    ['{"uuid":"1","historyId":"2","name":"a","status":"passed"}', /Allure result/],
    ['[{"id":"a","keyword":"Feature","elements":[]}]', /Cucumber JSON.*junit/],
    ['{"meta":{"protocolVersion":"1"}}\n{"source":{}}', /Cucumber messages/],
    ['{"numFailedTests":0,"numTotalTests":1}', /jest-junit/],
    ['{"stats":{},"passes":[]}', /mocha-junit-reporter/],
    ['{"config":{},"suites":[]}', /Playwright/],
    ['{"status":"UP","components":{}}', /Spring Boot/],
    ['{"type":"suite","event":"started"}', /nextest/],
    ['{"a":1}', /neither results \(CTRF\) nor checks or a status/],
    ['[1]', /item 0 is no object.*JUnit/],
    ['[{"name":"cron","status":"ok"}]', /item 0 has no message.*CTRF/],
    ['[{"name":"a","status":"ok","message":"m"},{"status":"ok","message":"m"}]', /item 1 has no name/],
  ])('%s', async (body, detail) => {
    expect(await refusalOf(body)).toEqual({ code: 'not-a-report', detail: expect.stringMatching(detail) })
  })
})

describe('malformed XML', () => {
  it.each([
    ['crossed tags', junit('<testcase name="a"></testsuite></testcase>')],
    ['an attribute without quotes', junit('<testcase name=a/>')],
    ['an attribute twice', junit('<testcase name="a" name="b"/>')],
    ['a lone ampersand', junit('<testcase name="a & b"/>')],
    ['an unknown entity', junit('<testcase name="&nbsp;"/>')],
    ['a malformed reference', junit('<testcase name="&#zz;"/>')],
    ['text after the root', `${junit('')}and more`],
    ['a late DOCTYPE', '<testsuites><!DOCTYPE a></testsuites>'],
  ])('%s', async (_, body) => {
    const refusal = await refusalOf(body)
    expect(refusal.code).toBe('malformed')
    expect(refusal.detail).toMatch(/^The report is not well-formed XML\. Line \d+, column \d+: .+\. Write it anew\.$/)
  })
})

describe('hostile files', () => {
  it.each([
    ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuites>&x;</testsuites>'],
    ['an external DTD', '<!DOCTYPE testsuites SYSTEM "http://127.0.0.1:1/evil.dtd"><testsuites/>'],
    [
      'billion laughs',
      `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">${'<!ENTITY c "&b;&b;">'.repeat(99)}]><testsuites/>`,
    ],
    ['a DTD in the DOCTYPE', '<!DOCTYPE testsuites []><testsuites/>'],
    ['a public DTD', '<!DOCTYPE testsuites PUBLIC "-//x" "x.dtd"><testsuites/>'],
    ['an entity alone', '<!ENTITY x "y"><testsuites/>'],
  ])('%s', async (_, body) => {
    expect(await refusalOf(body)).toMatchObject({ code: 'hostile' })
  })

  it.each([
    ['a bare DOCTYPE', '<!DOCTYPE testsuites><testsuites/>'],
    ['a DOCTYPE after a comment', '<!-- a --><!DOCTYPE testsuites><testsuites/>'],
    ['a DOCTYPE in UTF-16', Buffer.from('\ufeff<!DOCTYPE testsuites><testsuites/>', 'utf16le')],
  ])('are not %s, which is only to be removed', async (_, body) => {
    expect(await refusalOf(body)).toEqual({
      code: 'doctype',
      detail: 'The report has a DOCTYPE. Remove <!DOCTYPE testsuites>: a report needs none.',
    })
  })

  it('leaves a DOCTYPE alone that is only talked of', async () => {
    const body = junit(
      '<testcase name="a"><system-out><![CDATA[<!DOCTYPE a>]]></system-out><!-- <!DOCTYPE b> --></testcase>',
    )
    expect((await accepted(body)).summary.totals.tests).toBe(1)
  })

  it('refuses more than 64 levels, and takes 64', async () => {
    const nested = (depth: number) => '<testsuite>'.repeat(depth) + '</testsuite>'.repeat(depth)
    expect(await refusalOf(nested(65))).toMatchObject({ code: 'too-deep' })
    expect((await accepted(nested(64))).summary.totals.tests).toBe(0)
    expect(await refusalOf(`{"a":${'['.repeat(64)}${']'.repeat(64)}}`)).toMatchObject({ code: 'too-deep' })
    expect(await refusalOf(`{"a":${'['.repeat(1_000_000)}`)).toMatchObject({ code: 'too-deep' })
  })
})

describe('encodings', () => {
  it.each<[string, Buffer, string]>([
    ['bytes that are no UTF-8', Buffer.from(junit('<testcase name="é"/>'), 'latin1'), 'bad-encoding'],
    ['an encoding nobody knows', Buffer.from('<?xml version="1.0" encoding="x-none"?><testsuites/>'), 'bad-encoding'],
    ['half a pair in UTF-16', Buffer.from(`\ufeff${junit('<testcase name="\ud800 "/>')}`, 'utf16le'), 'bad-encoding'],
    ['an odd byte at the end', Buffer.concat([Buffer.from(junit(''), 'utf16le'), bytes(0x20)]), 'truncated'],
    ['an unfinished character', Buffer.concat([Buffer.from(junit('')), bytes(0xe4, 0xb8)]), 'truncated'],
  ])('refuses %s', async (_, body, code) => {
    expect(await refusalOf(body)).toMatchObject({ code })
  })
})

describe('gzip', () => {
  it('refuses what is damaged', async () => {
    const packed = gzipSync(junit('<testcase name="a"/>'.repeat(100)))
    const damaged = Buffer.from(packed)
    damaged[damaged.length - 6] = (damaged[damaged.length - 6] ?? 0) ^ 0xff
    expect(await refusalOf(damaged)).toMatchObject({ code: 'bad-gzip' })
    expect(await refusalOf(Buffer.concat([packed.subarray(0, 3), Buffer.alloc(50)]))).toMatchObject({
      code: 'bad-gzip',
    })
  })

  it('reads a file of several members, in pieces of one byte', async () => {
    const text = junit('<testcase name="a"/>')
    const packed = Buffer.concat([gzipSync(text.slice(0, 70)), gzipSync(text.slice(70))])
    expect((await accepted(inPieces(packed, 1))).summary.totals.tests).toBe(1)
  })
})

describe('limits', () => {
  const cases = (count: number) => junit('<testcase name="a"/>'.repeat(count))

  it('refuses more cases than there may be', async () => {
    expect(await refusalOf(cases(11), { cases: 10 })).toMatchObject({ code: 'too-many-cases' })
    expect((await accepted(cases(10), { cases: 10 })).summary.totals.tests).toBe(10)
    const suites = `<testsuites>${[1, 2, 3].map((n) => `<testsuite name="${n}"><testcase/></testsuite>`)}</testsuites>`
    expect(await refusalOf(suites, { suites: 2 })).toMatchObject({ code: 'too-many-cases' })
  })

  it('counts the bytes after unpacking, and takes exactly as many as there may be', async () => {
    const text = cases(50)
    for (const body of [Buffer.from(text), gzipSync(text)]) {
      expect(await refusalOf(body, { bytes: text.length - 1 })).toMatchObject({ code: 'too-large' })
      expect((await accepted(body, { bytes: text.length })).summary.totals.tests).toBe(50)
    }
  })

  it('counts the packed bytes too, which may unpack to nothing', async () => {
    const empty = gzipSync('')
    const members = Buffer.concat(Array.from({ length: 100 }, () => empty))
    expect(await refusalOf(members, { bytes: 1_000 })).toMatchObject({ code: 'too-large' })
  })
})

describe('a stream that fails', () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(junit('<testcase name="a"/>').slice(0, -5))
    throw new Error('aborted')
  }
  async function* brokenAtTheEnd(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(junit('<testcase name="a"/>'))
    throw new Error('aborted')
  }
  async function* brokenGzip(): AsyncGenerator<Uint8Array> {
    yield gzipSync(junit(''))
    throw new Error('aborted')
  }

  it.each([
    ['in the middle', broken],
    ['after the last byte', brokenAtTheEnd],
    ['after the last byte of gzip', brokenGzip],
  ])('is never a whole report: %s', async (_, body) => {
    const refusal = {
      code: 'truncated',
      detail: 'The upload broke off (aborted). Send the whole report again.',
    }
    expect(await refusalOf(body())).toEqual(refusal)
  })

  it('lets out what the receiver of the cases throws, and lets go of the stream', async () => {
    let closed = false
    const body = async function* () {
      try {
        yield* inPieces(junit('<testcase name="a"/>'.repeat(100)), 100)
      } finally {
        closed = true
      }
    }
    const onCase = () => {
      throw new TypeError('a fault of ours')
    }
    await expect(readTestReport([{ name: '', body: body() }], { onCase })).rejects.toThrow('a fault of ours')
    expect(closed).toBe(true)
  })

  it.each([
    ['plain', (text: string) => Buffer.from(text)],
    ['gzipped', (text: string) => gzipSync(text, { level: 0 })],
  ])('stops reading at once when it refuses: %s', async (_, form) => {
    let taken = 0
    let closed = false
    const bytes = form(`<!DOCTYPE a []><testsuites>${' '.repeat(1_000_000)}</testsuites>`)
    const body = async function* () {
      try {
        for await (const piece of inPieces(bytes, 1_000)) {
          taken += 1
          yield piece
        }
      } finally {
        closed = true
      }
    }
    expect(await refusalOf(body())).toMatchObject({ code: 'hostile' })
    expect(taken).toBeLessThan(300)
    expect(closed).toBe(true)
  })
})

describe('truncation', () => {
  const small = junit('<testcase name="a"><failure message="m">é</failure></testcase><testcase name="b"/>')
  const ctrf = '{"results":{"summary":{"tests":1},"tests":[{"name":"é","status":"passed","duration":1.5}]}}'

  it.each<[string, Buffer]>([
    ['JUnit', Buffer.from(small)],
    ['JUnit in UTF-16', Buffer.from(`\ufeff${small}`, 'utf16le')],
    ['JUnit, gzipped', gzipSync(small)],
    ['CTRF', Buffer.from(ctrf)],
    ['CTRF, gzipped', gzipSync(ctrf)],
    ['a fixture', fixture('junit-nested-suites.xml')],
    ['a fixture, gzipped', gzipSync(fixture('junit4-complete.xml'))],
  ])('is refused at every byte: %s', async (_, whole) => {
    expect((await read(whole)).result.ok).toBe(true)
    for (let length = 0; length < whole.length; length += 1) {
      const { result } = await read(whole.subarray(0, length))
      expect(result.ok, `cut after ${length} bytes`).toBe(false)
    }
  })

  it('is called by its name', async () => {
    const codes = new Set<string>()
    for (let length = 60; length < small.length; length += 1) codes.add((await refusalOf(small.slice(0, length))).code)
    for (let length = 1; length < ctrf.length; length += 1) codes.add((await refusalOf(ctrf.slice(0, length))).code)
    expect([...codes]).toEqual(['truncated'])
  })
})
