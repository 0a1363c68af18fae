import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { passGate } from '../../../src/domain/releases/gate.ts'
import { readReceivedReport } from '../../../src/main/read-received-report.ts'
import { tarGz, tarred, zipped } from '../test-report/intake/packing.ts'
import { junit } from '../test-report/reading.ts'
import { makeTestApi, type Sent, send } from './test-api.ts'

const one = junit('<testcase name="a"/><testcase name="b"/>')
const two = junit('<testcase name="c"/><testcase name="d"><skipped/></testcase>')
const failing = junit('<testcase name="f"><failure message="no"/></testcase>')
const files = { 'TEST-1.xml': one, 'sub/TEST-2.xml': two }
const both = { tests: 4, passed: 3, failed: 0, errored: 0, skipped: 1 }

const health = 'POST /v1/verifications/V-acme/report'
const gate = 'POST /v1/releases/3.9.12/gate'
const check = 'POST /v1/updates/U-acme-production/report'
const lines = [health, gate, check]

type Setup = ReturnType<typeof makeTestApi>
const api = () => makeTestApi({ readReport: readReceivedReport })
/** The one report that a use case was asked to take in. */
const taken = ({ used }: Setup) => [
  ...used.receiveReport.mock.calls.map((call) => call[1]),
  ...used.judgeRelease.mock.calls.map((call) => call[1]),
  ...used.receiveCheck.mock.calls.map((call) => call[1]),
]

const typed = (body: Buffer | string, type: string): Sent => ({ body, headers: { 'content-type': type } })
function form(entries: readonly (readonly [string, string | Buffer, string?])[]): Sent {
  const data = new FormData()
  for (const [field, value, name] of entries) {
    if (name === undefined) data.append(field, String(value))
    else data.append(field, new Blob([new Uint8Array(Buffer.from(value))]), name)
  }
  return { body: data }
}
/** A form as it is on the wire, written by hand. */
const raw = (parts: readonly string[], boundary = 'x', end = '--'): Sent =>
  typed(
    Buffer.from(`${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}${end}\r\n`),
    `multipart/form-data; boundary=${boundary}`,
  )
const file = (name: string, text: string, field = 'report') =>
  `Content-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: application/xml\r\n\r\n${text}`

const forms: readonly (readonly [string, () => Promise<Sent> | Sent])[] = [
  [
    'a form',
    () =>
      form([
        ['report', one, 'TEST-1.xml'],
        ['report', two, 'TEST-2.xml'],
      ]),
  ],
  [
    'a form with fields of any name',
    () =>
      form([
        ['a', one, '1'],
        ['b', gzipSync(two), '2'],
      ]),
  ],
  [
    'a form with an archive in it',
    () =>
      form([
        ['a', zipped({ 'x.xml': one }), 'x.zip'],
        ['b', two, 'b.xml'],
      ]),
  ],
  [
    'a form of files of one name',
    () =>
      form([
        ['a', one, 'TEST.xml'],
        ['a', two, 'TEST.xml'],
      ]),
  ],
  [
    'a form of files without a name',
    () => raw([`Content-Disposition: form-data; name="a"\r\nContent-Type: text/xml\r\n\r\n${one}`, file('', two)]),
  ],
  [
    'a form with a quoted boundary',
    () => ({
      ...raw([file('a.xml', one), file('b.xml', two)], 'a b'),
      headers: { 'content-type': 'Multipart/Form-Data; boundary="a b"' },
    }),
  ],
  ['a ZIP archive', () => typed(zipped(files), 'application/zip')],
  ['a ZIP archive under its old name', () => typed(zipped(files), 'application/x-zip-compressed')],
  ['a ZIP archive that nobody named', () => typed(zipped(files), 'application/octet-stream')],
  ['a tar archive', async () => typed(await tarred(files), 'application/x-tar')],
  ['a tar.gz archive', async () => typed(await tarGz(files), 'application/gzip')],
  ['a tar.gz archive that says tar', async () => typed(await tarGz(files), 'application/x-tar')],
  [
    'a tar archive, packed on the way',
    async () => ({
      body: await tarGz(files),
      headers: { 'content-type': 'application/x-tar', 'content-encoding': 'gzip' },
    }),
  ],
]

describe.each(lines)('%s takes many files as one report', (line) => {
  test.each(forms)('%s', async (_, sent) => {
    const setup = api()
    const answered = await send(setup, line, await sent())
    expect([answered.status, answered.body['errors']]).toEqual([line === gate ? 200 : 201, undefined])
    expect(taken(setup)).toMatchObject([{ summary: { totals: both, problems: [] }, files: { read: 2, passedOver: 0 } }])
    expect(answered.body['files']).toEqual({ read: 2, passedOver: 0, passedOverNames: [] })
  })

  test('one that came as one file is told as it was', async () => {
    expect((await send(api(), line, typed(one, 'application/xml'))).body).not.toHaveProperty('files')
  })

  test('one that comes twice counts once, and is named', async () => {
    const setup = api()
    const answered = await send(
      setup,
      line,
      form([
        ['report', one, 'TEST-1.xml'],
        ['report', one, 'copy of TEST-1.xml'],
      ]),
    )
    expect(taken(setup)[0]?.summary.totals).toMatchObject({ tests: 2, passed: 2 })
    expect(answered.body['files']).toEqual({
      read: 2,
      passedOver: 0,
      passedOverNames: [],
      repeated: { cases: 2, names: ['copy of TEST-1.xml'] },
    })
  })

  test('what is no report by its name is named', async () => {
    const sent = typed(zipped({ ...files, 'a.txt': 'words', 'html/a.css': '' }), 'application/zip')
    expect((await send(api(), line, sent)).body['files']).toEqual({
      read: 2,
      passedOver: 2,
      passedOverNames: ['a.txt', 'html/a.css'],
    })
  })
})

describe('an exit code', () => {
  const problems = async (line: string, sent: Sent) => {
    const setup = api()
    const { status, body } = await send(setup, line, sent)
    expect([200, 201], JSON.stringify(body)).toContain(status)
    return taken(setup)[0]?.summary.problems
  }
  const unexplained = [{ kind: 'exit-code', exitCode: 137 }]

  test.each(lines)('beside a report in which nothing failed is a problem of it: %s', async (line) => {
    expect(await problems(`${line}?exitCode=137`, typed(one, 'text/xml'))).toEqual(unexplained)
    expect(
      await problems(
        `${line}?exitCode=137`,
        form([
          ['a', one, 'a.xml'],
          ['b', two, 'b.xml'],
        ]),
      ),
    ).toEqual(unexplained)
    expect(
      await problems(
        line,
        form([
          ['a', one, 'a.xml'],
          ['exitCode', '137'],
        ]),
      ),
    ).toEqual(unexplained)
    expect(
      await problems(
        line,
        form([
          ['exitCode', '137'],
          ['a', one, 'a.xml'],
        ]),
      ),
    ).toEqual(unexplained)
    expect(await problems(`${line}?exitCode=0`, typed(one, 'text/xml'))).toEqual([])
    expect(
      await problems(
        line,
        form([
          ['exitCode', '0'],
          ['a', one, 'a.xml'],
        ]),
      ),
    ).toEqual([])
    expect(await problems(`${line}?exitCode=1`, typed(failing, 'text/xml'))).toEqual([])
  })

  test('is a shortfall of the gate', async () => {
    const setup = api()
    await send(setup, `${gate}?exitCode=2`, typed(one, 'text/xml'))
    const [report] = taken(setup)
    if (!report) throw new Error('no report')
    expect(passGate(report.summary, { minTests: 1, requiredSuites: [] })).toMatchObject({
      ok: false,
      refusal: { shortfalls: [{ rule: 'exit-code', problem: { exitCode: 2 } }] },
    })
  })

  const wrong = ['', ' ', '1.5', '0x1', 'one', '99999999999', '1e3', '-', '+1', '1 ', 'null']
  test.each(wrong)('that is none is refused, and nothing is taken: %j', async (text) => {
    for (const line of lines) {
      for (const [at, sent] of [
        [`${line}?exitCode=${encodeURIComponent(text)}`, typed(one, 'text/xml')],
        [
          line,
          form([
            ['a', one, 'a.xml'],
            ['exitCode', text],
          ]),
        ],
      ] as const) {
        const setup = api()
        const refused = await send(setup, at, sent)
        expect([refused.status, refused.body['errors']]).toEqual([
          422,
          [{ field: 'exitCode', reason: expect.stringContaining('no exit code') }],
        ])
        expect(setup.written()).toBe(0)
      }
    }
  })

  test.each<[string, string, Sent, string]>([
    ['twice in the address', `${health}?exitCode=1&exitCode=0`, typed(one, 'text/xml'), 'exitCode'],
    [
      'twice in the form',
      health,
      form([
        ['exitCode', '1'],
        ['exitCode', '0'],
        ['a', one, 'a.xml'],
      ]),
      'exitCode',
    ],
    [
      'in both',
      `${health}?exitCode=1`,
      form([
        ['exitCode', '1'],
        ['a', one, 'a.xml'],
      ]),
      'exitCode',
    ],
    ['under another name', `${health}?exitcode=1`, typed(one, 'text/xml'), 'exitcode'],
    [
      'under another name in a form',
      health,
      form([
        ['exit_code', '1'],
        ['a', one, 'a.xml'],
      ]),
      'exit_code',
    ],
    ['under another name for a gate', `${gate}?exit-code=1`, typed(one, 'text/xml'), 'exit-code'],
    [
      'as a file',
      health,
      form([
        ['exitCode', 'x', 'code.txt'],
        ['a', one, 'a.xml'],
      ]),
      'exitCode',
    ],
  ])('%s is refused', async (_, line, sent, field) => {
    const setup = api()
    const refused = await send(setup, line, sent)
    expect([refused.status, refused.body['errors']]).toEqual([422, [{ field, reason: expect.any(String) }]])
    expect(setup.written()).toBe(0)
  })
})

describe('is refused whole', () => {
  const png = '\x89PNG\r\n'
  test.each<[string, Sent, number, string, RegExp]>([
    [
      'a file that cannot be read',
      form([
        ['a', one, 'a.xml'],
        ['b', two.slice(0, -9), 'b.xml'],
      ]),
      422,
      'truncated',
      /^b\.xml: The report ends/,
    ],
    [
      'a file that is none',
      form([
        ['a', one, 'a.xml'],
        ['b', png, 'b.png'],
      ]),
      415,
      'not-a-report',
      /^b\.png: The body is/,
    ],
    [
      'a file in an archive',
      typed(zipped({ 'a.xml': one, 'b/c.xml': '<html/>' }), 'application/zip'),
      415,
      'not-a-report',
      /^b\/c\.xml: /,
    ],
    [
      'a file in an archive in a form',
      form([['a', zipped({ 'a.xml': '<a>' }), 'a.zip']]),
      415,
      'not-a-report',
      /^a\.zip\/a\.xml: /,
    ],
    ['a form without files', form([]), 415, 'not-a-report', /no file/],
    ['a form of a number alone', form([['exitCode', '0']]), 415, 'not-a-report', /no file/],
    ['a report as text', form([['report', one]]), 422, 'invalid-request', /^report: is no field.*curl -F/],
    ['a form without a boundary', typed('x', 'multipart/form-data'), 400, 'malformed-form', /boundary/],
    [
      'a form with another boundary',
      { ...raw([file('a.xml', one)]), headers: { 'content-type': 'multipart/form-data; boundary=y' } },
      400,
      'malformed-form',
      /no form/,
    ],
    [
      'something before the first part',
      typed(`lost\r\n--x\r\n${file('a.xml', one)}\r\n--x--\r\n`, 'multipart/form-data; boundary=x'),
      400,
      'malformed-form',
      /no form/,
    ],
    [
      'a part without a name',
      raw([`Content-Type: application/xml\r\n\r\n${one}`, file('b.xml', two)]),
      400,
      'malformed-form',
      /no name/,
    ],
    [
      'an attachment',
      raw([`Content-Disposition: attachment; filename="a.xml"\r\n\r\n${one}`, file('b.xml', two)]),
      400,
      'malformed-form',
      /no name/,
    ],
    [
      'a part with half a header',
      raw(['Content-Disposition: form-data; name="a"; filename="a.xml"', file('b.xml', two)]),
      400,
      'malformed-form',
      /no form/,
    ],
    [
      'a part in Base64',
      raw([file('a.xml', one).replace('\r\n\r\n', '\r\nContent-Transfer-Encoding: base64\r\n\r\n')]),
      400,
      'malformed-form',
      /base64/,
    ],
    ['a form without its end', raw([file('a.xml', one)], 'x', ''), 400, 'malformed-form', /ends before/],
    [
      'a form that ends in a file',
      typed(Buffer.from(`--x\r\n${file('a.xml', one.slice(0, 60))}`), 'multipart/form-data; boundary=x'),
      422,
      'truncated',
      /^a\.xml: /,
    ],
    [
      'a form that is packed',
      {
        ...raw([file('a.xml', one)]),
        headers: { 'content-type': 'multipart/form-data; boundary=x', 'content-encoding': 'gzip' },
      },
      415,
      'unsupported-encoding',
      /files in it/,
    ],
    [
      'an archive in an archive',
      typed(zipped({ 'a.xml': one, 'b.zip': zipped(files) }), 'application/zip'),
      422,
      'bad-archive',
      /^b\.zip: .*archive inside/,
    ],
    ['no ZIP archive', typed(one, 'application/zip'), 415, 'content-type-mismatch', /says ZIP.*is XML/],
    ['gzip for a ZIP archive', typed(gzipSync(one), 'application/zip'), 415, 'content-type-mismatch', /says ZIP.*gzip/],
    ['no tar archive', typed(one, 'application/x-tar'), 415, 'content-type-mismatch', /says tar.*is XML/],
    [
      'a ZIP archive that says it is XML',
      typed(zipped(files), 'application/xml'),
      415,
      'content-type-mismatch',
      /says XML.*is ZIP/,
    ],
    [
      'an archive of no reports',
      typed(zipped({ 'a.txt': 'x' }), 'application/zip'),
      415,
      'not-a-report',
      /The one file that was handed in is no report by its name: a\.txt/,
    ],
    [
      'a bomb',
      typed(zipped({ 'a.xml': `<a>${' '.repeat(30_000_000)}</a>` }), 'application/zip'),
      422,
      'hostile',
      /^a\.xml: .*500 times/,
    ],
  ])('%s', async (_, sent, status, code, detail) => {
    for (const line of lines) {
      const setup = api()
      const refused = await send(setup, line, sent.body instanceof FormData ? sent : { ...sent })
      expect([refused.status, refused.body['type']]).toEqual([status, `/v1/problems/${code}`])
      expect(refused.body['detail']).toMatch(detail)
      expect(setup.written()).toBe(0)
    }
  })

  test('ten thousand files and one', async () => {
    const parts = Array.from({ length: 10_001 }, (_, at) => file(`${at}.xml`, '<testsuite/>'))
    const refused = await send(api(), gate, raw(parts))
    expect([refused.status, refused.body['type']]).toEqual([413, '/v1/problems/too-many-files'])
  })
})

test('a form comes in pieces of any size', async () => {
  const sent = raw([file('a.xml', one), 'Content-Disposition: form-data; name="exitCode"\r\n\r\n3', file('b.xml', two)])
  const bytes = Buffer.from(sent.body as Buffer)
  for (const size of [1, 7, 64, 1_000]) {
    const setup = api()
    const body = ReadableStream.from(
      (async function* () {
        for (let at = 0; at < bytes.length; at += size) yield new Uint8Array(bytes.subarray(at, at + size))
      })(),
    )
    expect((await send(setup, health, { ...sent, body })).status).toBe(201)
    expect(taken(setup)).toMatchObject([{ summary: { totals: both, problems: [{ exitCode: 3 }] } }])
  }
})

test('the same form under the same key counts once', async () => {
  const setup = api()
  const sent = raw([file('a.xml', one), file('b.xml', two)])
  const keyed = { ...sent, headers: { ...sent.headers, 'idempotency-key': 'run-1' } }
  const answers = [await send(setup, health, keyed), await send(setup, health, keyed)]
  expect(answers.map(({ headers }) => headers.get('idempotent-replayed'))).toEqual([null, 'true'])
  expect(taken(setup)).toHaveLength(1)
})

test('the OpenAPI document says in which forms a report comes', async () => {
  const document = await (await api().api.request('/v1/openapi.json')).json()
  const { paths } = document as { paths: Record<string, Record<string, unknown>> }
  const post = (path: string) => {
    const { post } = paths[path] as {
      post: {
        requestBody: { content: Record<string, { schema: object }> }
        parameters: { name: string; in: string; required?: boolean; schema: { type: string } }[]
      }
    }
    return post
  }
  const closed = ['/v1/verifications/{verification}/report', '/v1/releases/{version}/gate']
  for (const path of [...closed, ...closed.map((one) => `${one}/parts`), '/v1/updates/{update}/report']) {
    const { requestBody, parameters } = post(path)
    expect(Object.keys(requestBody.content), path).toEqual(
      expect.arrayContaining(['multipart/form-data', 'application/zip', 'application/x-tar', 'application/gzip']),
    )
    expect(
      parameters.find(({ name }) => name === 'exitCode'),
      path,
    ).toMatchObject({
      in: 'query',
      schema: { type: 'integer' },
    })
    const json = JSON.stringify(requestBody.content['application/json']?.schema)
    expect(json.includes('ReportClosing'), path).toBe(closed.includes(path))
  }
  for (const path of closed)
    expect(post(`${path}/parts`).parameters.find(({ name }) => name === 'name')).toMatchObject({
      required: true,
    })
})
