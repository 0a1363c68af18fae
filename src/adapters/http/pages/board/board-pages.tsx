import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import type { ClientWish } from '../../../../app/use-cases/board-reads.ts'
import { hasRole } from '../../../../domain/people/actor.ts'
import { clientStages } from '../../../../domain/rollout/rollout-stage.ts'
import type { Card } from '../../../../notices/card/card.ts'
import type { Reply } from '../../../../notices/card/reply.ts'
import { noteCard } from '../../../../notices/replies/help-card.ts'
import { openForStaff } from '../access/open-page.tsx'
import { ownForm } from '../access/own-form.tsx'
import type { PageEnv } from '../access/page-env.ts'
import { notFound } from '../other-pages.tsx'
import type { Ground } from '../verbs/card-view.tsx'
import { invokeOnPage, type VerbParts } from '../verbs/invoke-on-page.ts'
import { type AskedBefore, QuestionPage } from '../verbs/question-page.tsx'
import { submitForm } from '../verbs/submit-form.ts'
import { makeBoardChanges } from './board-changes.ts'
import { BoardPage } from './board-page.tsx'
import { boardVerb, carriedArgs, isBoardAct, wayOnBoard } from './board-ways.ts'

export type BoardParts = VerbParts & {
  /** Ends the streams of those who watch, so that the server can stop. */
  readonly stopping: AbortSignal
  /** How often somebody who watches is told of changes, in milliseconds. */
  readonly everyMs?: number
}

/** What is said on the board is said as in a room of the staff. */
const room = { client: null, room: 'ops' } as const

/** The release board, for staff who have signed in; operators pause, resume and withdraw releases on it. */
export function boardPages(parts: BoardParts): Hono<PageEnv> {
  const { app, stopping, everyMs = 4_000 } = parts
  const pages = new Hono<PageEnv>()
  const changes = makeBoardChanges({ readBoard: app.readBoard, everyMs, stopping })
  pages.use('/', compress(), openForStaff(app))
  pages.get('/', (c) => show(c, parts, readWish(c.req.query())))
  pages.get('/events', openForStaff(app), (c) => {
    c.header('content-type', 'text/event-stream; charset=utf-8')
    c.header('x-accel-buffering', 'no')
    return c.body(changes.watch())
  })

  pages.use(`/${boardVerb}`, openForStaff(app, ['operator']), ownForm(app))
  pages.get(`/${boardVerb}`, async (c) => {
    const args = carriedArgs(c.req.query())
    if (!isBoardAct(args)) return notFound(c)
    const asked = { verb: boardVerb, args, via: 'button', once: '' } as const
    return answer(c, parts, await invokeOnPage(parts, c.get('access'), room, asked))
  })
  pages.post(`/${boardVerb}`, async (c) => {
    const fields = c.get('form')
    if (!isBoardAct(fields)) return notFound(c)
    const done = await submitForm(parts, c.get('access'), room, boardVerb, fields, carriedArgs)
    return done === 'not-as-shown'
      ? show(c, parts, readWish({}), sentBefore)
      : answer(c, parts, done.reply, done.before)
  })
  return pages
}

/** Draws what was answered: a question as a form, everything else above the board as it is now. */
function answer(
  c: Context<PageEnv>,
  parts: BoardParts,
  reply: Reply,
  before: AskedBefore | null = null,
): Response | Promise<Response> {
  if (reply.type === 'card') return show(c, parts, readWish({}), inShort(reply.card))
  if (reply.type === 'field-errors') throw new Error('a question was answered by field errors')
  const page = <QuestionPage form={reply.form} ground={groundOf(c)} who={whoOf(c)} before={before} />
  return c.html(page, before ? 422 : 200)
}

async function show(c: Context<PageEnv>, { app }: BoardParts, wish: ClientWish, said?: Card): Promise<Response> {
  const [board, found] = await Promise.all([app.readBoard(), app.searchClients(wish)])
  const ground = hasRole(c.get('access').reader.person, 'operator') ? groundOf(c) : null
  const page = (
    <BoardPage board={board} found={found} wish={wish} ground={ground} who={whoOf(c)} {...(said && { said })} />
  )
  return c.html(page, said?.kind === 'refusal' ? 409 : 200)
}

/** What the card of a roll-out shows stands below anyway. */
const inShort = (card: Card): Card =>
  card.kind === 'release-board'
    ? noteCard('done', 'good', card.title, 'It is written down, and its clients’ cards follow.')
    : card

const groundOf = (c: Context<PageEnv>): Ground => ({
  base: '/ops',
  formToken: c.get('access').formToken,
  wayOf: wayOnBoard,
  backOf: () => ({ href: '/ops', label: 'Back to the board' }),
})

const whoOf = (c: Context<PageEnv>): string => c.get('access').reader.person.name

const sentBefore = noteCard(
  'refusal',
  'warning',
  'Nothing was done this time',
  'That form was sent before with something else in it, or not as it was shown. Please look at the release below and choose there once more.',
)

function readWish(query: Readonly<Record<string, string>>): ClientWish {
  return {
    release: query['release']?.slice(0, 100) || null,
    stage: clientStages.find((stage) => stage === query['stage']) ?? null,
    text: query['text']?.trim().slice(0, 100) || null,
    after: query['after']?.slice(0, 100) || null,
  }
}
