import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readReceivedReport } from '../../../src/main/read-received-report.ts'
import { makeTestApi, send } from './test-api.ts'

const fixtures = new URL('../../fixtures/health-reports/', import.meta.url)
const file = (name: string): Buffer => readFileSync(new URL(name, fixtures))
const expected: Record<string, { refused?: true; tests?: number }> = JSON.parse(file('expected.json').toString())
const small = file('pytest-small.xml')
const ctrf = Buffer.from(
  JSON.stringify({
    results: {
      tool: { name: 'jest' },
      summary: { tests: 1, passed: 1, failed: 0, pending: 0, skipped: 0, other: 0, start: 0, stop: 1 },
      tests: [{ name: 'a', status: 'passed', duration: 1 }],
    },
  }),
)

/** The same bytes, but some in the middle. */
const damaged = (bytes: Buffer): Buffer => {
  const middle = bytes.length >> 1
  return Buffer.from(bytes.map((byte, i) => (i >= middle && i < middle + 16 ? byte ^ 0x55 : byte)))
}

const line = 'POST /v1/verifications/V-acme/report'
async function handIn(body: Buffer, type: string, encoding?: string) {
  const setup = makeTestApi({ readReport: readReceivedReport })
  const headers = { 'content-type': type, ...(encoding && { 'content-encoding': encoding }) }
  return { ...(await send(setup, line, { body, headers })), setup }
}

describe.each(Object.entries(expected))('%s', (name, totals) => {
  test.each([
    ['as it is', file(name)],
    ['packed', gzipSync(file(name))],
  ])('%s', async (_, body) => {
    const { status, body: told, setup } = await handIn(body, 'application/xml')
    if (totals.refused) {
      expect(status).toBe(422)
      expect(told).toMatchObject({ type: '/v1/problems/hostile', errors: [{ field: 'body' }] })
      expect(setup.written()).toBe(0)
    } else {
      expect(status).toBe(201)
      expect(setup.used.receiveReport.mock.calls[0]?.[1].summary.totals).toEqual(totals)
    }
  })
})

describe('a body is what its headers say, or is refused with the reason', () => {
  test.each<[string, Buffer, string, string | undefined]>([
    ['XML', small, 'text/xml; charset=utf-8', undefined],
    ['CTRF', ctrf, 'application/json', undefined],
    ['bytes', ctrf, 'application/octet-stream', undefined],
    ['gzip', gzipSync(small), 'application/gzip', undefined],
    ['gzip under its old name', gzipSync(small), 'application/x-gzip', undefined],
    ['packed on the way', gzipSync(ctrf), 'application/json', 'gzip'],
    ['packed, and nobody said so', gzipSync(small), 'text/xml', undefined],
    [
      'UTF-16',
      Buffer.from(`\ufeff${small.toString().replace(/^<\?xml.*?\?>/, '')}`, 'utf16le'),
      'application/xml',
      undefined,
    ],
    ['UTF-8 with its mark', Buffer.concat([Buffer.from('\ufeff'), small]), 'application/xml', undefined],
  ])('%s is taken', async (_, body, type, encoding) => {
    const { status, body: told } = await handIn(body, type, encoding)
    expect([status, told['errors']]).toEqual([201, undefined])
  })

  test.each<[string, Buffer, string, string | undefined, number, string, RegExp]>([
    ['JSON that says it is XML', ctrf, 'application/xml', undefined, 415, 'content-type-mismatch', /says XML.*is JSON/],
    [
      'XML that says it is JSON',
      small,
      'application/json',
      undefined,
      415,
      'content-type-mismatch',
      /says JSON.*is XML/,
    ],
    ['XML that says it is gzip', small, 'application/gzip', undefined, 415, 'content-type-mismatch', /not packed/],
    ['XML that says it was packed', small, 'application/xml', 'gzip', 415, 'content-type-mismatch', /not packed/],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'application/xml', undefined, 415, 'not-a-report', /PNG/],
    [
      'a login page',
      Buffer.from('<!doctype html><html></html>'),
      'application/xml',
      undefined,
      415,
      'not-a-report',
      /HTML/,
    ],
    ['words', Buffer.from('all tests passed'), 'application/octet-stream', undefined, 415, 'not-a-report', /neither/],
    ['nothing', Buffer.alloc(0), 'application/xml', undefined, 415, 'not-a-report', /empty/],
    [
      'gzip that ends early',
      gzipSync(small).subarray(0, -20),
      'application/gzip',
      undefined,
      422,
      'truncated',
      /early/,
    ],
    ['gzip that is damaged', damaged(gzipSync(small)), 'application/gzip', undefined, 422, 'bad-gzip', /damaged/],
    ['XML that ends early', small.subarray(0, -20), 'application/xml', undefined, 422, 'truncated', /./],
    [
      'a gzip bomb',
      gzipSync(`<testsuites>${' '.repeat(200 * 1024 * 1024)}`),
      'application/gzip',
      undefined,
      413,
      'too-large',
      /64 MB/,
    ],
  ])('%s is refused', async (_, body, type, encoding, status, code, detail) => {
    const refused = await handIn(body, type, encoding)
    expect([refused.status, refused.body['type']]).toEqual([status, `/v1/problems/${code}`])
    expect(refused.body['detail']).toMatch(detail)
    expect(refused.setup.written()).toBe(0)
  })
})
