import fc from 'fast-check'
import type { MakeCase } from '../case.ts'
import { nothing } from '../rights.ts'
import { hostileText } from '../values/hostile.ts'

const lines = fc.constantFrom(
  'GET / HTTP/1.1',
  'GET /v1/clients HTTP/1.1',
  'POST /links/fresh HTTP/1.1',
  'POST /slack/events HTTP/1.1',
  'PUT /v1/clients/acme HTTP/1.1',
  'GET http://evil.example/ops HTTP/1.1',
  'OPTIONS * HTTP/1.1',
  'TRACE /v1/clients HTTP/1.1',
  'CONNECT evil.example:443 HTTP/1.1',
  'GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1',
  'GET //evil.example/%2f.. HTTP/1.1',
  'GET /ops?%00 HTTP/1.0',
  'BREW /pot HTTP/1.1',
  'GET /schedule/%ff HTTP/9.9',
  'PRI * HTTP/2.0',
)

const headers = fc.constantFrom(
  'Host: updates.vendor.example',
  'Host: a b',
  'Host: [::1',
  'Host:',
  'Content-Length: 5',
  'Content-Length: 5, 6',
  'Content-Length: -1',
  'Content-Length: 99999999999999999999',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: gzip, chunked',
  'Expect: 100-continue',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Cookie: zerotouch_session=%ff; zerotouch_session=x',
  'X-Forwarded-Proto: javascript',
  'Accept-Encoding: *;q=x',
  `X-Long: ${'a'.repeat(9_000)}`,
  ' folded: x',
  'bad header',
)

/** What is no request, or hardly one: lines and headers as no client would send them. */
export const rawCases: fc.Arbitrary<MakeCase> = fc
  .record({
    line: fc.oneof({ weight: 9, arbitrary: lines }, { weight: 1, arbitrary: hostileText }),
    headers: fc.array(headers, { maxLength: 5 }),
    body: fc.oneof(fc.constantFrom('', 'link=x', '5\r\nlink=\r\n0\r\n\r\n', 'zz\r\n'), hostileText),
  })
  .map(
    ({ line, headers: sent, body }): MakeCase =>
      async () => ({
        area: 'raw',
        to: 'house',
        right: nothing,
        asked: {
          method: 'RAW',
          path: line.slice(0, 60),
          headers: {},
          body: null,
          raw: Buffer.from([line, ...sent, 'Connection: close', '', body].join('\r\n')),
        },
      }),
  )
