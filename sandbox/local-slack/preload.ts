/** Loaded into local-slack's own process before it starts: keeps it on this machine and mends what it lacks. */
import { EventEmitter } from 'node:events'
import { control } from './controls.ts'
import type { FormValues, ServeOptions, Socket, Store } from './emulator.ts'
import { completeForm } from './form-values.ts'
import { keepHistory } from './history.ts'
import { keepMetadata, withMetadata } from './metadata.ts'
import { changePage } from './page.ts'

declare const Bun: { serve(options: ServeOptions & { hostname?: string }): unknown }

let store: Store | undefined

// The emulator exports nothing; but the first thing its store does, when it is whole, is to lift its limit of listeners.
const setMaxListeners = EventEmitter.prototype.setMaxListeners
EventEmitter.prototype.setMaxListeners = function (this: EventEmitter, count: number) {
  if ('modalStack' in this && 'homeViews' in this) {
    const found = this as Store
    store = found
    queueMicrotask(() => {
      keepMetadata(found)
      keepHistory(found, argument('--journal'))
    })
  }
  return setMaxListeners.call(this, count)
}

const serve = Bun.serve
Bun.serve = (options: ServeOptions) => {
  const message = (socket: Socket, data: string | Uint8Array) =>
    options.websocket.message(socket, completed(String(data)))
  let page: string | undefined
  return serve({
    ...options,
    hostname: '127.0.0.1',
    websocket: { ...options.websocket, message },
    async fetch(request: Request, server: unknown) {
      const controlled = store && (await control(request, store, message))
      if (controlled) return controlled
      const response = await withMetadata(request, () => options.fetch(request, server))
      const isPage = response?.headers.get('content-type')?.startsWith('text/html')
      if (!response || !isPage || new URL(request.url).pathname.startsWith('/files')) return response
      page ??= changePage(await response.text())
      return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } })
    },
  })
}

function completed(data: string): string {
  const command = JSON.parse(data) as { t: string; values?: FormValues }
  const view = store?.modalStack.at(-1)
  if (command.t !== 'view_submit' || !view) return data
  return JSON.stringify({ ...command, values: completeForm(view, command.values ?? {}) })
}

function argument(name: string): string {
  const value = process.argv[process.argv.indexOf(name) + 1]
  if (!process.argv.includes(name) || value === undefined) throw new Error(`${name} is missing`)
  return value
}
