import { expect, test } from 'vitest'
import { refuse } from '../../../src/domain/values/result.ts'
import { acmeDocument } from './every-call.ts'
import { makeTestApi, send } from './test-api.ts'

test('the entity tag is the revision', async () => {
  const read = await send(makeTestApi(), 'GET /v1/clients/acme')
  expect([read.headers.get('etag'), read.body['revision']]).toEqual(['"7"', 7])
  const put = await send(makeTestApi(), 'PUT /v1/clients/acme', { json: acmeDocument })
  expect(put.headers.get('etag')).toBe('"8"')
})

test.each([
  // acme is there at revision 7, newone is not there.
  ['acme', {}, 200, null],
  ['acme', { 'if-match': '"7"' }, 200, 7],
  ['acme', { 'if-match': 'W/"7"' }, 200, 7],
  ['acme', { 'if-match': '"5", "7"' }, 200, 7],
  ['acme', { 'if-match': '*' }, 200, null],
  ['acme', { 'if-match': '"6"' }, 412, undefined],
  ['acme', { 'if-none-match': '*' }, 412, undefined],
  ['acme', { 'if-match': '7' }, 400, undefined],
  ['acme', { 'if-match': '"seven"' }, 400, undefined],
  ['acme', { 'if-none-match': '"7"' }, 400, undefined],
  ['newone', {}, 201, null],
  ['newone', { 'if-none-match': '*' }, 201, null],
  ['newone', { 'if-match': '"1"' }, 412, undefined],
  ['newone', { 'if-match': '*' }, 412, undefined],
])('put %s with %j: %i', async (client, headers, status, asked) => {
  const setup = makeTestApi()
  const put = await send(setup, `PUT /v1/clients/${client}`, { json: acmeDocument, headers })
  expect(put.status).toBe(status)
  expect(setup.used.putClient.mock.calls.map((call) => call[1])).toEqual(asked === undefined ? [] : [asked])
})

test('somebody who was faster', async () => {
  const setup = makeTestApi()
  const detail = 'Client acme is at revision 8, not 7. Read it again.'
  setup.used.putClient.mockResolvedValue(refuse({ code: 'changed-meanwhile', detail }))
  const put = await send(setup, 'PUT /v1/clients/acme', {
    json: acmeDocument,
    headers: { 'if-match': '"7"' },
  })
  expect([put.status, put.body['detail']]).toEqual([412, detail])
})
