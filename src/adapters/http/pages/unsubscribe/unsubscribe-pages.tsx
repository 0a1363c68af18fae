import { type Context, Hono } from 'hono'
import type { App } from '../../../../app/use-cases/app.ts'
import { topics } from '../../../../domain/people/personal-settings.ts'
import { topicWord } from '../../../../notices/clients/settings-card.ts'
import { openByKey } from '../access/open-page.tsx'
import type { PageEnv } from '../access/page-env.ts'
import { Layout } from '../layout.tsx'
import { notFound } from '../other-pages.tsx'

/**
 * Where a letter's `List-Unsubscribe` leads (RFC 8058): a mail program posts there without a cookie or a page before, so the
 * signed link alone is the right to do it, and it does nothing else. A GET only asks: scanners follow links.
 */
export function unsubscribePages({ app }: { readonly app: App }): Hono<PageEnv> {
  const pages = new Hono<PageEnv>()
  pages.use('/:key', openByKey(app, 'unsubscribe'))
  pages.get('/:key', (c) => {
    const topic = topicOf(c)
    if (!topic) return notFound(c)
    return c.html(
      <Layout title="Fewer mails">
        <h1>Fewer mails</h1>
        <p class="lead">
          You would get no more mails about this: {topicWord[topic].toLowerCase()}. What must reach somebody, such as a
          new start or an update that failed, still comes.
        </p>
        <form method="post">
          <button type="submit" class="primary">
            Stop these mails
          </button>
        </form>
      </Layout>,
    )
  })
  pages.post('/:key', async (c) => {
    const topic = topicOf(c)
    const { reader } = c.get('access')
    if (!topic || reader.kind !== 'administrator') return notFound(c)
    const done = await app.stopMail({ person: reader.person, client: reader.client, topic })
    return c.html(
      <Layout title={done.ok ? 'You get no more of these mails' : 'These mails go on'}>
        <h1>{done.ok ? 'You get no more of these mails' : 'These mails go on'}</h1>
        <p class="lead">
          {done.ok
            ? `About: ${topicWord[topic].toLowerCase()}. In chat, “settings” turns them on again.`
            : done.refusal.detail}
        </p>
      </Layout>,
      done.ok ? 200 : 409,
    )
  })
  return pages
}

const topicOf = (c: Context<PageEnv>) => topics.find((topic) => topic === c.get('access').subject)
