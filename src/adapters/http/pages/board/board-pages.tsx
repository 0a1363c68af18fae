import { Hono } from 'hono'
import { compress } from 'hono/compress'
import type { App } from '../../../../app/app.ts'
import type { ClientWish } from '../../../../app/board/board-reads.ts'
import { clientStages } from '../../../../domain/rollout-stage.ts'
import { openForStaff } from '../access/open-page.tsx'
import type { PageEnv } from '../access/page-env.ts'
import { makeBoardChanges } from './board-changes.ts'
import { BoardPage } from './board-page.tsx'

export type BoardParts = {
  readonly app: App
  /** Ends the streams of those who watch, so that the server can stop. */
  readonly stopping: AbortSignal
  /** How often somebody who watches is told of changes, in milliseconds. */
  readonly everyMs?: number
}

/** The release board, for staff who have signed in. */
export function boardPages({ app, stopping, everyMs = 4_000 }: BoardParts): Hono<PageEnv> {
  const pages = new Hono<PageEnv>()
  const changes = makeBoardChanges({ readBoard: app.readBoard, everyMs, stopping })
  pages.use('/', compress(), openForStaff(app))
  pages.get('/', async (c) => {
    const wish = readWish(c.req.query())
    const [board, found] = await Promise.all([app.readBoard(), app.searchClients(wish)])
    const who = c.get('access').reader.person.name
    return c.html(<BoardPage board={board} found={found} wish={wish} who={who} />)
  })
  pages.get('/events', openForStaff(app), (c) => {
    c.header('content-type', 'text/event-stream; charset=utf-8')
    c.header('x-accel-buffering', 'no')
    return c.body(changes.watch())
  })
  return pages
}

function readWish(query: Readonly<Record<string, string>>): ClientWish {
  return {
    release: query['release']?.slice(0, 100) || null,
    stage: clientStages.find((stage) => stage === query['stage']) ?? null,
    text: query['text']?.trim().slice(0, 100) || null,
    after: query['after']?.slice(0, 100) || null,
  }
}
