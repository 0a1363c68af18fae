import type { Context, MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Client } from '../../../../domain/people/client.ts'
import { readUrl } from '../../../../domain/values/read-url.ts'
import type { PageEnv } from './page-env.ts'

const common = secureHeaders({ referrerPolicy: 'no-referrer', xFrameOptions: false })

/**
 * The headers of every page: nothing is loaded from elsewhere, nothing runs that is not a file of ours, no address leaves
 * with a referrer, nothing private is kept; and nobody frames a page, save the systems of the client that it shows.
 */
export const pageHeaders: MiddlewareHandler<PageEnv> = (c, next) =>
  common(c, async () => {
    await next()
    c.header('content-security-policy', policyFor(c))
    if (!c.get('framedBy')) c.header('x-frame-options', 'DENY')
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'private, no-store')
  })

function policyFor(c: Context<PageEnv>): string {
  const hosts = hostsOf(c.get('framedBy') ?? null)
  const directives = {
    'default-src': "'none'",
    'style-src': "'self'",
    'script-src': "'self'",
    'img-src': "'self'",
    'connect-src': "'self'",
    'form-action': "'self'",
    'base-uri': "'none'",
    'frame-ancestors': hosts.length > 0 ? hosts.join(' ') : "'none'",
    ...c.get('policy'),
  }
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}

/** What a policy takes for a host (CSP 3, `host-source`), less its wild cards: `*` would be everybody. */
const policyOrigin = /^https?:\/\/[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::\d{1,5})?$/

/** @returns the origins of a client's systems, as a policy names them; an address that is none is left out */
export const hostsOf = (client: Client | null): string[] => [
  ...new Set(
    (client?.systems ?? []).flatMap(({ url }) => {
      const address = readUrl(url ?? '')
      if (!address) return []
      const { origin, protocol } = address
      // An address of another kind may hold an origin (`blob:https://…`) and yet be none.
      return `${origin}/`.startsWith(protocol) && policyOrigin.test(origin) ? [origin] : []
    }),
  ),
]
