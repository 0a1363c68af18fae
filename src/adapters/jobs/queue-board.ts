import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { HonoAdapter } from '@bull-board/hono'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Queue } from 'bullmq'
import { Hono } from 'hono'

type Pages = { fetch(request: Request): Response | Promise<Response> }

/** The pages of bull-board: to look at the queues with, or to act on them as well. */
export type QueueBoards = { readonly looking: Pages; readonly acting: Pages; close(): Promise<void> }

/** @param path where they are shown, without a slash at the end */
export const makeQueueBoards = (queues: readonly Queue[], path: string): QueueBoards => ({
  looking: makeQueueBoard(queues, path, { readOnly: true }),
  acting: makeQueueBoard(queues, path, { readOnly: false }),
  close: async () => void (await Promise.all(queues.map((queue) => queue.close()))),
})

function makeQueueBoard(queues: readonly Queue[], path: string, { readOnly }: { readonly readOnly: boolean }): Pages {
  const server = new HonoAdapter(serveStatic)
  server.setBasePath(path)
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: readOnly, allowRetries: !readOnly })),
    serverAdapter: server,
    options: {
      uiConfig: {
        boardTitle: 'Zerotouch queues',
        miscLinks: [{ text: 'Release board', url: '/ops' }],
      },
    },
  })
  return new Hono().route(path, server.registerPlugin())
}
