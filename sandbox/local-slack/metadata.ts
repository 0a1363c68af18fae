import { AsyncLocalStorage } from 'node:async_hooks'
import type { SlackMessage, Store } from './emulator.ts'

/** The metadata of the post that is being worked on; two may be at the same time. */
const posted = new AsyncLocalStorage<unknown>()

/** Keeps with each message the metadata it was posted with, as Slack does: by it a bot finds its own message again. */
export function keepMetadata(store: Store): void {
  const addMessage = store.addMessage
  store.addMessage = function (this: Store, message: SlackMessage) {
    const metadata = posted.getStore()
    return addMessage.call(this, metadata === undefined ? message : Object.assign(message, { metadata }))
  }
}

/** Lets the emulator answer a request, with the metadata in it kept in mind. */
export async function withMetadata<Answer>(request: Request, answer: () => Answer): Promise<Awaited<Answer>> {
  const metadata = new URL(request.url).pathname.endsWith('/chat.postMessage')
    ? await metadataOf(request.clone())
    : undefined
  return await (metadata === undefined ? answer() : posted.run(metadata, answer))
}

async function metadataOf(request: Request): Promise<unknown> {
  const body = await request.text()
  try {
    if (request.headers.get('content-type')?.startsWith('application/json')) return JSON.parse(body).metadata
    const metadata = new URLSearchParams(body).get('metadata')
    return metadata === null ? undefined : JSON.parse(metadata)
  } catch {
    return undefined
  }
}
