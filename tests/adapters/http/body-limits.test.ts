import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isReportAddress } from '../../../src/adapters/http/make-api.ts'
import type { makePages } from '../../../src/adapters/http/pages/make-pages.tsx'
import type { LinkPurpose } from '../../../src/app/use-cases/links.ts'
import { type House, openHouse } from '../../support/house.ts'
import { ada, pagesOf, pathOf, signedIn, testPages } from '../../support/pages.ts'
import { available, onFile, openVendor } from '../../support/scene.ts'
import { makeTestApi } from './test-api.ts'

/** A route of a mounted app, with what it may read of a body before it says no, in bytes. */
type Route = { readonly method: string; readonly path: string }
const kilobyte = 1024
const chunk = new Uint8Array(16 * kilobyte).fill(0x61)
/** The stream asks for chunks before the last one is looked at, and the rest of what was refused is let run past. */
const ahead = 16 * chunk.byteLength

/** Sends a body without an end. @returns the answer's status, and how much was taken of it by then */
async function pour(
  app: { request(path: string, init: RequestInit): Response | Promise<Response> },
  { method, path }: Route,
  headers: Record<string, string>,
): Promise<{ status: number; taken: number }> {
  let taken = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      taken += chunk.byteLength
      // Far more than anything may have; a route that reads on would fill the memory of this very test.
      if (taken > 80 * kilobyte * kilobyte) controller.close()
      else controller.enqueue(chunk)
    },
  })
  const init = { method, headers, body, duplex: 'half' } as RequestInit
  const response = await app.request(path, init)
  const seen = { status: response.status, taken }
  await response.body?.cancel()
  return seen
}

const routesOf = (app: { routes: readonly Route[] }): Route[] => {
  const lines = app.routes.map(({ method, path }) => `${method === 'ALL' ? 'POST' : method} ${path}`)
  return [...new Set(lines)].map((line) => {
    const [method = '', path = ''] = line.split(' ')
    return { method, path }
  })
}
const takesBody = ({ method }: Route): boolean => method !== 'GET' && method !== 'HEAD'

describe('every call of the API', () => {
  const routes = routesOf(makeTestApi().api).filter(takesBody)

  test('is among those that are tried', () => {
    expect(routes.length).toBeGreaterThan(12)
    expect(routes.filter(({ path }) => isReportAddress(path)).map(({ path }) => path)).toEqual([
      '/v1/releases/:version/gate',
      '/v1/verifications/:verification/report',
      '/v1/updates/:update/report',
    ])
  })

  const filled = (path: string) =>
    path
      .replace(':client', 'acme')
      .replace(':version', '3.9.12')
      .replace(':verification', 'V-acme')
      .replace(':update', 'U-acme-production')
      .replace(':freeze', 'Z-1')
      .replace('*', 'x')

  test.each(routes)('$method $path reads so much and no more', async ({ method, path }) => {
    const limit = isReportAddress(path) ? 64 * kilobyte * kilobyte : kilobyte * kilobyte
    const type = isReportAddress(path) ? 'application/octet-stream' : 'application/json'
    for (const authorization of ['Bearer all', 'Bearer nobody', '']) {
      const headers = { 'content-type': type, ...(authorization && { authorization }) }
      const { status, taken } = await pour(makeTestApi().api, { method, path: filled(path) }, headers)
      expect(taken, `${authorization} ${status}`).toBeLessThanOrEqual(limit + ahead)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
    }
  })
})

describe('every page', () => {
  let house: House
  const keys = new Map<string, string>()
  let cookie = ''
  const sandbox = {
    view: async () => ({ now: '', links: [], steps: [], clients: [], moments: [], acts: [] }),
    advanceTo: async () => undefined,
    act: async () => false,
    open: async () => null,
  }

  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
    await onFile(house, 'acme')
    await available(house, '3.9.12')
    for (const purpose of ['report', 'schedule', 'calendar', 'unsubscribe'] satisfies LinkPurpose[]) {
      const path = await pathOf(house, ada(), purpose)
      keys.set(path.split('/')[1] ?? '', path.split('/')[2] ?? '')
    }
    keys.set('sign-in', (await pathOf(house, { kind: 'staff', person: 'olga' }, 'board')).split('/')[2] ?? '')
    cookie = (await signedIn(house, pagesOf(house), 'olga')).cookie
  })
  afterAll(() => house.close())

  /** Queues as bull-board would mount them: whatever it is asked, it reads it all. */
  const reading = { fetch: async (request: Request) => new Response(await request.text(), { status: 422 }) }
  const pages = (): ReturnType<typeof makePages> =>
    testPages(house, { sandbox, queues: { looking: reading, acting: reading } })

  const filled = (path: string) => {
    const [, first = '', second = '', ...rest] = path.split('/')
    const key = second.startsWith(':') || second === '*' ? (keys.get(first) ?? 'x') : second
    return `/${[first, key, ...rest.map((part) => (/^[:*]/.test(part) ? 'cancel' : part))].join('/')}`
  }

  test('reads a form and no more, whoever sends it', async () => {
    const routes = routesOf(pages()).filter(takesBody)
    expect(routes.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        '/links/fresh',
        '/sign-out',
        '/sign-in/:key',
        '/schedule/:key/:verb',
        '/ops/queues/*',
        '/sandbox/time',
        '/sandbox/act',
      ]),
    )
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'null',
      'sec-fetch-site': 'same-origin',
    }
    for (const { method, path } of routes)
      for (const signed of [headers, { ...headers, cookie }]) {
        const { status, taken } = await pour(pages(), { method, path: filled(path) }, signed)
        const told = `${method} ${path} ${status}`
        expect(taken, told).toBeLessThanOrEqual(128 * kilobyte)
        expect(status, told).toBe(413)
      }
  })

  test('and one that says beforehand that it is longer is not read at all', async () => {
    for (const { method, path } of routesOf(pages()).filter(takesBody)) {
      const response = await pages().request(filled(path), {
        method,
        body: 'link=x',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '67108864' },
      })
      expect(response.status, path).toBe(413)
    }
  })
})
