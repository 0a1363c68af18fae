import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { mediaTypeOf, reportFiles } from '../../support/report-files.ts'
import { openApiHouse } from './api-house.ts'
import { send } from './test-api.ts'

let opened: Awaited<ReturnType<typeof openApiHouse>>
let verification: string
beforeAll(async () => {
  opened = await openApiHouse()
  verification = opened.verification
})
afterEach(() => expect(opened.errors).toEqual([]))
afterAll(() => opened.house.close())

const post = (line: string, sent: Parameters<typeof send>[2]) =>
  send(opened, `POST /v1${line}`, { ...sent, as: opened.tokens['vendor'] ?? '' })

test.each(reportFiles)('$name is taken in and counted', async ({ name, path, totals }) => {
  const body = await readFile(path)
  const answered = await post(`/verifications/${verification}/report`, {
    body,
    headers: { 'content-type': mediaTypeOf(name) },
  })
  expect([answered.status, answered.body['detail']]).toEqual([201, undefined])
  expect(answered.body['totals']).toEqual(totals)
  const bad = totals.failed + totals.errored > 0
  if (bad) expect(answered.body['status']).toBe('reported')
  const next = await post('/verifications', { json: { client: 'acme', release: '3.9.12' } })
  expect(next.status).toBe(201)
  verification = String(next.body['id'])
})

test('there is one of every format', () => {
  const formats = ['trx', 'nunit', 'xunit-net', 'boost', 'tap', 'health-json', 'checks'].map(
    (one) => `report-formats/${one}/`,
  )
  for (const format of [...formats, 'health-reports/', 'report-cases/ctrf'])
    expect(
      reportFiles.filter(({ name }) => name.startsWith(format)),
      format,
    ).not.toEqual([])
})
