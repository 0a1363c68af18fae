import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** An address that no notice is posted to: a client's document must not make us knock at our own doors. */
export class PrivateAddress extends Error {
  override readonly name = 'PrivateAddress'
}

// Special-purpose addresses (IANA registries, RFC 6890): this host, private, shared, link-local, multicast, reserved.
// Two lists, because one would take every IPv4 address for its form in IPv6.
const special4 = new BlockList()
const special6 = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  special4.addSubnet(net, prefix, 'ipv4')
for (const [net, prefix] of [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  special6.addSubnet(net, prefix, 'ipv6')

/** @returns false for every special-purpose address, and for what is no IP address at all */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special4.check(address, 'ipv4')
    case 6:
      return !special6.check(address, 'ipv6')
    default:
      return false
  }
}

const loopbackNames = ['localhost', '127.0.0.1', '[::1]']

/**
 * @param allowLoopback the sandbox posts to programs on the same machine, also without TLS
 * @returns why nothing is posted to this address, or null when it may be
 */
export function refuseUrl(url: string, allowLoopback: boolean): string | null {
  const { protocol, hostname } = new URL(url)
  if (allowLoopback && loopbackNames.includes(hostname)) return null
  if (protocol !== 'https:') return 'only https addresses are posted to'
  const literal = hostname.replace(/^\[|\]$/g, '')
  return isIP(literal) !== 0 && !isPublicAddress(literal) ? 'it is no public address' : null
}

/** Resolves a name and refuses it when any of its addresses is not public, so that what was checked is what is called. */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0)
    const [first] = addresses
    if (!first || addresses.some(({ address }) => !isPublicAddress(address)))
      return callback(new PrivateAddress('it is no public address'), '', 0)
    if (options.all) return callback(null, addresses)
    callback(null, first.address, first.family)
  })
}
