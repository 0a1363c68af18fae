import { afterEach, expect, test } from 'vitest'
import type { ApiParts } from '../../../src/adapters/http/make-api.ts'
import { chunk, dial, serveOnLoopback } from './loopback.ts'
import { keys, makeTestApi, readToEnd } from './test-api.ts'

const report = '/v1/verifications/V-acme/report'
const megabyte = Buffer.alloc(1024 * 1024, ' ')
const closing: (() => unknown)[] = []

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

/** The API on the loopback, which tells how many requests began and how much the reader was given. */
async function serve() {
  const seen = { begun: 0, readings: 0, bytes: 0 }
  const readReport: ApiParts['readReport'] = (sources) => {
    seen.readings += 1
    return readToEnd(watched(sources))
  }
  async function* watched(sources: Parameters<ApiParts['readReport']>[0]) {
    for await (const source of sources) yield { ...source, body: counted(source.body) }
  }
  async function* counted(body: AsyncIterable<Uint8Array>) {
    for await (const bytes of body) {
      seen.bytes += bytes.byteLength
      yield bytes
    }
  }
  const setup = makeTestApi({
    readReport,
    keys: {
      find: async (token) => {
        seen.begun += 1
        return keys[token] ?? null
      },
    },
  })
  const server = await serveOnLoopback(setup.api)
  const line = dial(server.port)
  closing.push(server.stop, line.hangUp)
  return { ...setup, ...server, seen, line }
}

test('a body that says it has 200 MB is refused before it comes, and its sender sees why', async () => {
  const { line, seen, written } = await serve()
  await line.post(report, { 'content-length': 200 * megabyte.length })
  await line.push(megabyte)
  await expect.poll(line.answers).toMatchObject([{ status: 413, body: { type: '/v1/problems/too-large' } }])
  // A sender that never looks up before it is done must not meet a closed door either.
  await line.push(megabyte, 199)
  await line.post(report, { 'content-length': 0, 'content-type': 'text/html' })
  await expect.poll(line.answers).toMatchObject([{ status: 413 }, { status: 415 }])
  expect(seen.readings).toBe(0)
  expect(written()).toBe(0)
})

test('a sender that waits for nothing sees the answer too', async () => {
  const { url, written } = await serve()
  const answered = await fetch(`${url}${report}`, {
    method: 'POST',
    headers: { authorization: 'Bearer all', 'content-type': 'application/xml' },
    body: Buffer.alloc(200 * megabyte.length, ' '),
  })
  expect(answered.status).toBe(413)
  expect(await answered.json()).toMatchObject({ type: '/v1/problems/too-large' })
  expect(written()).toBe(0)
})

test('a body of 200 MB that does not say so is refused after 64', async () => {
  const { line, seen, written } = await serve()
  await line.post(report, { 'transfer-encoding': 'chunked' })
  await line.push(chunk(megabyte), 200)
  await line.push('0\r\n\r\n')
  await expect.poll(line.answers).toMatchObject([{ status: 413 }])
  expect(seen.bytes).toBeGreaterThan(64 * megabyte.length)
  expect(seen.bytes).toBeLessThan(66 * megabyte.length)
  expect(written()).toBe(0)
})

test('a large body without a key is refused with 401, not with a broken pipe', async () => {
  const { line } = await serve()
  await line.post(report, { authorization: 'Bearer nobody', 'content-length': 100 * megabyte.length })
  await line.push(megabyte, 100)
  await expect.poll(line.answers).toMatchObject([{ status: 401 }])
})

test('JSON of 20 MB is refused with 413 after the first', async () => {
  const { line, written } = await serve()
  await line.post('/v1/releases', { 'content-type': 'application/json', 'transfer-encoding': 'chunked' })
  await line.push(chunk(megabyte), 2)
  await expect.poll(line.answers).toMatchObject([{ status: 413 }])
  await line.push(chunk(megabyte), 18)
  await line.push('0\r\n\r\n')
  expect(written()).toBe(0)
})

test.each([
  ['a report', report, 'application/xml'],
  ['JSON', '/v1/releases', 'application/json'],
])('a client that goes away in the middle of %s has changed nothing', async (_, path, type) => {
  const { line, url, seen, written, logged } = await serve()
  await line.post(path, { 'content-type': type, 'content-length': 500_000 })
  await line.push(Buffer.alloc(1_000, ' '))
  await expect.poll(() => seen.begun).toBe(1)
  if (path === report) await expect.poll(() => seen.bytes).toBe(1_000)
  line.hangUp()
  await expect.poll(() => logged).toMatchObject([{ level: 'info', fields: { status: path === report ? 422 : 400 } }])
  expect(written()).toBe(0)
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
})

test('a client that goes away in the middle of a file of a form has changed nothing', async () => {
  const { line, url, seen, written, logged } = await serve()
  await line.post(report, { 'content-type': 'multipart/form-data; boundary=x', 'content-length': 500_000 })
  await line.push('--x\r\nContent-Disposition: form-data; name="a"; filename="a.xml"\r\n\r\n<testsuites>')
  await line.push(' '.repeat(1_000))
  await expect.poll(() => seen.bytes).toBeGreaterThan(900)
  line.hangUp()
  await expect.poll(() => logged).toMatchObject([{ level: 'info', fields: { status: 422 } }])
  expect(written()).toBe(0)
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
})

test('a broken-off report with an idempotency key leaves the key free', async () => {
  const { line, url, seen, used, logged } = await serve()
  await line.post(report, { 'content-length': 500_000, 'idempotency-key': 'run-1' })
  await line.push('<testsuites>')
  await expect.poll(() => seen.bytes).toBe(12)
  line.hangUp()
  await expect.poll(() => logged.length).toBe(1)
  const again = await fetch(`${url}${report}`, {
    method: 'POST',
    headers: { authorization: 'Bearer all', 'content-type': 'application/xml', 'idempotency-key': 'run-1' },
    body: '<testsuites></testsuites>',
  })
  expect(again.status).toBe(201)
  expect(used.receiveReport).toHaveBeenCalledTimes(1)
})
