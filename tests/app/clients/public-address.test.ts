import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPublicAddress, refusalOfAddress } from '../../../src/app/clients/public-address.ts'

describe('an address', () => {
  it.each([
    '8.8.8.8',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.255.255',
    '172.32.0.1',
    '192.167.255.255',
    '223.255.255.255',
    '2606:4700::1111',
    '2001:4860:4860::8888',
    '2001:200::1',
  ])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.170',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.1.1',
    '198.19.255.255',
    '198.51.100.7',
    '203.0.113.9',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::10.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::10.0.0.1',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:0:53aa:64c::1',
    '2001:2::1',
    '2001:10::1',
    '2001:20::1',
    '2001:db8::1',
    '2002:a00:1::1',
    '3fff::1',
    '5f00::1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'febf::1',
    'fec0::1',
    'feff::1',
    'ff02::1',
    'learn.acme.example',
    '',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})

describe('a webhook of a client’s own document', () => {
  it.each([
    'https://learn.acme.example/hooks',
    'https://learn.acme.example:8443/',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]/',
    'https://internal.acme.example/',
    'https://xn--bcher-kva.example/',
  ])('%s may be posted to', (url) => {
    expect(refusalOfAddress(url, false)).toBeNull()
  })

  it.each([
    ['http://learn.acme.example/', 'not-https'],
    ['ftp://learn.acme.example/', 'not-https'],
    ['https://ada:secret@learn.acme.example/', 'with-password'],
    ['https://learn.acme.example:22/', 'port'],
    ['https://learn.acme.example:25/', 'port'],
    ['https://localhost/', 'inside'],
    ['https://LOCALHOST./', 'inside'],
    ['https://learn.localhost/', 'inside'],
    ['https://printer.local/', 'inside'],
    ['https://metadata.google.internal/', 'inside'],
    ['https://metadata.google.internal./', 'inside'],
    ['https://router.home.arpa/', 'inside'],
    ['https://intranet/', 'inside'],
    ['https://intranet./', 'inside'],
    ['https://169.254.1.1.:8443/', 'inside'],
    ['https://127.1/', 'inside'],
    ['https://0177.0.0.1/', 'inside'],
    ['https://0x7f.1/', 'inside'],
    ['https://0xa9fea9fe/', 'inside'],
    ['https://2852039166/', 'inside'],
    ['https://①②⑦.0.0.1/', 'inside'],
    ['https://[::ffff:a00:1]/', 'inside'],
    ['https://[0:0:0:0:0:ffff:10.0.0.1]/', 'inside'],
    ['https://[fec0::1]/', 'inside'],
    ['https://[2001:0:53aa:64c::1]/', 'inside'],
    ['https://[64:ff9b::a00:1]/', 'inside'],
    ['https://[2002:a00:1::]/', 'inside'],
    ['https://[fe80::1%25eth0]/', 'unreadable'],
    ['nowhere', 'unreadable'],
  ] as const)('%s may not: %s', (url, why) => {
    expect(refusalOfAddress(url, false)).toBe(why)
  })

  it('leads to this very machine in the sandbox only, there also without TLS', () => {
    for (const url of ['http://localhost:3000/', 'http://127.0.0.1:25/', 'https://[::1]:8443/']) {
      expect([refusalOfAddress(url, true), refusalOfAddress(url, false)]).toEqual([null, 'inside'])
    }
    expect(refusalOfAddress('http://169.254.1.1/', true)).toBe('not-https')
    expect(refusalOfAddress('https://169.254.1.1/', true)).toBe('inside')
  })

  it('is judged alike however its IPv4 address is written', () => {
    const octet = fc.integer({ min: 0, max: 255 })
    const written = (value: number) =>
      fc.constantFrom(String(value), `0x${value.toString(16)}`, `0${value.toString(8)}`)
    fc.assert(
      fc.property(
        fc.tuple(octet, octet, octet, octet).chain((parts) =>
          fc.tuple(
            fc.constant(parts.join('.')),
            fc.oneof(
              fc.tuple(...parts.map(written)).map((texts) => texts.join('.')),
              written(parts.reduce((sum, part) => sum * 256 + part, 0)),
              fc.constant(`[::ffff:${parts.join('.')}]`),
            ),
          ),
        ),
        ([plain, odd]) => {
          const refusal = refusalOfAddress(`https://${odd}/`, false)
          if (odd.startsWith('[')) expect(refusal).toBe('inside')
          else expect(refusal).toBe(isPublicAddress(plain) ? null : 'inside')
        },
      ),
    )
  })
})
