import { makeApi } from '../../../src/adapters/http/make-api.ts'
import { makeApiKeys } from '../../../src/adapters/postgres/operations/api-keys-repository.ts'
import { makeIdempotencyStore } from '../../../src/adapters/postgres/operations/idempotency-repository.ts'
import { type ApiScope, apiScopes } from '../../../src/app/ports/stores/api-ports.ts'
import { readReceivedReport } from '../../../src/main/read-received-report.ts'
import { type House, openHouse } from '../../support/house.ts'
import { acmeDocument } from './every-call.ts'
import { send } from './test-api.ts'

/** The API on a real Postgres, of which nothing may fail inside. */
export function apiOf({ app, db, clock, ports }: House, errors: unknown[]) {
  return makeApi({
    app,
    keys: makeApiKeys(db),
    idempotency: makeIdempotencyStore(db),
    readReport: readReceivedReport,
    clock,
    logger: { ...ports.logger, error: (fields) => errors.push(fields) },
    ready: async () => ({ parts: {} }),
  })
}

/**
 * A house with the client acme, whose copy waits for its report on release 3.9.12, a candidate 3.9.13, and keys: of the
 * vendor, of acme, and one that only reads.
 */
export async function openApiHouse() {
  const house = await openHouse('2026-11-22T12:00:00Z', {
    gate: { minTests: 20, requiredSuites: [] },
    healthMinTests: 10,
  })
  const errors: unknown[] = []
  const api = apiOf(house, errors)
  const keyOf = async (name: string, scopes: readonly ApiScope[], client: string | null) =>
    (await makeApiKeys(house.db).create({ name, scopes, client, environment: null }, house.clock.now())).token
  const vendor = await keyOf('vendor', apiScopes, null)
  const post = (line: string, json: unknown) => send({ api }, line, { json, as: vendor })
  await post('PUT /v1/clients/acme', acmeDocument)
  for (const version of ['3.9.12', '3.9.13'])
    await post('POST /v1/releases', { version, notesUrl: 'https://vendor.example/notes' })
  const tests = Array.from({ length: 21 }, (_, at) => ({ name: `t${at}`, status: 'passed' }))
  await post('POST /v1/releases/3.9.12/gate', { results: { tests } })
  const { items } = await house.app.listVerifications({ client: 'acme' }, { after: null, limit: 1 })
  const tokens: Readonly<Record<string, string>> = {
    vendor,
    acme: await keyOf('acme', apiScopes, 'acme'),
    reader: await keyOf('reader', ['read'], null),
  }
  return { house, api, errors, tokens, verification: items[0]?.id ?? '' }
}
