/** Why nobody may rely on a secret: the rest of a sentence that begins with the setting's name. */
export type Weakness = string

/** What guides and examples, ours and others', have printed, and what people put in to see whether it starts. */
const examples = new Set([
  'change-me-to-what-openssl-rand-hex-32-prints',
  '0123456789abcdef0123456789abcdef',
  'what-basic-information-of-your-app-shows',
  '8f742231b10e8888abcd99yyyzzz85a5',
  'whsec_c2VjcmV0IGJ5dGVzIG9mIHlvdXIgb3duIQ==',
  'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  'whsec_C2FVsBQIhrscChlQIMV+b5sSYTob7oD8',
  'whsec_plJ3nmyCDGBKInavdOK15jsl',
])

/** Words of placeholders, each so long that it comes up by chance in less than one key of a million. */
const placeholders =
  /change.?me|replace.?me|example|sample|secret|passw[o0]rd|your.?own|openssl|default|placeholder|zerotouch|letmein|qwerty|insert|foobar|deadbeef|unsafe|insecure|testing/i

const printedBefore = 'is an example that everybody can read'

/** Whether a secret was printed somewhere as an example. */
export const isExample = (secret: string): boolean => examples.has(secret)

/** Nobody tries 2⁸⁰ keys. What a tool makes has 128 bits or more, of which an estimate by its own characters sees fewer. */
const leastBits = 80
const leastLength = 32

/**
 * Judges a secret that is typed as it is, such as a key that signs links.
 * @returns null for one that looks as if a tool had made it
 */
export function weaknessOf(secret: string): Weakness | null {
  if (isExample(secret)) return printedBefore
  if (secret.length < leastLength) return `must be at least ${leastLength} characters`
  if (placeholders.test(secret)) return 'is a placeholder, or made of words'
  const characters = [...secret]
  if (isRegular(characters.map((one) => one.codePointAt(0) ?? 0))) return 'repeats itself'
  return bitsOf(characters) < leastBits ? 'is too easy to guess' : null
}

/**
 * Judges a secret as Standard Webhooks write it: `whsec_` and the base64 of 24 to 64 bytes.
 * @returns null for one that looks as if a tool had made it
 */
export function weaknessOfWebhookSecret(secret: string): Weakness | null {
  if (isExample(secret)) return printedBefore
  const [, encoded] = /^whsec_((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/.exec(secret) ?? []
  const bytes = Buffer.from(encoded ?? '', 'base64')
  if (!encoded || bytes.length < 24 || bytes.length > 64) return 'must be whsec_ and the base64 of 24 to 64 bytes'
  if (placeholders.test(encoded)) return 'is a placeholder, or made of words'
  if (isRegular([...bytes])) return 'repeats itself'
  // Among random bytes one in three can be typed; a key of which all can be is what somebody typed.
  if (bytes.every((byte) => byte >= 0x20 && byte < 0x7f)) return 'encodes what somebody typed, not random bytes'
  return null
}

/** Whether the same comes again, or each follows from the one before, as in `abcabc…` and `0123456789…`. */
function isRegular(signs: readonly number[]): boolean {
  const steps = signs.slice(1).map((sign, index) => sign - (signs[index] ?? 0))
  const even = steps.filter((step) => Math.abs(step) <= 1).length
  if (even > steps.length * 0.65) return true
  for (let period = 1; period <= signs.length / 2; period++) {
    const same = signs.slice(period).filter((sign, index) => sign === signs[index]).length
    if (same > (signs.length - period) * 0.8) return true
  }
  return new Set(signs).size < Math.min(7, signs.length / 2)
}

/** An estimate: each character as rare as it is in this very text; in what reads as words 1.5 bits each (Shannon 1951). */
function bitsOf(characters: readonly string[]): number {
  const text = characters.join('')
  if (/^[\p{Ll}\p{P}\p{Z}]*$/u.test(text) || /^[\p{L}\p{P}\p{Z}]*\p{Z}[\p{L}\p{P}\p{Z}]*$/u.test(text))
    return 1.5 * characters.length
  const counts = new Map<string, number>()
  for (const one of characters) counts.set(one, (counts.get(one) ?? 0) + 1)
  return [...counts.values()].reduce((sum, count) => sum - count * Math.log2(count / characters.length), 0)
}
