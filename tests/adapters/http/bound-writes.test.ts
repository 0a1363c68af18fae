import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse } from '../../support/house.ts'
import { type RealApi, realApiOf } from '../../support/real-api.ts'
import { acmeDocument } from './every-call.ts'

let house: House
let api: RealApi
beforeAll(async () => {
  house = await openHouse('2026-11-22T12:00:00Z')
  api = realApiOf(house)
})
afterAll(() => house.close())

const { policy: _, channels: __, ...plain } = acmeDocument
const put = (as: string, client: string, more: object = {}) =>
  api.call(as, `PUT /v1/clients/${client}`, { json: { ...plain, ...more } })
const numbersOf = async (client: string) => (await house.app.readStatus(client))?.numbers
const policyOf = async (client: string) =>
  (await api.call('vendor', `GET /v1/clients/${client}`)).body['policy']

describe('the numbers of a client', () => {
  test('are its own within bounds, and not beyond', async () => {
    await put('vendor', 'acme')
    const greedy = { maxSkipsInARow: 100, cutOffHours: 0, deadlineDays: 365, noticeHours: 240 }
    const refused = await put('acme', 'acme', { name: 'Changed', policy: greedy })
    expect([refused.status, refused.body['errors']]).toEqual([
      422,
      [
        { field: 'policy.cutOffHours', reason: expect.stringContaining('may be 4 to 48') },
        { field: 'policy.deadlineDays', reason: expect.stringContaining('may be 14 to 35') },
        { field: 'policy.maxSkipsInARow', reason: expect.stringContaining('may be 0 to 1') },
      ],
    ])
    expect(await house.app.readClient('acme')).toMatchObject({ name: acmeDocument.name, policy: {} })
    expect(await numbersOf('acme')).toMatchObject({ maxSkipsInARow: 1, cutOffHours: 4, deadlineDays: 35 })

    expect((await put('acme', 'acme', { policy: { noticeHours: 240 } })).body['policy']).toEqual({
      noticeHours: 240,
    })
    expect((await put('acme', 'acme')).body['policy']).toEqual({})
  })

  test('that the vendor set stay, whatever the client says or leaves out, until the vendor says otherwise', async () => {
    await put('vendor', 'beta', { policy: { maxSkipsInARow: 5, cutOffHours: 8 } })
    const read = (await api.call('beta', 'GET /v1/clients/beta')).body
    expect((await api.call('beta', 'PUT /v1/clients/beta', { json: read })).status).toBe(200)
    const own = await put('beta', 'beta', { policy: { noticeHours: 200 } })
    expect(own.body['policy']).toEqual({ noticeHours: 200, maxSkipsInARow: 5, cutOffHours: 8 })
    expect((await put('beta', 'beta', { policy: { cutOffHours: 4 } })).status).toBe(422)
    await put('beta', 'beta')
    expect(await policyOf('beta')).toEqual({ maxSkipsInARow: 5, cutOffHours: 8 })
    await put('vendor', 'beta', { policy: { maxSkipsInARow: 2 } })
    expect(await policyOf('beta')).toEqual({ maxSkipsInARow: 2 })
    expect((await put('beta', 'beta', { policy: { cutOffHours: 5 } })).body['policy']).toEqual({
      maxSkipsInARow: 2,
      cutOffHours: 5,
    })
  })
})
