import { createHash } from 'node:crypto'
import type { BoardView } from '../../../../app/use-cases/board-reads.ts'

export type BoardChanges = {
  /** A stream of server-sent events: `changed` whenever the board would look different. */
  watch(): ReadableStream<Uint8Array>
}

type Watching = {
  readBoard(): Promise<BoardView>
  readonly everyMs: number
  readonly stopping: AbortSignal
}

/** Then a browser asks again by itself, and whether it is still signed in is looked at anew. */
const longestMs = 10 * 60_000

/**
 * Tells browsers that the board has changed; they ask for it themselves, so that each sees what it may and what it has
 * searched for. However many watch, the board is read once a round; while nobody does, not at all.
 */
export function makeBoardChanges({ readBoard, everyMs, stopping }: Watching): BoardChanges {
  const encoder = new TextEncoder()
  const watchers = new Map<ReadableStreamDefaultController<Uint8Array>, NodeJS.Timeout>()
  let seen = ''
  let rounds: NodeJS.Timeout | null = null
  let reading = false

  const leave = (watcher: ReadableStreamDefaultController<Uint8Array>) => {
    clearTimeout(watchers.get(watcher))
    watchers.delete(watcher)
    if (watchers.size > 0 || !rounds) return
    clearInterval(rounds)
    rounds = null
  }
  const end = (watcher: ReadableStreamDefaultController<Uint8Array>) => {
    if (!watchers.has(watcher)) return
    leave(watcher)
    watcher.close()
  }
  const say = (text: string) => {
    for (const watcher of [...watchers.keys()]) watcher.enqueue(encoder.encode(text))
  }
  const round = async () => {
    if (reading) return
    reading = true
    try {
      const now = looksOf(await readBoard())
      // A line of nothing keeps what stands between from taking the stream for dead.
      say(now === seen ? ':\n\n' : `event: changed\ndata: ${now}\n\n`)
      seen = now
    } catch {
      say(':\n\n')
    } finally {
      reading = false
    }
  }
  stopping.addEventListener('abort', () => {
    for (const watcher of [...watchers.keys()]) end(watcher)
  })

  return {
    watch() {
      let own: ReadableStreamDefaultController<Uint8Array>
      return new ReadableStream({
        start(watcher) {
          own = watcher
          watcher.enqueue(encoder.encode('retry: 3000\n\n'))
          if (stopping.aborted) return watcher.close()
          watchers.set(
            watcher,
            setTimeout(() => end(watcher), longestMs),
          )
          rounds ??= setInterval(round, everyMs)
        },
        cancel: () => leave(own),
      })
    },
  }
}

/** What the board would show, without the time itself. */
function looksOf({ at: _, releases, ...rest }: BoardView): string {
  const shown = { ...rest, releases: releases.map(({ at: __, estimatedEnd: ___, ...release }) => release) }
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex').slice(0, 16)
}
