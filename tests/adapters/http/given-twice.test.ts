import { describe, expect, test } from 'vitest'
import { everyCall } from './every-call.ts'
import { makeTestApi, send } from './test-api.ts'

type Parameter = { readonly name: string; readonly in: string; readonly schema?: { readonly type?: string } }
type Paths = Record<string, Record<string, { readonly parameters?: readonly Parameter[] }>>

const { paths } = (await (await makeTestApi().api.request('/v1/openapi.json')).json()) as { paths: Paths }

/** Every call with every parameter that its documentation names, and one that nobody names. */
const tried = everyCall.flatMap((call) => {
  const method = call.line.split(' ')[0]?.toLowerCase() ?? ''
  const declared = (paths[call.path]?.[method]?.parameters ?? []).filter((one) => one.in === 'query')
  const known = declared.map(({ name, schema }) => ({ name, takesSeveral: schema?.type === 'array' }))
  return [...known, { name: 'nonsense', takesSeveral: false }].map((one) => ({ ...call, ...one }))
})

const values: Readonly<Record<string, readonly [string, string]>> = {
  status: ['scheduled', 'held'],
  client: ['acme', 'beta'],
  release: ['3.9.12', '3.9.13'],
  kind: ['update-failed', 'place-gone'],
}

describe('a parameter that is given twice', () => {
  test('is tried at every call that takes parameters', () => {
    const names = new Set(tried.map(({ name }) => name))
    expect([...names]).toEqual(expect.arrayContaining(['limit', 'after', 'client', 'status', 'page', 'attempt']))
  })

  test.each(tried)('$line: $name', async ({ line, sent, name, takesSeveral }) => {
    const setup = makeTestApi()
    const [first, second] = values[name] ?? ['1', '2']
    const answered = await send(
      setup,
      `${line}${line.includes('?') ? '&' : '?'}${name}=${first}&${name}=${second}`,
      sent,
    )
    if (takesSeveral) {
      expect(answered.status).toBe(200)
      const { listUpdates, listVerifications, readAttention } = setup.used
      const [filter] = [listUpdates, listVerifications, readAttention].flatMap(({ mock }) => mock.calls[0] ?? []) ?? []
      expect(Object.values(filter ?? {})).toContainEqual([first, second])
      return
    }
    expect(answered.status).toBe(422)
    expect(answered.body['errors']).toContainEqual({
      field: name,
      reason: expect.stringMatching(/^is given \d times: give it once$/),
    })
    for (const use of Object.values(setup.used)) {
      const asked = 'mock' in use ? use.mock.calls.length : 0
      expect(
        asked === 0 ||
          line.startsWith('GET') ||
          use === setup.used.readUpdate ||
          use === setup.used.readVerification ||
          use === setup.used.readRelease,
      ).toBe(true)
    }
  })

  test('is named with all else that is wrong', async () => {
    const { status, body } = await send(makeTestApi(), 'GET /v1/updates?limit=5&limit=6&status=held&status=gone&x=1')
    expect(status).toBe(422)
    expect((body['errors'] as { field: string }[]).map(({ field }) => field)).toEqual(['limit', 'status[1]', 'x'])
  })

  test('never reaches beyond what the key is bound to', async () => {
    const setup = makeTestApi()
    const both = await send(setup, 'GET /v1/updates?client=beta&client=acme', { as: 'acme' })
    expect(setup.used.listUpdates.mock.calls[0]?.[0]).toEqual({ client: ['acme'] })
    expect((both.body['items'] as { client: string }[]).every(({ client }) => client === 'acme')).toBe(true)
    const none = await send(setup, 'GET /v1/updates?client=beta&client=gamma', { as: 'acme' })
    expect([none.body, setup.used.listUpdates.mock.calls.length]).toEqual([{ items: [], next: null }, 1])
  })
})
