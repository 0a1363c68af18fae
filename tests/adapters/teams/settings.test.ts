import { describe, expect, test } from 'vitest'
import { makeRegistrations } from '../../../src/adapters/teams/trust/registrations.ts'
import { envSchema } from '../../../src/config/env.ts'
import { appId, otherAppId, otherTenant, tenant } from './activities.ts'

const read = (value: string) => envSchema.shape.TEAMS_APPS.safeParse(value)

describe('TEAMS_APPS', () => {
  test('is one registration for each tenant; a secret may hold colons and equal signs', () => {
    expect(read(`${tenant}=${appId}:a:b=c~.Q, ${otherTenant}=${otherAppId}:two,`).data).toEqual([
      { tenant, appId, secret: 'a:b=c~.Q' },
      { tenant: otherTenant, appId: otherAppId, secret: 'two' },
    ])
    expect(envSchema.shape.TEAMS_APPS.parse(undefined)).toEqual([])
  })

  test.each([
    'secret',
    `${tenant}=${appId}`,
    `${tenant}=${appId}:`,
    `acme=${appId}:secret`,
    `${tenant}=${appId}:one,${tenant}=${otherAppId}:two`,
    `${tenant}=${appId}:one,${otherTenant}=${appId.toUpperCase()}:two`,
  ])('%s is refused', (value) => {
    expect(read(value).success).toBe(false)
  })

  test('registrations that share a tenant or an id are no registrations', () => {
    const one = { tenant, appId, secret: 's' }
    expect(() => makeRegistrations([one, { ...one, appId: otherAppId }])).toThrow(/tenant/)
    expect(makeRegistrations([one]).byTenant(tenant.toUpperCase())).toBe(one)
  })
})
