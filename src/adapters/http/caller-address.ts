import { BlockList, isIP, isIPv6 } from 'node:net'

/** Whose word is taken for whom a request comes from, as addresses and networks: `127.0.0.0/8,::1`. */
export type TrustedProxies = BlockList

/** @param texts addresses and networks that were read before */
export function trustedProxies(texts: readonly string[]): TrustedProxies {
  const list = new BlockList()
  for (const text of texts) {
    const [address = '', bits] = text.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}

/**
 * @param remote the address that speaks to us
 * @param forwarded `X-Forwarded-For`
 * @returns where a request comes from: who speaks to us or, where that is a proxy of ours, whom it names last; an IPv6
 * address as the network that its owner has, a /64
 */
export function callerAddress(
  remote: string | undefined,
  forwarded: string | undefined,
  trusted: TrustedProxies,
): string {
  const named = (forwarded ?? '').split(',').map((one) => plain(one.trim()))
  let caller = plain(remote ?? '')
  while (isIP(caller) !== 0 && trusted.check(caller, isIPv6(caller) ? 'ipv6' : 'ipv4')) {
    const before = named.pop()
    if (before === undefined || isIP(before) === 0) break
    caller = before
  }
  if (isIP(caller) === 0) return 'unknown'
  return isIPv6(caller) ? networkOf(caller) : caller
}

const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')

function networkOf(address: string): string {
  const [head = '', tail = ''] = address.split('::')
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'))
  const [before, behind] = [groups(head), groups(tail)]
  const zeros = address.includes('::') ? Math.max(0, 8 - before.length - behind.length) : 0
  const all = [...before, ...Array<string>(zeros).fill('0'), ...behind]
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
