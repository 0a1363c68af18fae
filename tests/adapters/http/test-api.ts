import { type ApiParts, makeApi } from '../../../src/adapters/http/make-api.ts'
import { type ApiKey, apiScopes } from '../../../src/app/ports/stores/api-ports.ts'
import { ok, refuse } from '../../../src/domain/values/result.ts'
import { at, makeFakeApp, report } from './fake-app.ts'
import { makeMemoryIdempotency } from './memory-idempotency.ts'

const key = (name: string, more: Partial<ApiKey> = {}): ApiKey => ({
  id: `K-${name}`,
  name,
  scopes: apiScopes,
  client: null,
  environment: null,
  ...more,
})

/** Tokens by what they may do: everything; one scope each; bound to acme; bound to acme/staging. */
export const keys: Readonly<Record<string, ApiKey>> = {
  all: key('all'),
  other: key('other'),
  acme: key('acme', { client: 'acme' }),
  'acme-staging': key('acme-staging', { client: 'acme', environment: 'staging' }),
  ...Object.fromEntries(apiScopes.map((scope) => [scope.replace(':', '-'), key(scope, { scopes: [scope] })])),
}

/** Reads a report as far as the API can tell: to its end, within 64 MB, refused when it breaks off. */
export const readToEnd: ApiParts['readReport'] = async (sources) => {
  let bytes = 0
  try {
    for await (const { body } of sources) {
      for await (const chunk of body) {
        bytes += chunk.byteLength
        if (bytes > 64 * 1024 * 1024) return refuse({ code: 'too-large', detail: 'Too large.', file: '' })
      }
    }
  } catch {
    return refuse({ code: 'truncated', detail: 'The upload broke off.', file: '' })
  }
  return ok(report)
}

export type Logged = { readonly level: string; readonly fields: object; readonly message: string }

/** The API around a fake app, with everything that was logged. */
export function makeTestApi(more: Partial<ApiParts> = {}) {
  const fake = makeFakeApp()
  const logged: Logged[] = []
  const log = (level: string) => (fields: object, message: string) => {
    logged.push({ level, fields, message })
  }
  const api = makeApi({
    app: fake.app,
    keys: { find: async (token) => keys[token] ?? null },
    idempotency: makeMemoryIdempotency(),
    readReport: readToEnd,
    clock: { now: () => at },
    logger: { info: log('info'), warn: log('warn'), error: log('error') },
    ready: async () => ({ parts: { database: true } }),
    ...more,
  })
  return { ...fake, api, logged }
}

export type Sent = {
  readonly as?: string
  readonly json?: unknown
  readonly body?: NonNullable<RequestInit['body']>
  readonly headers?: Record<string, string>
}

/** Sends a request as the holder of a token. */
export async function send(
  { api }: Pick<ReturnType<typeof makeTestApi>, 'api'>,
  line: string,
  { as = 'all', json, body, headers = {} }: Sent = {},
) {
  const [method = 'GET', path = '/'] = line.split(' ')
  const type = json === undefined ? {} : { 'content-type': 'application/json' }
  const response = await api.request(path, {
    method,
    headers: { authorization: `Bearer ${as}`, ...type, ...headers },
    ...(json !== undefined && { body: JSON.stringify(json) }),
    ...(body !== undefined && { body, duplex: 'half' }),
  })
  const text = await response.text()
  const read: Record<string, unknown> = text === '' ? {} : JSON.parse(text)
  return { status: response.status, headers: response.headers, text, body: read }
}
