import { describe, expect, test } from 'vitest'
import { apiScopes } from '../../../src/app/ports/stores/api-ports.ts'
import { everyCall } from './every-call.ts'
import { makeTestApi, send } from './test-api.ts'

/** The same call about the other client. */
const foreign = (line: string) => line.replaceAll('acme', 'beta')

describe.each(everyCall)('$line', ({ line, scope, of, sent, status }) => {
  test('works with its scope alone', async () => {
    const answered = await send(makeTestApi(), line, { ...sent, as: scope.replace(':', '-') })
    expect([answered.status, answered.body]).toEqual([status, expect.anything()])
  })

  test.each(apiScopes.filter((other) => other !== scope))('is refused with %s alone', async (other) => {
    const setup = makeTestApi()
    const answered = await send(setup, line, { ...sent, as: other.replace(':', '-') })
    expect(answered.status).toBe(403)
    expect(answered.body).toMatchObject({ type: '/v1/problems/missing-scope', scope })
    expect(setup.written()).toBe(0)
  })

  test.each([
    ['without a key', {}, 'Bearer realm="zerotouch"'],
    ['with an unknown key', { authorization: 'Bearer nobody' }, 'error="invalid_token"'],
    ['with another scheme', { authorization: 'Basic YWxsOmFsbA==' }, 'error="invalid_token"'],
    ['with a hostile key', { authorization: `Bearer ${'x'.repeat(4_000)}` }, 'error="invalid_token"'],
  ])('is refused %s', async (_, headers, challenge) => {
    const setup = makeTestApi()
    const [method = '', path = ''] = line.split(' ')
    const answered = await setup.api.request(path, { method, headers })
    expect(answered.status).toBe(401)
    expect(answered.headers.get('www-authenticate')).toContain(challenge)
    expect(await answered.json()).toMatchObject({
      type: '/v1/problems/unauthorised',
      status: 401,
      instance: path.split('?')[0],
    })
    expect(setup.written()).toBe(0)
  })

  test('with a key bound to its client', async () => {
    const setup = makeTestApi()
    const answered = await send(setup, line, { ...sent, as: 'acme' })
    expect(answered.status).toBe(of === 'vendor' ? 403 : status)
    if (of === 'vendor') expect(setup.written()).toBe(0)
    expect(answered.text).not.toContain('beta')
  })

  test('with a key bound to another system of its client', async () => {
    const setup = makeTestApi()
    const answered = await send(setup, line, { ...sent, as: 'acme-staging' })
    expect(answered.status).toBe({ anybody: status, 'acme/production': 404, acme: 403, vendor: 403 }[of])
    expect(setup.written()).toBe(0)
    expect(answered.text).not.toMatch(/beta|U-acme-production/.exec(line) ? /beta/ : /beta|U-acme-production/)
  })
})

describe('what a key does not reach is answered as if it did not exist', () => {
  const named = everyCall.filter(({ line, sent }) => `${line}${JSON.stringify(sent)}`.includes('acme'))

  test.each(named)('$line', async ({ line, sent }) => {
    const setup = makeTestApi()
    const json = sent.json === undefined ? {} : { json: JSON.parse(foreign(JSON.stringify(sent.json))) }
    const beta = await send(setup, foreign(line), { ...sent, ...json, as: 'acme' })
    expect(beta.status).toBe(404)
    expect(setup.written()).toBe(0)

    const nobodys = (text: string) => text.replaceAll('acme', 'gone')
    const absent = await send(setup, nobodys(line), {
      ...sent,
      ...(sent.json !== undefined && { json: JSON.parse(nobodys(JSON.stringify(sent.json))) }),
      as: 'acme',
    })
    const blind = ({ instance: _, request: __, ...told }: Record<string, unknown>) =>
      JSON.stringify(told).replaceAll('gone', 'beta')
    expect(blind(absent.body)).toBe(blind(beta.body))
  })

  test('a list asked for another client is empty', async () => {
    for (const list of ['/v1/updates?client=beta', '/v1/verifications?client=beta']) {
      const answered = await send(makeTestApi(), `GET ${list}`, { as: 'acme' })
      expect(answered.body).toEqual({ items: [], next: null })
    }
  })

  test('lists hold what the key reaches, and ask the store for no more', async () => {
    const setup = makeTestApi()
    const ids = async (list: string, as: string) =>
      ((await send(setup, `GET ${list}`, { as })).body['items'] as { id: string }[]).map(({ id }) => id)
    expect(await ids('/v1/clients', 'acme')).toEqual(['acme'])
    expect(await ids('/v1/clients', 'all')).toEqual(['acme', 'beta'])
    expect(await ids('/v1/verifications', 'acme')).toEqual(['V-acme'])
    expect(await ids('/v1/updates', 'acme')).toEqual(['U-acme-production', 'U-acme-staging'])
    expect(await ids('/v1/updates', 'acme-staging')).toEqual(['U-acme-staging'])
    expect(setup.used.listUpdates.mock.calls.map(([filter]) => filter)).toEqual([
      { client: ['acme'] },
      { client: ['acme'] },
    ])
  })
})
