import { describe, expect, it } from 'vitest'
import { callerAddress, trustedProxies } from '../../../src/adapters/http/caller-address.ts'
import { againAt, defaultQuotas, quotaOf } from '../../../src/domain/limits/quota.ts'
import { readRates } from '../../../src/domain/limits/read-rates.ts'
import { day, hour, minute } from '../../../src/domain/time/span.ts'
import { adminOf, pipeline, services } from '../../support/cast.ts'

describe('rates', () => {
  it.each([
    ['10/day', [[10, day]]],
    [
      '2/hour,6/day',
      [
        [2, hour],
        [6, day],
      ],
    ],
    ['1/10min', [[1, 10 * minute]]],
    [
      ' 5/2day , 1/min',
      [
        [5, 2 * day],
        [1, minute],
      ],
    ],
  ] as const)('are read: %s', (text, rates) => {
    const value = rates.map(([count, milliseconds]) => ({ count, milliseconds }))
    expect(readRates(text)).toEqual({ ok: true, value })
  })

  it.each(['', '0/day', '1/0min', '-1/day', '1/week', '1/day,', '1.5/hour', '9999999/day', '1 / day', 'day/1'])(
    'are refused: %s',
    (text) => {
      expect(readRates(text)).toEqual({ ok: false, refusal: expect.stringContaining('10/day') })
    },
  )
})

describe('whose quota an act is', () => {
  const freezes = (actor: Parameters<typeof quotaOf>[1], client: string | null = 'acme') =>
    quotaOf(defaultQuotas, actor, { kind: 'freezes', client, of: client ?? 'the vendor' })?.key

  it('the client’s own: its people and its keys have one together', () => {
    expect(freezes(adminOf('acme'))).toBe('freezes of acme')
    expect(freezes({ ...pipeline, client: 'acme' } as typeof pipeline)).toBe('freezes of acme')
  })
  it('the vendor’s: each one has their own, whatever it is for', () => {
    expect(freezes(services)).toBe('freezes by person sam')
    expect(freezes(pipeline)).toBe('freezes by key K-1')
    expect(freezes(pipeline, null)).toBe('freezes by key K-1')
  })
  it('nobody’s: what Zerotouch does by its rules', () => {
    expect(freezes({ kind: 'zerotouch' })).toBeUndefined()
  })
})

it('says how long to wait in whole seconds, and never none', () => {
  const now = new Date('2026-11-22T12:00:00.500Z')
  expect(againAt(new Date('2026-11-22T12:00:02Z'), now).seconds).toBe(2)
  expect(againAt(now, now).seconds).toBe(1)
})

describe('where a request comes from', () => {
  const trusted = trustedProxies(['127.0.0.0/8', '::1', '10.0.0.0/8'])
  it.each([
    ['198.51.100.7', undefined, '198.51.100.7'],
    ['198.51.100.7', '203.0.113.1', '198.51.100.7'],
    ['127.0.0.1', '203.0.113.1', '203.0.113.1'],
    ['::ffff:127.0.0.1', '6.6.6.6, 203.0.113.1', '203.0.113.1'],
    ['127.0.0.1', '203.0.113.1, 10.1.2.3', '203.0.113.1'],
    ['127.0.0.1', undefined, '127.0.0.1'],
    ['127.0.0.1', 'unknown', '127.0.0.1'],
    ['127.0.0.1', '<script>', '127.0.0.1'],
    ['::1', '2001:db8:1:2:3::4', '2001:db8:1:2::/64'],
    ['2001:db8::1', undefined, '2001:db8:0:0::/64'],
    [undefined, '203.0.113.1', 'unknown'],
  ])('%s, forwarded for %s: %s', (remote, forwarded, address) => {
    expect(callerAddress(remote, forwarded, trusted)).toBe(address)
  })
})
