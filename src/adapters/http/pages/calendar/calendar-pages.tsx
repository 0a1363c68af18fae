import { Hono } from 'hono'
import type { App } from '../../../../app/use-cases/app.ts'
import type { PageEnv } from '../access/page-env.ts'
import { RefusedLinkPage, statusOf } from '../access/refused-pages.tsx'
import { notFound } from '../other-pages.tsx'
import { renderFeed } from './render-feed.ts'

const ending = '.ics'

/** A client's updates as a calendar to subscribe to: calendars send no cookie and fill in no form. */
export function calendarPages({ app, domain }: { readonly app: App; readonly domain: string }): Hono<PageEnv> {
  const pages = new Hono<PageEnv>()
  pages.get('/:file', async (c) => {
    const file = c.req.param('file')
    const token = file.endsWith(ending) ? file.slice(0, -ending.length) : file
    const opened = await app.openLink(token, 'calendar')
    if (!opened.ok) return c.html(<RefusedLinkPage refusal={opened.refusal} token={token} />, statusOf(opened.refusal))
    const feed = opened.value.client && (await app.readFeed(opened.value.client.id))
    if (!feed) return notFound(c)
    return c.body(renderFeed(feed, domain), 200, {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="updates.ics"',
    })
  })
  return pages
}
