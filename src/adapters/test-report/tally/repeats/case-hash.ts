/**
 * Hashes that tell cases apart in place of their texts, of 48 bits in a number: among a million cases two share one once
 * in five hundred reports, and each case costs bytes, not its name.
 */
export type Hash = number

const high = 2 ** 32

/**
 * @param after the hash of what stands before it; texts that differ in blanks alone are the same
 * @returns the hash of both together
 */
export function hashText(text: string, after: Hash = 0): Hash {
  let low = (after | 0) ^ 0x2f0b4c47
  let top = Math.trunc(after / high) ^ 0x41c6ce57
  let blank = false
  let begun = false
  let foreign = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    foreign |= code
    if (code <= 0x20 || code === 0xa0) {
      blank = begun
      continue
    }
    const sign = blank ? code + 0x10000 : code
    blank = false
    begun = true
    low = Math.imul(low ^ sign, 0x9e3779b1)
    top = Math.imul(top ^ sign, 0x5f356495)
    low ^= low >>> 15
  }
  // Accents may be written as one sign or as two.
  if (foreign > 0x7f) {
    const composed = text.normalize('NFC')
    if (composed !== text) return hashText(composed, after)
  }
  return mixed(low, top)
}

/** @returns the hash of something that a number tells apart from others of the same hash */
export const hashWith = (hash: Hash, number: number): Hash =>
  mixed((hash | 0) ^ Math.imul(number + 1, 0x85ebca6b), Math.trunc(hash / high) ^ Math.imul(number + 1, 0xc2b2ae35))

function mixed(low: number, top: number): Hash {
  const one = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(top ^ (top >>> 13), 0xc2b2ae35)
  const two = Math.imul(top ^ (top >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35)
  return ((two >>> 16) & 0xffff) * high + ((one ^ (two << 7)) >>> 0)
}
