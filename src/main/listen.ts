import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that holds its port before there is anything to answer with. */
export type Door = {
  readonly port: number
  readonly url: string
  /** Lets requests in; until then they are told to come back. */
  open(listener: RequestListener): void
  /** Lets nobody in any more, and returns when the last one has been answered. */
  close(): Promise<void>
}

export type DoorOptions = {
  readonly host: string
  /** 0 for any that is free. */
  readonly port: number
  /** Takes any free port where the one wished for is taken. */
  readonly elseAny?: boolean
}

/** @throws what listening throws, such as `EADDRINUSE` */
export async function listen({ host, port, elseAny = false }: DoorOptions): Promise<Door> {
  let answer: RequestListener = tooEarly
  const server = createServer(slowest, (request, response) => answer(request, response))
  const listen = (wanted: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen({ host, port: wanted, exclusive: true }, () => {
        server.off('error', reject)
        resolve()
      })
    })
  await listen(port).catch((error: NodeJS.ErrnoException) => {
    if (!elseAny || (error.code !== 'EADDRINUSE' && error.code !== 'EACCES')) throw error
    return listen(0)
  })
  const bound = (server.address() as AddressInfo).port
  return {
    port: bound,
    url: `http://${host}:${bound}`,
    open(listener) {
      answer = listener
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      }),
  }
}

/** How long anything may take to arrive, in milliseconds: its head, and the whole of it, which may be a report of 64 MB. */
const slowest = {
  headersTimeout: 15_000,
  requestTimeout: 300_000,
  connectionsCheckingInterval: 5_000,
} as const

const tooEarly: RequestListener = (_request, response) => {
  response.writeHead(503, { 'retry-after': '1', 'content-type': 'text/plain; charset=utf-8' })
  response.end('Zerotouch is starting. Please try again in a moment.\n')
}
