import type { ApiScope } from '../../../src/app/ports/stores/api-ports.ts'
import type { Sent } from './test-api.ts'

export type TriedCall = {
  readonly line: string
  readonly scope: ApiScope
  readonly status: 200 | 201
  readonly sent: Sent
  /** What the address is in the OpenAPI document. */
  readonly path: string
  /** What of: everybody's, the whole of acme, acme/production, or the vendor's own. */
  readonly of: 'anybody' | 'acme' | 'acme/production' | 'vendor'
}

export const acmeDocument = {
  name: 'Acme College',
  zone: 'America/Toronto',
  windows: ['SUN 01:00-05:00', 'sat 23:00 - sun 02:00'],
  systems: [
    {
      environment: 'production',
      version: '3.9.11',
      url: 'https://learn.acme.example',
      webhook: {
        url: 'https://learn.acme.example/hooks',
        secret: 'whsec_FYsisotZiGjbDZZAkHCUVEzJG9z0iMD+dhiqLbWHAHA=',
      },
    },
    { environment: 'staging' },
  ],
  administrators: [
    {
      name: 'Ada',
      email: 'Ada@acme.example',
      accounts: [{ platform: 'slack', workspace: 'T1', user: 'U1' }],
    },
  ],
  channels: [{ platform: 'slack', workspace: 'T1', channel: 'C1' }],
  policy: { noticeHours: 240 },
}

const xml = (body = '<testsuites/>'): Sent => ({ body, headers: { 'content-type': 'application/xml' } })
const call = (
  line: string,
  scope: ApiScope,
  of: TriedCall['of'],
  path: string,
  sent: Sent = {},
  status: 200 | 201 = 200,
): TriedCall => ({ line, scope, of, path, sent, status })

/** Every call of DESIGN 6.2, each in a way that works for a key that reaches everything. */
export const everyCall: readonly TriedCall[] = [
  call('GET /v1/clients', 'read', 'acme', '/v1/clients'),
  call('GET /v1/clients/acme', 'read', 'acme', '/v1/clients/{client}'),
  call('PUT /v1/clients/acme', 'clients:write', 'acme', '/v1/clients/{client}', { json: acmeDocument }),
  call('GET /v1/clients/acme/deliveries', 'read', 'acme', '/v1/clients/{client}/deliveries'),
  call('GET /v1/deliveries/in-doubt', 'read', 'vendor', '/v1/deliveries/in-doubt'),
  call(
    'POST /v1/releases',
    'releases:write',
    'vendor',
    '/v1/releases',
    { json: { version: '4.0.0', notesUrl: 'https://vendor.example/4', kind: 'security' } },
    201,
  ),
  call('GET /v1/releases', 'read', 'anybody', '/v1/releases'),
  call('GET /v1/releases/3.9.12', 'read', 'anybody', '/v1/releases/{version}'),
  call('GET /v1/releases/3.9.12/plan', 'read', 'vendor', '/v1/releases/{version}/plan'),
  call('POST /v1/releases/3.9.12/gate', 'releases:write', 'vendor', '/v1/releases/{version}/gate', xml()),
  call(
    'POST /v1/releases/3.9.12/gate/parts?name=shard-1',
    'releases:write',
    'vendor',
    '/v1/releases/{version}/gate/parts',
    xml(),
    201,
  ),
  call(
    'POST /v1/releases/3.9.12/gate/parts/drop',
    'releases:write',
    'vendor',
    '/v1/releases/{version}/gate/parts/drop',
    { json: { name: 'shard-1' } },
  ),
  ...['pause', 'resume', 'withdraw'].map((verb) =>
    call(`POST /v1/releases/3.9.12/${verb}`, 'releases:write', 'vendor', `/v1/releases/{version}/${verb}`, {
      json: { reason: 'Log-ins fail.\nSee 77.' },
    }),
  ),
  call(
    'POST /v1/verifications',
    'verifications:write',
    'acme',
    '/v1/verifications',
    { json: { client: 'acme', release: '3.9.12' } },
    201,
  ),
  call('GET /v1/verifications', 'read', 'acme', '/v1/verifications'),
  call('GET /v1/verifications/V-acme', 'read', 'acme', '/v1/verifications/{verification}'),
  call('PATCH /v1/verifications/V-acme', 'verifications:write', 'acme', '/v1/verifications/{verification}', {
    json: { step: 'checking' },
  }),
  call(
    'POST /v1/verifications/V-acme/report',
    'verifications:write',
    'acme',
    '/v1/verifications/{verification}/report',
    xml(),
    201,
  ),
  call('GET /v1/attention', 'read', 'anybody', '/v1/attention'),
  call(
    'POST /v1/verifications/V-acme/report/parts?name=shard-1',
    'verifications:write',
    'acme',
    '/v1/verifications/{verification}/report/parts',
    xml(),
    201,
  ),
  call(
    'POST /v1/verifications/V-acme/report/parts/drop',
    'verifications:write',
    'acme',
    '/v1/verifications/{verification}/report/parts/drop',
    { json: {} },
  ),
  call('GET /v1/freezes', 'read', 'acme', '/v1/freezes'),
  call(
    'POST /v1/freezes',
    'freezes:write',
    'acme',
    '/v1/freezes',
    {
      json: {
        client: 'acme',
        startsAt: '2026-12-20T00:00:00Z',
        endsAt: '2026-12-27T00:00:00+01:00',
        reason: 'Exams',
      },
    },
    201,
  ),
  call('POST /v1/freezes/Z-1/end', 'freezes:write', 'acme', '/v1/freezes/{freeze}/end', { json: {} }),
  call('GET /v1/updates', 'read', 'anybody', '/v1/updates'),
  call('GET /v1/updates/U-acme-production', 'read', 'acme/production', '/v1/updates/{update}'),
  call('PATCH /v1/updates/U-acme-production', 'updates:write', 'acme/production', '/v1/updates/{update}', {
    json: { status: 'updated', version: '3.9.12' },
  }),
  call(
    'POST /v1/updates/U-acme-production/report',
    'updates:write',
    'acme/production',
    '/v1/updates/{update}/report',
    xml(),
    201,
  ),
  call('GET /v1/systems/acme/production', 'read', 'acme/production', '/v1/systems/{client}/{environment}'),
  call(
    'GET /v1/systems/acme/production/notices',
    'read',
    'acme/production',
    '/v1/systems/{client}/{environment}/notices',
  ),
  call(
    'GET /v1/clients/acme/links?administrator=ada@acme.example&page=schedule',
    'links:read',
    'acme',
    '/v1/clients/{client}/links',
  ),
]
