import { BlockList, isIP } from 'node:net'
import { readUrl } from '../../domain/values/read-url.ts'

// What is not the public internet's, of the IANA registries of special-purpose addresses (RFC 6890 and its successors).
// Two lists, because one would take every IPv4 address for its form in IPv6.
const special4 = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  special4.addSubnet(net, prefix, 'ipv4')

// Of IPv6 only this is routed on the public internet (RFC 4291, 2.4). All that wraps an IPv4 address (mapped,
// compatible, NAT64), all private, site-local and link-local addresses lie outside it.
const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')
const special6 = new BlockList()
for (const [net, prefix] of [
  // Teredo (2001::/32), benchmarks, ORCHID
  ['2001::', 23],
  ['2001:db8::', 32],
  // 6to4
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  special6.addSubnet(net, prefix, 'ipv6')

/** @returns false for every special-purpose address, and for what is no IP address at all */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special4.check(address, 'ipv4')
    case 6:
      return global6.check(address, 'ipv6') && !special6.check(address, 'ipv6')
    default:
      return false
  }
}

/** Names of this machine, and those under which only an inner network answers (RFC 6761, 6762, 8375; ICANN’s `internal`). */
const innerNames = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|private|corp|home|lan|arpa|onion)\.?$/

const loopbackNames = ['localhost', '127.0.0.1', '[::1]']

/** Ports of services that something else than a web server answers on; the Fetch standard blocks most of them, too. */
const isWebPort = (port: string): boolean => port === '' || port === '443' || Number(port) >= 1_024

export type AddressRefusal = 'unreadable' | 'with-password' | 'not-https' | 'port' | 'inside'

/**
 * Whether notices may be posted to an address of a client's own document, as far as the address itself says: what a name
 * leads to is looked up when it is called.
 * @param allowLoopback the sandbox posts to programs on the same machine, also without TLS
 * @returns why not, or null when they may
 */
export function refusalOfAddress(url: string, allowLoopback: boolean): AddressRefusal | null {
  const address = readUrl(url)
  if (!address) return 'unreadable'
  // However an IPv4 address is written (decimal, octal, hexadecimal, shortened), here it reads as four numbers.
  const { protocol, hostname, port, username, password } = address
  if (username !== '' || password !== '') return 'with-password'
  if (protocol !== 'https:' && protocol !== 'http:') return 'not-https'
  if (loopbackNames.includes(hostname)) return allowLoopback ? null : 'inside'
  if (protocol !== 'https:') return 'not-https'
  const literal = hostname.replace(/^\[|\]$/g, '')
  if (isIP(literal) !== 0) {
    if (!isPublicAddress(literal)) return 'inside'
  } else if (innerNames.test(hostname) || !/[^.]\.[^.]/.test(hostname)) return 'inside'
  return isWebPort(port) ? null : 'port'
}

export const addressRefusals: Readonly<Record<AddressRefusal, string>> = {
  unreadable: 'is no address',
  'with-password': 'must not hold a user name or a password',
  'not-https': 'must be an https address; http is for a program on the sandbox’s own machine',
  port: 'must be at port 443, or at one from 1024',
  inside: 'leads to this machine or into an inner network: it must be reachable on the public internet',
}
