import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { makeRegistry } from '../../commands/index.ts'
import { makePages, type PageParts } from '../../src/adapters/http/pages/make-pages.tsx'
import { writeReport } from '../../src/adapters/test-report/writers/write-report.ts'
import type { House } from './house.ts'

export type Served = { readonly url: string; readonly port: number; close(): Promise<void> }

/** The pages of a test's house on a loopback port, for a browser. */
export async function servePages(house: House, more: Partial<PageParts> = {}): Promise<Served> {
  const server = createServer()
  const served = await listening(server)
  const pages = makePages({
    app: house.app,
    registry: makeRegistry('/update'),
    publicUrl: served.url,
    writeReport,
    queues: null,
    stopping: new AbortController().signal,
    uidDomain: 'vendor.example',
    sandbox: null,
    logger: house.ports.logger,
    ...more,
  })
  server.on('request', getRequestListener(pages.fetch))
  return served
}

/** A page of somebody else on a port of its own, so of another origin. */
export async function serveHtml(
  html: (request: IncomingMessage) => string | Promise<string>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const server = createServer(async (request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers })
    response.end(await html(request))
  })
  return listening(server)
}

async function listening(server: Server): Promise<Served> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
