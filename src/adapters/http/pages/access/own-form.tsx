import type { Context, MiddlewareHandler } from 'hono'
import type { LinkUseCases } from '../../../../app/use-cases/links.ts'
import { readUrl } from '../../../../domain/values/read-url.ts'
import type { PageEnv } from './page-env.ts'
import { ForeignFormPage } from './refused-pages.tsx'

const field = 'form'

/** Proves that a form is of a page that its link opened. It works without cookies, so in frames, too. */
export const FormGuard = ({ token }: { token: string }) => <input type="hidden" name={field} value={token} />

/**
 * Lets a POST in only from a form of the page itself, opened by the same link: by the token that the form carries, and
 * by what the browser says of where it comes from. What follows finds the fields under `form`; of a field that comes
 * twice, the last.
 */
export const ownForm =
  (app: Pick<LinkUseCases, 'isFormToken'>): MiddlewareHandler<PageEnv> =>
  async (c, next) => {
    if (c.req.method !== 'POST') return next()
    const fields = await readFields(c)
    const isOurs = isSameOrigin(c) && (await app.isFormToken(c.get('access').link.id, fields[field] ?? ''))
    if (!isOurs) return c.html(<ForeignFormPage />, 403)
    c.set('form', fields)
    return next()
  }

/** @returns the fields that are text; none of a body that is no form. How long it may be is judged before. */
export async function readFields(c: Context): Promise<Record<string, string>> {
  const body = await c.req.parseBody().catch(() => ({}))
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
}

/** Our pages send no referrer, so browsers send `null` for an origin; `Sec-Fetch-Site` is what tells then. */
export function isSameOrigin(c: Context): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined && site !== 'same-origin') return false
  const origin = c.req.header('origin')
  if (origin === undefined || origin === 'null') return true
  return readUrl(origin)?.host === c.req.header('host')
}
