import { type Context, Hono } from 'hono'
import { Temporal } from 'temporal-polyfill'
import type { App } from '../../../../app/use-cases/app.ts'
import { administers, identityAt, mayAct } from '../../../../domain/people/actor.ts'
import { mayReaderSee } from '../../../../domain/people/reader.ts'
import { parseEnvironment } from '../../../../domain/people/system.ts'
import { wallClockOf } from '../../../../domain/time/zone.ts'
import type { Card } from '../../../../notices/card/card.ts'
import { carriedArgs } from '../../../../notices/card/page-actions.ts'
import type { Reply } from '../../../../notices/card/reply.ts'
import { visibleText } from '../../../../notices/card/visible-text.ts'
import { noteCard } from '../../../../notices/replies/help-card.ts'
import { refusalCard } from '../../../../notices/replies/refusal-card.ts'
import { openByKey } from '../access/open-page.tsx'
import { ownForm } from '../access/own-form.tsx'
import type { Access, PageEnv } from '../access/page-env.ts'
import { notFound } from '../other-pages.tsx'
import type { Ground } from '../verbs/card-view.tsx'
import { invokeOnPage, type VerbParts } from '../verbs/invoke-on-page.ts'
import { type AskedBefore, QuestionPage } from '../verbs/question-page.tsx'
import { submitForm } from '../verbs/submit-form.ts'
import { spanOfMonth } from './month.ts'
import { OverviewPage } from './overview-page.tsx'
import { TimesPage } from './times-page.tsx'
import { backOf, isAskable, isDoable, wayOf } from './ways.ts'

export type ScheduleParts = VerbParts

/** The scheduling tool: look, choose, confirm. A GET only ever asks. */
export function schedulePages(parts: ScheduleParts): Hono<PageEnv> {
  const { app } = parts
  const pages = new Hono<PageEnv>()
  pages.use('/:key/*', openByKey(app, 'schedule', { framed: true }), ownForm(app))

  pages.get('/:key', (c) => overview(c, parts))

  pages.get('/:key/times/:environment', async (c) => {
    const environment = parseEnvironment(c.req.param('environment'))
    const status = await statusOf(c, app)
    if (!status || !environment) return notFound(c)
    const { client, now } = status
    const { reader, base } = c.get('access')
    const chosen = read(c.req.query('day'), (text) => Temporal.PlainDate.from(text))
    const planned = status.systems.find((one) => one.environment === environment)?.update?.startsAt
    const month =
      chosen?.toPlainYearMonth() ??
      read(c.req.query('month'), (text) => Temporal.PlainYearMonth.from(text)) ??
      wallClockOf(planned && planned > now ? planned : now, client.zone)
        .toPlainDate()
        .toPlainYearMonth()
    if (Math.abs(month.year - wallClockOf(now, client.zone).year) > 2) return notFound(c)
    const system = { client: client.id, environment }
    const starts = await app.readStarts({
      actor: reader.person,
      system,
      ...spanOfMonth(month, client.zone),
    })
    if (!starts.ok) {
      const { numbers } = status
      return overview(
        c,
        parts,
        refusalCard({ refusal: starts.refusal, system, wish: 'move', numbers, now, contact: app.contact }),
      )
    }
    return c.html(
      <TimesPage
        client={client}
        month={month}
        chosen={chosen}
        now={now}
        base={base}
        starts={starts.value}
        who={whoOf(c, client.name)}
      />,
    )
  })

  pages.get('/:key/:verb', async (c) => {
    const verb = c.req.param('verb')
    const client = clientOf(c)
    if (!client || !isAskable(verb)) return notFound(c)
    const args = carriedArgs(c.req.query())
    return answer(
      c,
      parts,
      await invokeOnPage(parts, c.get('access'), pageOf(client), { verb, args, via: 'button', once: '' }),
    )
  })

  pages.post('/:key/:verb', async (c) => {
    const verb = c.req.param('verb')
    const client = clientOf(c)
    if (!client || !isDoable(verb)) return notFound(c)
    const fields = c.get('form')
    const done = await submitForm(parts, c.get('access'), pageOf(client), verb, fields, carriedArgs)
    return done === 'not-as-shown' ? overview(c, parts, sentBefore, 422) : answer(c, parts, done.reply, done.before)
  })
  return pages
}

/** Draws what was answered: a question as a form, everything else above what is planned now. */
async function answer(
  c: Context<PageEnv>,
  parts: ScheduleParts,
  reply: Reply,
  before: AskedBefore | null = null,
): Promise<Response> {
  if (reply.type === 'card') {
    if (reply.again) c.header('retry-after', String(reply.again.seconds))
    return overview(c, parts, reply.card, reply.again ? 429 : 409)
  }
  if (reply.type === 'field-errors') throw new Error('a question was answered by field errors')
  const client = await parts.app.readClient(clientOf(c) ?? '')
  const page = (
    <QuestionPage
      form={reply.form}
      ground={groundOf(c.get('access'))}
      who={whoOf(c, client?.name ?? '')}
      before={before}
    />
  )
  return c.html(page, before ? 422 : 200)
}

const pageOf = (client: string) => ({ client, room: null })

const groundOf = ({ base, formToken }: Pick<Access, 'base' | 'formToken'>): Ground => ({
  base,
  formToken,
  wayOf: (action) => wayOf(action, base),
  backOf: (form) => backOf(form, base),
})

const sentBefore = noteCard(
  'refusal',
  'warning',
  'Nothing was done this time',
  'That form was sent before with something else in it, or not as it was shown. What is planned stands below: please choose there once more.',
)

async function overview(
  c: Context<PageEnv>,
  { app }: ScheduleParts,
  said?: Card,
  refused: 409 | 422 | 429 = 409,
): Promise<Response> {
  const status = await statusOf(c, app)
  if (!status) return notFound(c)
  const access = c.get('access')
  const { person } = access.reader
  const { client } = status
  // What was moved to a later time can be moved again until later: the page goes on under a link of its own.
  const fresh =
    c.req.method === 'POST' && access.reader.kind === 'administrator'
      ? await app.issueLink({ person, purpose: 'schedule', client: client.id, subject: null })
      : null
  const base = fresh?.ok ? new URL(fresh.value.url).pathname : access.base
  const formToken = fresh?.ok ? await formTokenOf(app, fresh.value.token) : access.formToken
  return c.html(
    <OverviewPage
      status={status}
      ground={groundOf({ base, formToken })}
      who={whoOf(c, client.name)}
      mayAct={mayAct(person, client.id)}
      reader={administers(person, client.id) ? identityAt(person, client.id).id : null}
      {...(said && { said })}
    />,
    said?.kind === 'refusal' ? refused : 200,
  )
}

async function formTokenOf(app: App, token: string): Promise<string> {
  const opened = await app.openLink(token, 'schedule')
  return opened.ok ? app.formToken(opened.value.link.id) : ''
}

async function statusOf(c: Context<PageEnv>, app: App) {
  const client = clientOf(c)
  return client ? app.readStatus(client) : null
}

/** The client that the page is about; null where the reader may not see it. */
function clientOf(c: Context<PageEnv>): string | null {
  const { reader, subject } = c.get('access')
  const client = reader.kind === 'administrator' ? reader.client : subject
  return client && mayReaderSee(reader, client) ? client : null
}

const whoOf = (c: Context<PageEnv>, client: string): string =>
  `${visibleText(c.get('access').reader.person.name)} · ${visibleText(client)}`

function read<T>(text: string | undefined, parse: (text: string) => T): T | null {
  try {
    return text ? parse(text) : null
  } catch {
    return null
  }
}
