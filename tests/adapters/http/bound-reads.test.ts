import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse, pipeline, receivedReport } from '../../support/house.ts'
import { type RealApi, realApiOf } from '../../support/real-api.ts'
import { available, onFile, scheduled } from '../../support/scene.ts'

let house: House
let api: RealApi

beforeAll(async () => {
  house = await openHouse('2026-11-22T12:00:00Z')
  api = realApiOf(house)
  const { app } = house
  await scheduled(house, 'acme', {}, '3.9.10')
  await app.withdrawRelease('3.9.10', 'It loses grades.', pipeline)
  // Beta joins when that one is gone.
  await onFile(house, 'beta')
  const register = (version: string, more = {}) =>
    app.registerRelease({ version, kind: 'regular', notesUrl: 'https://vendor.example/n', ...more }, pipeline)
  await register('3.9.11')
  await app.judgeRelease('3.9.11', receivedReport(20_000, [{ name: 'secret failure' }]), pipeline)
  await register('3.9.12', { waves: { shares: [1, 100], gapHours: 24 } })
  await app.judgeRelease('3.9.12', receivedReport(21_001), pipeline)
  await register('3.9.13')
  await available(house, '3.9.14', 'hotfix')
  await register('3.9.15')
  await app.withdrawRelease('3.9.15', 'It was never good.', pipeline)
})
afterAll(() => house.close())

const versions = async (as: string): Promise<string[]> => {
  const { body } = await api.call(as, 'GET /v1/releases')
  return (body['items'] as { version: string }[]).map(({ version }) => version)
}

describe('a key of a client', () => {
  test('sees the releases that the client is told of, by list and by name', async () => {
    const all = ['3.9.15', '3.9.14', '3.9.13', '3.9.12', '3.9.11', '3.9.10']
    expect(await versions('vendor')).toEqual(all)
    const told = { acme: ['3.9.14', '3.9.12', '3.9.10'], beta: ['3.9.14', '3.9.12'] }
    for (const [client, its] of Object.entries(told)) {
      for (const key of [client, `${client}/staging`]) expect(await versions(key)).toEqual(its)
      for (const version of all) {
        const { status } = await api.call(client, `GET /v1/releases/${version}`)
        expect(status, `${client} ${version}`).toBe(its.includes(version) ? 200 : 404)
      }
    }
  })

  test('does not see what gates counted, nor the waves of others', async () => {
    const vendors = await api.call('vendor', 'GET /v1/releases/3.9.12')
    expect(vendors.body).toMatchObject({ gate: { passed: 21_001 }, waves: { gapHours: 24 } })
    for (const line of ['GET /v1/releases', 'GET /v1/releases/3.9.12']) {
      const { text } = await api.call('beta', line)
      expect(text).not.toMatch(/21001|20000|gapHours|opensAt/)
    }
    expect((await api.call('beta', 'GET /v1/releases/3.9.12')).body).toMatchObject({
      gate: null,
      waves: null,
    })
  })

  test('pages through its own list, and learns nothing from the place of another', async () => {
    const first = await api.call('acme', 'GET /v1/releases?limit=2')
    expect(first.body).toMatchObject({
      items: [{ version: '3.9.14' }, { version: '3.9.12' }],
      next: '3.9.12',
    })
    const second = await api.call('acme', 'GET /v1/releases?limit=2&after=3.9.12')
    expect(second.body).toMatchObject({ items: [{ version: '3.9.10' }], next: null })
    expect((await api.call('acme', 'GET /v1/releases?after=3.9.13')).status).toBe(422)
  })

  test('cannot find out by a verification whether a release exists', async () => {
    const ask = (release: string) => api.call('acme', 'POST /v1/verifications', { json: { client: 'acme', release } })
    for (const release of ['3.9.11', '3.9.13', '3.9.15', '9.9.9']) {
      const { status, body } = await ask(release)
      expect([status, body['detail']]).toEqual([404, `There is no release "${release}".`])
    }
    expect((await ask('3.9.12')).status).not.toBe(404)
  })
})
