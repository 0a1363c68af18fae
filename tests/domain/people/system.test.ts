import { describe, expect, it } from 'vitest'
import {
  clientIdPattern,
  formatSystem,
  otherEnvironment,
  parseEnvironment,
  parseSystem,
  sameSystem,
} from '../../../src/domain/people/system.ts'

describe('the name of a system', () => {
  it.each([
    ['acme/production', 'acme/production'],
    ['ACME/Production', 'acme/production'],
    [' acme/prod ', 'acme/production'],
    ['acme/live', 'acme/production'],
    ['acme/staging', 'acme/staging'],
    ['a-1/stage', 'a-1/staging'],
  ])('%j is %s', (text, name) => {
    const system = parseSystem(text)
    expect(system && formatSystem(system)).toBe(name)
  })

  it.each([
    '',
    'acme',
    'acme/',
    '/production',
    'acme/production/x',
    'acme/test',
    'acme/constructor',
    'acme/__proto__',
    'acme/tostring',
    '-acme/production',
    'ac me/production',
    'ac_me/production',
    '<!channel>/production',
    `${'a'.repeat(41)}/production`,
  ])('is none in %j', (text) => {
    expect(parseSystem(text)).toBeNull()
  })

  it('may be its environment alone', () => {
    expect(['production', 'prod', 'live', 'staging', 'stage', 'acme', 'constructor'].map(parseEnvironment)).toEqual([
      'production',
      'production',
      'production',
      'staging',
      'staging',
      null,
      null,
    ])
  })

  it('holds clients to short, sayable ids', () => {
    expect(['a', 'acme', 'a-b', `a${'b'.repeat(39)}`].filter((id) => !clientIdPattern.test(id))).toEqual([])
    expect(['', '-a', 'a-', 'A', `a${'b'.repeat(40)}`].filter((id) => clientIdPattern.test(id))).toEqual([])
  })

  it('tells the two systems of a client apart', () => {
    const system = { client: 'acme', environment: 'production' } as const
    expect(otherEnvironment('production')).toBe('staging')
    expect(otherEnvironment('staging')).toBe('production')
    expect(sameSystem(system, { ...system })).toBe(true)
    expect(sameSystem(system, { ...system, environment: 'staging' })).toBe(false)
    expect(sameSystem(system, { ...system, client: 'beta' })).toBe(false)
  })
})
