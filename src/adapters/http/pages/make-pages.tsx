import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import type { Logger } from '../../../app/ports.ts'
import { LandingPage } from './landing-page.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import type { SandboxControl } from './sandbox-control.ts'
import { style } from './style.ts'

export type PagesOptions = {
  /** What the sandbox lets its visitor do; null in production. */
  readonly sandbox: SandboxControl | null
  readonly logger: Logger
}

/** The web pages: rendered here, without a script, so they work wherever a browser does. */
export function makePages({ sandbox, logger }: PagesOptions): Hono {
  const pages = new Hono()
  pages.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
      referrerPolicy: 'no-referrer',
    }),
  )
  pages.onError((error, c) => {
    if (error instanceof HTTPException) return c.text(refusals[error.status] ?? error.message, error.status)
    logger.error({ err: error, path: c.req.path }, 'a page could not be shown')
    return c.text('Something went wrong on our side. Please try again.', 500)
  })
  pages.notFound((c) => c.html(<NotFoundPage />, 404))
  pages.get('/style.css', (c) =>
    c.text(style, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=300' }),
  )
  pages.get('/', async (c) => {
    c.header('cache-control', 'no-store')
    return c.html(<LandingPage sandbox={sandbox ? await sandbox.view() : null} />)
  })
  if (sandbox) pages.route('/sandbox', sandboxActions(sandbox))
  return pages
}

/** What a page says that is not asked as it should be. */
const refusals: Readonly<Record<number, string>> = {
  403: 'Only a form of this very page may ask for that. Open it and press its button.',
  413: 'That is more than this page reads.',
}

/** Makes time pass and the like. Only a form of our own page may ask for it. */
function sandboxActions(sandbox: SandboxControl): Hono {
  const actions = new Hono()
  actions.use(csrf(), bodyLimit({ maxSize: 16 * 1024 }))
  actions.post('/time', async (c) => {
    const { to } = await c.req.parseBody()
    const instant = typeof to === 'string' ? new Date(to) : new Date(Number.NaN)
    if (Number.isNaN(instant.getTime()))
      return c.text('Name the instant to go to, such as 2026-12-06T02:00:00Z.', 400)
    await sandbox.advanceTo(instant)
    return c.redirect('/', 303)
  })
  actions.post('/act', async (c) => {
    const { what } = await c.req.parseBody()
    const done = typeof what === 'string' && (await sandbox.act(what))
    return done ? c.redirect('/', 303) : c.text('There is nothing of that name to do now.', 400)
  })
  return actions
}
