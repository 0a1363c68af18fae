import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeApi } from '../../../src/adapters/http/make-api.ts'
import { makeApiKeys } from '../../../src/adapters/postgres/operations/api-keys-repository.ts'
import { makeIdempotencyStore } from '../../../src/adapters/postgres/operations/idempotency-repository.ts'
import { apiScopes } from '../../../src/app/ports/stores/api-ports.ts'
import { readReceivedReport } from '../../../src/main/read-received-report.ts'
import { type House, openHouse } from '../../support/house.ts'
import { onFile } from '../../support/scene.ts'
import { type Sent, send } from './test-api.ts'

let house: House
let setup: Parameters<typeof send>[0]
let token = ''

beforeAll(async () => {
  house = await openHouse('2026-11-22T12:00:00Z')
  const keys = makeApiKeys(house.db)
  setup = {
    api: makeApi({
      app: house.app,
      keys,
      idempotency: makeIdempotencyStore(house.db),
      readReport: readReceivedReport,
      clock: house.clock,
      logger: house.ports.logger,
      ready: async () => ({ parts: {} }),
    }),
  }
  const made = await keys.create(
    { name: 'vendor', scopes: apiScopes, client: null, environment: null },
    house.clock.now(),
  )
  token = made.token
  await onFile(house, 'acme')
})
afterAll(() => house.close())

const freeze = (client: string | null, from: string, until: string, headers = {}): Promise<Answered> =>
  post('POST /v1/freezes', {
    json: { client, startsAt: `${from}T00:00:00Z`, endsAt: `${until}T00:00:00Z`, reason: 'Exams' },
    headers,
  })
const end = (id: unknown, headers = {}) => post(`POST /v1/freezes/${String(id)}/end`, { json: {}, headers })
const post = (line: string, sent: Sent) => send(setup, line, { ...sent, as: token })
type Answered = Awaited<ReturnType<typeof send>>

/** What a gateway adds to everything that it passes on for one of its own requests. */
const correlated = { 'x-request-id': 'gateway-7' }

describe('X-Request-Id finds a request in logs, and answers none', () => {
  test('freezes under one id are added each, and ended', async () => {
    const own = await freeze('acme', '2026-12-01', '2026-12-03', correlated)
    const vendors = await freeze(null, '2026-12-20', '2027-01-04', correlated)
    expect([own.status, vendors.status]).toEqual([201, 201])
    expect(own.body).toMatchObject({ client: 'acme' })
    expect(vendors.body).toMatchObject({ client: null })
    const ended = await end(vendors.body['id'], correlated)
    expect([ended.status, ended.body]).toMatchObject([200, { id: vendors.body['id'], client: null }])
    expect((await end(own.body['id'], correlated)).body).toMatchObject({ id: own.body['id'] })
  })
})

describe('a freeze under an Idempotency-Key', () => {
  const keyed = (key: string) => ({ 'idempotency-key': key })

  test('is added once, also when its answer was lost with the process', async () => {
    const first = await freeze('acme', '2026-12-05', '2026-12-06', keyed('add-1'))
    await house.db.deleteFrom('idempotency_keys').execute()
    const again = await freeze('acme', '2026-12-05', '2026-12-06', keyed('add-1'))
    expect([again.status, again.body['id']]).toEqual([201, first.body['id']])
    const other = await freeze('acme', '2026-12-05', '2026-12-06', keyed('add-2'))
    expect(other.body['id']).not.toBe(first.body['id'])
  })

  test('that was refused is added under the same key once its cause is gone', async () => {
    const long = await freeze('acme', '2027-01-01', '2027-01-30', keyed('add-3'))
    const one = () => freeze('acme', '2027-02-10', '2027-02-14', keyed('add-4'))
    expect((await one()).status).toBe(422)
    await end(long.body['id'])
    expect((await one()).status).toBe(201)
  })
})
