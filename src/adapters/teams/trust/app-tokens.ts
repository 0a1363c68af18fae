import { z } from 'zod'
import type { Registration } from './registrations.ts'

/** Microsoft did not give a token; nothing was sent to Teams. */
export class NoToken extends Error {
  override readonly name = 'NoToken'
  /** Whether our own id or secret was refused, which time alone does not mend. */
  readonly refused: boolean
  constructor(message: string, refused: boolean, options?: ErrorOptions) {
    super(message, options)
    this.refused = refused
  }
}

export type AppTokens = {
  /** @returns null for a registration without a secret @throws NoToken */
  of(registration: Registration): Promise<string | null>
}

export type AppTokenSettings = {
  /** E.g. `https://login.microsoftonline.com`. */
  readonly loginUrl: string
  readonly timeout: number
  /** Milliseconds since 1970. */
  readonly ticks: () => number
}

const answer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number() })
const refusal = z.object({ error: z.string() })
const scope = 'https://api.botframework.com/.default'
/** Milliseconds before its end at which a token is no longer used. */
const margin = 5 * 60_000

/**
 * Tokens with which the bot speaks, from the registration's own tenant (the client credentials of OAuth 2). Each is kept
 * until shortly before its end; many that need one at the same time ask once.
 */
export function makeAppTokens({ loginUrl, timeout, ticks }: AppTokenSettings): AppTokens {
  const kept = new Map<string, { readonly token: string; readonly until: number }>()
  const asking = new Map<string, Promise<string>>()

  async function ask({ appId, tenant }: Registration, secret: string): Promise<string> {
    const response = await fetch(`${loginUrl}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: secret,
        scope,
      }),
      signal: AbortSignal.timeout(timeout),
      redirect: 'error',
    })
    const body: unknown = await response.json()
    const read = answer.safeParse(body)
    if (!response.ok || !read.success) {
      const why = refusal.safeParse(body).data?.error ?? `HTTP ${response.status}`
      throw new NoToken(
        `Microsoft gives no token for ${appId}: ${why}`,
        response.status < 500 && response.status !== 429,
      )
    }
    kept.set(appId, { token: read.data.access_token, until: ticks() + read.data.expires_in * 1_000 - margin })
    return read.data.access_token
  }

  return {
    async of(registration) {
      const { appId, secret } = registration
      if (secret === null) return null
      const known = kept.get(appId)
      if (known && known.until > ticks()) return known.token
      const asked =
        asking.get(appId) ??
        ask(registration, secret)
          .catch((error: unknown) => {
            if (error instanceof NoToken) throw error
            throw new NoToken('Microsoft’s login could not be reached', false, { cause: error })
          })
          .finally(() => asking.delete(appId))
      asking.set(appId, asked)
      return asked
    },
  }
}
