import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { getRequestListener } from '@hono/node-server'

export type Loopback = { readonly port: number; readonly url: string; stop(): Promise<void> }

/** Serves an app on a free port of the loopback, as main does. */
export async function serveOnLoopback(app: {
  fetch: (request: Request) => Response | Promise<Response>
}): Promise<Loopback> {
  const server: Server = createServer(getRequestListener((request) => app.fetch(request)))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A connection on which the test sends what it likes, and which sees every byte of every answer. */
export function dial(port: number) {
  const socket = connect(port, '127.0.0.1')
  let received = ''
  let broken: Error | null = null
  socket.setMaxListeners(0)
  socket.on('data', (bytes) => {
    received += bytes.toString()
  })
  socket.on('error', (error) => {
    broken = error
  })
  const push = async (chunk: Uint8Array | string, times = 1): Promise<void> => {
    for (let i = 0; i < times; i += 1) {
      if (broken) throw broken
      if (socket.write(chunk)) continue
      await new Promise<void>((resolve) => {
        socket.once('drain', resolve)
        socket.once('close', () => resolve())
      })
    }
  }
  return {
    /** Sends bytes, as fast as they are taken. */
    push,
    /** Sends the head of a request. */
    post(path: string, headers: Record<string, string | number>): Promise<void> {
      const all = {
        host: 'localhost',
        authorization: 'Bearer all',
        'content-type': 'application/xml',
        ...headers,
      }
      const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
      return push(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n`)
    },
    /** The statuses and bodies of the answers that have come whole. */
    answers: () => [...answersIn(received)],
    hangUp: () => socket.destroy(),
  }
}

function* answersIn(text: string): Generator<{ status: number; body: Record<string, unknown> }> {
  for (let rest = text; ; ) {
    const head = /^HTTP\/1\.1 (\d+)[\s\S]*?\r\n\r\n/.exec(rest)
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head?.[0] ?? '')?.[1] ?? Number.NaN)
    if (!head || !(rest.length >= head[0].length + length)) return
    const end = head[0].length + length
    yield { status: Number(head[1]), body: JSON.parse(rest.slice(head[0].length, end)) }
    rest = rest.slice(end)
  }
}

/** One piece of a body whose length is not said before (RFC 9112, 7.1). */
export const chunk = (bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
