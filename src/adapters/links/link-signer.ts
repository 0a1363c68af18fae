import { createHash } from 'node:crypto'
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { type Link, type LinkSigner, linkPurposes } from '../../app/ports/stores/link-ports.ts'

export type LinkSignerOptions = {
  /** Each at least 32 characters; the first signs, all are read: a new one is put in front, the old one taken away later. */
  readonly secrets: readonly string[]
  readonly publicUrl: string
}

const algorithm = 'HS256'
const formPurpose = 'form'

/** What stands in a link, by short names: an address is to survive being printed and read over the phone's mail. */
const payloadSchema = z.object({
  jti: z.string(),
  aud: z.enum([...linkPurposes, 'session']),
  sub: z.string(),
  of: z.string().optional(),
  on: z.string().optional(),
  gen: z.number().int(),
  exp: z.number().int(),
})

/** Links as compact JWS (RFC 7515) under HMAC-SHA-256; who made one of ours held one of our keys. */
export function makeLinkSigner({ secrets, publicUrl }: LinkSignerOptions): LinkSigner {
  const keys = new Map(secrets.map((secret) => [keyId(secret), new TextEncoder().encode(secret)]))
  const [first] = keys
  if (!first) throw new Error('No key to sign links with')
  const [kid, signingKey] = first
  const sealed = (claims: JWTPayload): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ alg: algorithm, kid }).sign(signingKey)

  async function read(token: string, now: Date) {
    try {
      const { payload } = await jwtVerify(token, (header) => keyNamed(keys, header.kid), {
        algorithms: [algorithm],
        currentDate: now,
      })
      return { payload, expired: false }
    } catch (error) {
      // Its signature was checked before its time.
      if (error instanceof errors.JWTExpired) return { payload: error.payload, expired: true }
      if (error instanceof errors.JOSEError) return null
      throw error
    }
  }

  return {
    publicUrl,
    sign: (link) => sealed(payloadOf(link)),
    async read(token, now) {
      const seen = await read(token, now)
      if (!seen) return null
      const parsed = payloadSchema.safeParse(seen.payload)
      return parsed.success ? { link: linkOf(parsed.data), expired: seen.expired } : null
    },
    formToken: (link) => sealed({ aud: formPurpose, sub: link }),
    async isFormToken(link, token) {
      const payload = (await read(token, new Date(0)))?.payload
      return payload?.aud === formPurpose && payload.sub === link
    },
  }
}

/** Names a key without giving anything of it away. */
const keyId = (secret: string): string => createHash('sha256').update(secret).digest('hex').slice(0, 8)

function keyNamed(keys: ReadonlyMap<string, Uint8Array>, kid: string | undefined): Uint8Array {
  const key = keys.get(kid ?? '')
  if (!key) throw new errors.JWKSNoMatchingKey()
  return key
}

const payloadOf = ({ id, purpose, holder, subject, generation, expiresAt }: Link): JWTPayload => ({
  jti: id,
  aud: purpose,
  sub: holder.person,
  ...(holder.kind === 'administrator' && { of: holder.client }),
  ...(subject !== null && { on: subject }),
  gen: generation,
  exp: Math.floor(expiresAt.getTime() / 1000),
})

const linkOf = ({ jti, aud, sub, of, on, gen, exp }: z.infer<typeof payloadSchema>): Link => ({
  id: jti,
  purpose: aud,
  holder: of === undefined ? { kind: 'staff', person: sub } : { kind: 'administrator', client: of, person: sub },
  subject: on ?? null,
  generation: gen,
  expiresAt: new Date(exp * 1000),
})
