import { makeApi } from '../../src/adapters/http/make-api.ts'
import { makeApiKeys } from '../../src/adapters/postgres/operations/api-keys-repository.ts'
import { makeIdempotencyStore } from '../../src/adapters/postgres/operations/idempotency-repository.ts'
import { type ApiKey, type ApiScope, apiScopes } from '../../src/app/ports/stores/api-ports.ts'
import { readReceivedReport } from '../../src/main/read-received-report.ts'
import { type Sent, send } from '../adapters/http/test-api.ts'
import type { House } from './house.ts'

export type Answered = Awaited<ReturnType<typeof send>>

/** The API of a test's house, on its Postgres, with keys that are made as they are needed. */
export type RealApi = {
  /** @param as whose key: `vendor`, a client's id, or `acme/staging`; it has every scope */
  call(as: string, line: string, sent?: Sent): Promise<Answered>
  /** Everything that was logged as an error. */
  readonly errors: object[]
}

export function realApiOf(
  house: House,
  more: Partial<Parameters<typeof makeApi>[0]> = {},
  scopes: readonly ApiScope[] = apiScopes,
): RealApi {
  const keys = makeApiKeys(house.db)
  const tokens = new Map<string, Promise<string>>()
  const errors: object[] = []
  const api = makeApi({
    app: house.app,
    keys,
    idempotency: makeIdempotencyStore(house.db),
    readReport: readReceivedReport,
    clock: house.clock,
    logger: { ...house.ports.logger, error: (fields) => errors.push(fields) },
    ready: async () => ({ parts: {} }),
    ...more,
  })
  const create = async (name: string): Promise<string> => {
    const [client = null, environment = null] = name === 'vendor' ? [] : name.split('/')
    const bound = { client, environment: environment as ApiKey['environment'] }
    return (await keys.create({ name, scopes, ...bound }, house.clock.now())).token
  }
  const tokenOf = (name: string): Promise<string> => {
    const made = tokens.get(name) ?? create(name)
    tokens.set(name, made)
    return made
  }
  return {
    errors,
    call: async (as, line, sent = {}) => send({ api }, line, { ...sent, as: await tokenOf(as) }),
  }
}
