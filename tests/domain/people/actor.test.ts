import { describe, expect, it } from 'vitest'
import {
  type Actor,
  actsForClient,
  administers,
  mayAct,
  maySee,
  stampOf,
  zerotouch,
} from '../../../src/domain/people/actor.ts'
import { person } from '../../support/samples.ts'

const key: Actor = { kind: 'key', id: 'K-1', name: 'pipeline', client: 'acme', environment: null }
const actors: Readonly<Record<string, Actor>> = {
  'an administrator of acme': person({ administers: ['acme'] }),
  'an administrator of beta': person({ administers: ['beta'] }),
  'an administrator of both': person({ administers: ['beta', 'acme'] }),
  'a specialist': person({ roles: ['specialist'] }),
  services: person({ roles: ['services'] }),
  'an operator': person({ roles: ['operator'] }),
  'services who administer acme': person({ roles: ['services'], administers: ['acme'] }),
  nobody: person(),
  'a key of acme': key,
  'Zerotouch itself': zerotouch,
}

describe('who may do what at acme', () => {
  it.each<[string, string]>([
    ['an administrator of acme', 'administers, acts, sees'],
    ['an administrator of beta', ''],
    ['an administrator of both', 'administers, acts, sees'],
    ['a specialist', 'sees'],
    ['services', 'acts, acts for it, sees'],
    ['an operator', 'sees'],
    ['services who administer acme', 'administers, acts, sees'],
    ['nobody', ''],
    ['a key of acme', ''],
    ['Zerotouch itself', ''],
  ])('%s: %s', (name, rights) => {
    const actor = actors[name]!
    const has = [
      administers(actor, 'acme') && 'administers',
      mayAct(actor, 'acme') && 'acts',
      actsForClient(actor, 'acme') && 'acts for it',
      maySee(actor, 'acme') && 'sees',
    ]
    expect(has.filter(Boolean).join(', ')).toBe(rights)
  })

  it('is written down with the side on which they stand', () => {
    expect(stampOf(person({ administers: ['acme'] }), 'acme')).toMatchObject({ id: 'ada', forVendor: false })
    expect(stampOf(person({ administers: ['beta'] }), 'acme').forVendor).toBe(true)
    expect(stampOf(key, 'acme')).toEqual({ kind: 'key', id: 'K-1', name: 'pipeline', forVendor: true })
    expect(stampOf(zerotouch, 'acme')).toMatchObject({ id: 'zerotouch', name: 'Zerotouch', forVendor: true })
  })
})
