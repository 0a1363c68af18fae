import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import type { Registration, Registrations } from './registrations.ts'
import type { SigningKeys } from './signing-keys.ts'

export type VerifiedToken = {
  readonly ok: true
  readonly registration: Registration
  /** Where the activity must say that it comes from. */
  readonly serviceUrl: string
  /** The channels that the signing key vouches for. */
  readonly endorsements: readonly string[]
}
export type RefusedToken = { readonly ok: false; readonly status: 401 | 503; readonly reason: string }

/** The one that signs for Teams; emulators and other bots sign as somebody else. */
const issuer = 'https://api.botframework.com'
/** Seconds by which clocks may differ, as the Bot Framework's protocol wants it. */
const tolerance = 300
const longest = 8_192

export type TokenCheck = (authorization: string | undefined) => Promise<VerifiedToken | RefusedToken>

/**
 * Checks the token of a request before anything of the request is read: issuer, audience, signature, time. Nothing of a
 * refused one is kept. (learn.microsoft.com, "Authenticate requests from the Bot Connector service to your bot")
 */
export function makeTokenCheck(registrations: Registrations, keys: () => Promise<SigningKeys>): TokenCheck {
  const audience = registrations.all.map(({ appId }) => appId)
  return async (authorization) => {
    const [, token] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '') ?? []
    if (!token || token.length > longest) return refused('The request carries no token.')
    try {
      const known = await keys()
      const { payload, protectedHeader } = await jwtVerify(token, known as JWTVerifyGetKey, {
        issuer,
        audience,
        algorithms: ['RS256'],
        clockTolerance: tolerance,
        requiredClaims: ['exp', 'serviceurl'],
      })
      const registration = registrationOf(payload, registrations)
      const { serviceurl } = payload
      if (!registration || typeof serviceurl !== 'string') return refused('The token is not for this bot.')
      const endorsements = endorsementsOf(known, protectedHeader.kid)
      return { ok: true, registration, serviceUrl: serviceurl, endorsements }
    } catch (error) {
      if (error instanceof errors.JWTExpired) return refused('The token is out of date.')
      if (isOurs(error)) return { ok: false, status: 503, reason: 'The signing keys cannot be had just now.' }
      return refused('The token is not good.')
    }
  }
}

const refused = (reason: string): RefusedToken => ({ ok: false, status: 401, reason })

/** The keys could not be fetched: that says nothing of the token, and Teams may try again. */
const isOurs = (error: unknown): boolean =>
  error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError) || isFetchFailure(error)

/** jose says so in a generic error. */
const isFetchFailure = (error: errors.JOSEError): boolean =>
  error.code === 'ERR_JOSE_GENERIC' || error.code === 'ERR_JWKS_INVALID'

function registrationOf({ aud }: JWTPayload, { byApp }: Registrations): Registration | null {
  for (const each of [aud].flat()) {
    const registration = each === undefined ? null : byApp(each)
    if (registration) return registration
  }
  return null
}

function endorsementsOf(keys: SigningKeys, kid: string | undefined): readonly string[] {
  const key = keys.jwks()?.keys.find((each) => each.kid === kid)
  const endorsements: unknown = key && Reflect.get(key, 'endorsements')
  return Array.isArray(endorsements) ? endorsements.filter((each) => typeof each === 'string') : []
}
