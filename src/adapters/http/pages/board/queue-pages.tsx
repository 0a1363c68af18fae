import { Hono } from 'hono'
import type { LinkUseCases } from '../../../../app/use-cases/links.ts'
import { hasRole } from '../../../../domain/people/actor.ts'
import { openForStaff } from '../access/open-page.tsx'
import { isSameOrigin } from '../access/own-form.tsx'
import type { PageEnv } from '../access/page-env.ts'
import { ForbiddenPage } from '../access/refused-pages.tsx'
import { Layout } from '../layout.tsx'

type Pages = { fetch(request: Request): Response | Promise<Response> }

/** Somebody else's pages of the queues: one set that shows them, and one that also acts on them. */
export type QueuePages = { readonly looking: Pages; readonly acting: Pages }

export type QueueParts = { readonly app: LinkUseCases; readonly queues: QueuePages | null }

/** What those pages need beyond our own policy: styles that they write as they go. */
const policy = {
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self' data:",
  'base-uri': "'self'",
}

/** The queues, to look at for all staff, to act on for operators. */
export function queuePages({ app, queues }: QueueParts): Hono<PageEnv> {
  const pages = new Hono<PageEnv>()
  pages.use(openForStaff(app))
  pages.all('/*', async (c) => {
    if (!queues) return c.html(<NoQueuesPage />, 404)
    const isOperator = hasRole(c.get('access').reader.person, 'operator')
    const onlyLooks = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (!onlyLooks && !(isOperator && isSameOrigin(c))) return c.html(<ForbiddenPage />, 403)
    c.set('policy', policy)
    const { status, headers, body } = await (isOperator ? queues.acting : queues.looking).fetch(c.req.raw)
    return new Response(body, { status, headers })
  })
  return pages
}

const NoQueuesPage = () => (
  <Layout title="No queues here">
    <h1>No queues here</h1>
    <p>No jobs run in this process.</p>
  </Layout>
)
