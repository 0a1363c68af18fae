import { BlockList } from 'node:net'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import type { Registry } from '../../../../commands/command/run-command.ts'
import type { Logger } from '../../../app/ports/ports.ts'
import type { App } from '../../../app/use-cases/app.ts'
import type { WriteReport } from '../../../app/use-cases/report-reads.ts'
import type { TrustedProxies } from '../caller-address.ts'
import { onceEach } from './access/once-each.tsx'
import type { PageEnv } from './access/page-env.ts'
import { pageHeaders } from './access/page-headers.ts'
import { plainPath } from './access/plain-path.ts'
import { signInPages } from './access/sign-in-pages.tsx'
import { boardPages } from './board/board-pages.tsx'
import { type QueuePages, queuePages } from './board/queue-pages.tsx'
import { calendarPages } from './calendar/calendar-pages.tsx'
import { icon } from './icon.ts'
import { LandingPage } from './landing-page.tsx'
import { liveScript } from './live-script.ts'
import { FailurePage, notFound } from './other-pages.tsx'
import { reportPages } from './reports/report-pages.tsx'
import { sandboxActions } from './sandbox-actions.tsx'
import type { SandboxControl } from './sandbox-control.ts'
import { schedulePages } from './schedule/schedule-pages.tsx'
import { style } from './style.ts'
import { unsubscribePages } from './unsubscribe/unsubscribe-pages.tsx'

export type PagesOptions = {
  /** What the sandbox lets its visitor do; null in production. */
  readonly sandbox: SandboxControl | null
  readonly logger: Logger
}

export type PageParts = PagesOptions & {
  readonly app: App
  /** What the bot can be asked: the scheduling page says the same verbs. */
  readonly registry: Registry
  /** Where the pages are reached; null where no links are signed. */
  readonly publicUrl: string | null
  readonly writeReport: WriteReport
  /** The pages that show the queues; null where no jobs run. */
  readonly queues: QueuePages | null
  /** Says that the server stops, so that nobody is kept waiting for news. */
  readonly stopping: AbortSignal
  /** Whose word is taken for where a request comes from; nobody's where it is left out. */
  readonly trustedProxies?: TrustedProxies
  /** How often those who watch the board are told of changes. */
  readonly boardEveryMs?: number
  /** The right-hand side of calendar UIDs: that of the mails. */
  readonly uidDomain: string
}

/** The web pages: rendered here, and complete without a script, so they work wherever a browser does. */
export function makePages({
  app,
  registry,
  publicUrl,
  writeReport,
  stopping,
  queues,
  boardEveryMs,
  uidDomain,
  trustedProxies = new BlockList(),
  sandbox,
  logger,
}: PageParts): Hono<PageEnv> {
  const pages = new Hono<PageEnv>()
  pages.use(pageHeaders, bodyLimit({ maxSize: largestForm }), onceEach)
  pages.onError((error, c) => {
    if (error instanceof HTTPException) return c.text(refusals[error.status] ?? error.message, error.status)
    // Whoever sent it hung up in the middle: nobody reads an answer, and nothing failed here.
    if (c.req.raw.signal.aborted) return c.text('The upload broke off.', 400)
    logger.error({ err: error, path: plainPath(c.req.path) }, 'a page could not be shown')
    return c.html(<FailurePage />, 500)
  })
  pages.notFound(notFound)
  const kept = { 'cache-control': 'public, max-age=31536000, immutable' }
  pages.get('/style.css', (c) => c.text(style, 200, { 'content-type': 'text/css; charset=utf-8', ...kept }))
  pages.get('/icon.svg', (c) => c.body(icon, 200, { 'content-type': 'image/svg+xml', ...kept }))
  pages.get('/live.js', (c) => c.text(liveScript, 200, { 'content-type': 'text/javascript; charset=utf-8', ...kept }))
  pages.get('/', async (c) => c.html(<LandingPage sandbox={sandbox ? await sandbox.view() : null} />))
  pages.route('/', signInPages({ app, secure: publicUrl?.startsWith('https:') ?? false, trustedProxies }))
  pages.route('/schedule', schedulePages({ app, registry }))
  pages.route('/ops', boardPages({ app, registry, stopping, ...(boardEveryMs && { everyMs: boardEveryMs }) }))
  pages.route('/ops/queues', queuePages({ app, queues }))
  pages.route('/calendar', calendarPages({ app, domain: uidDomain }))
  pages.route('/unsubscribe', unsubscribePages({ app }))
  pages.route('/reports', reportPages({ app, writeReport }))
  if (sandbox) pages.route('/sandbox', sandboxActions(sandbox))
  return pages
}

/** What any page reads of a request, in bytes, whoever sent it: forms are short, and most are read before they are known. */
export const largestForm = 64 * 1024

/** What a page says that is not asked as it should be. */
const refusals: Readonly<Record<number, string>> = {
  403: 'Only a form of this very page may ask for that. Open it and press its button.',
  413: 'That is more than this page reads.',
}
