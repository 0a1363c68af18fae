import { expect, test } from 'vitest'
import { makeTestApi, send } from './test-api.ts'

test.each([
  [
    '{\n  "version": "3.9.13",\n  "notesUrl": "https://v.example"\n  "kind": "regular"\n}',
    /line 4, column 3: comma expected/,
  ],
  ['{"version": 3.9.13}', /line 1, column 16: /],
  ['{"version": "3.9', /line 1, column 13: unexpected end of string/],
  ["{'version': '3.9.13'}", /line 1, column 2: invalid symbol/],
  ['{"version": "3.9.13",}', /line 1, column 22: property name expected/],
  ['{"version": "3.9.13", "kind": "regular",\r\n "kind": "security"}', /line 2, column 2: "kind" is there twice/],
  ['{"a": {"x": 1, "\\u0078": 2}}', /line 1, column 16: "x" is there twice/],
  ['['.repeat(200_000), /nested too deeply/],
  [`${'['.repeat(200_000)}${']'.repeat(200_000)}`, /nested too deeply/],
])('a body that breaks says where: %#', async (body, where) => {
  const setup = makeTestApi()
  const headers = { 'content-type': 'application/json' }
  const answered = await send(setup, 'POST /v1/releases', { body, headers })
  expect([answered.status, answered.body['type']]).toEqual([400, '/v1/problems/malformed-json'])
  expect(answered.body['detail']).toMatch(where)
  expect(setup.written()).toBe(0)
})

test('one name in two objects is none that is given twice', async () => {
  const body = '{"version": "3.9.13", "notesUrl": "https://v.example", "waves": {"shares": [1, 100]}}'
  const headers = { 'content-type': 'application/json' }
  expect((await send(makeTestApi(), 'POST /v1/releases', { body, headers })).status).toBe(201)
})
