import type { Context, MiddlewareHandler } from 'hono'
import type { LinkPurpose, LinkUseCases, OpenedLink } from '../../../../app/use-cases/links.ts'
import type { StaffRole } from '../../../../domain/people/actor.ts'
import type { PageEnv } from './page-env.ts'
import { ForbiddenPage, RefusedLinkPage, SignInFirstPage, statusOf } from './refused-pages.tsx'
import { readSession } from './session.ts'

/** What opening a page needs of the app. */
export type Opening = Pick<LinkUseCases, 'openLink' | 'formToken'>

/**
 * Opens a page by the `:key` of its path: a link of an administrator, or a plain name (a client, an id) for staff who have
 * signed in. What follows finds `access` set; everybody else gets a page that says what to do.
 * @param framed whether the systems of the client may frame the page
 */
export const openByKey =
  (app: Opening, purpose: LinkPurpose, { framed = false } = {}): MiddlewareHandler<PageEnv> =>
  async (c, next) => {
    const key = c.req.param('key') ?? ''
    const base = c.req.path.split('/').slice(0, keyDepth).join('/')
    if (!isToken(key)) return openBySession(app, c, { subject: key, base }, next)
    const opened = await app.openLink(key, purpose)
    const client = opened.ok ? opened.value.client : opened.refusal.client
    if (framed) c.set('framedBy', client)
    if (!opened.ok) return c.html(<RefusedLinkPage refusal={opened.refusal} token={key} />, statusOf(opened.refusal))
    await enter(app, c, opened.value, { subject: opened.value.link.subject, base })
    return next()
  }

/** Opens a page for staff who have signed in, all of them or those in one of the roles. */
export const openForStaff =
  (app: Opening, roles: readonly StaffRole[] = []): MiddlewareHandler<PageEnv> =>
  (c, next) =>
    openBySession(app, c, { subject: null, base: c.req.path }, next, roles)

async function openBySession(
  app: Opening,
  c: Context<PageEnv>,
  where: { readonly subject: string | null; readonly base: string },
  next: () => Promise<void>,
  roles: readonly StaffRole[] = [],
) {
  const session = readSession(c)
  const opened = session === null ? null : await app.openLink(session, 'session')
  if (!opened?.ok) return c.html(<SignInFirstPage />, 401)
  const { person } = opened.value.reader
  if (roles.length > 0 && !roles.some((role) => person.roles.includes(role))) return c.html(<ForbiddenPage />, 403)
  await enter(app, c, opened.value, where)
  return next()
}

async function enter(
  app: Opening,
  c: Context<PageEnv>,
  { reader, link }: OpenedLink,
  where: { readonly subject: string | null; readonly base: string },
): Promise<void> {
  c.set('access', { reader, link, ...where, formToken: await app.formToken(link.id) })
}

/** Pages with a key stand at the top: `/schedule/KEY`. */
const keyDepth = 3

/** A link, or what the way has left of one; nothing that staff name has a dot in it or begins like that. */
const isToken = (key: string): boolean => key.includes('.') || key.startsWith('eyJ')
