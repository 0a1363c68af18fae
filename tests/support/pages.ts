import type { Hono } from 'hono'
import { makeRegistry } from '../../commands/index.ts'
import type { PageEnv } from '../../src/adapters/http/pages/access/page-env.ts'
import { makePages, type PageParts } from '../../src/adapters/http/pages/make-pages.tsx'
import { writeReport } from '../../src/adapters/test-report/writers/write-report.ts'
import { issueLink } from '../../src/app/links/issue-link.ts'
import type { LinkHolder, LinkPurpose } from '../../src/app/ports/stores/link-ports.ts'
import { type House, publicUrl } from './house.ts'

/** The pages of a test's house, asked as a browser asks. */
export type TestPages = {
  get(path: string, headers?: Record<string, string>): Promise<Response>
  ask(method: string, path: string, headers: Record<string, string>): Promise<Response>
  /** Sends a form as a page of ours does; `headers` can say otherwise. */
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Response>
  /** What was logged, as one text. */
  logged(): string
}

export function pagesOf(house: House, more: Partial<PageParts> = {}): TestPages {
  const log: unknown[] = []
  const write = (fields: object, message: string) => log.push([fields, message])
  const logger = { info: write, warn: write, error: write }
  const pages = testPages(house, { logger, ...more })
  return {
    get: async (path, headers = {}) => pages.request(`${publicUrl}${path}`, { headers }),
    ask: async (method, path, headers) => pages.request(`${publicUrl}${path}`, { method, headers }),
    post: async (path, fields, headers = {}) =>
      pages.request(`${publicUrl}${path}`, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { origin: 'null', 'sec-fetch-site': 'same-origin', ...headers },
      }),
    logged: () => JSON.stringify(log, (_, value) => (value instanceof Error ? value.stack : value)),
  }
}

/** The pages of a test's house, as they are mounted. */
export const testPages = (house: House, more: Partial<PageParts> = {}): Hono<PageEnv> =>
  makePages({
    app: house.app,
    registry: makeRegistry('/update'),
    publicUrl,
    writeReport,
    queues: null,
    stopping: new AbortController().signal,
    uidDomain: 'vendor.example',
    sandbox: null,
    logger: house.ports.logger,
    ...more,
  })

/** A link as a mail would carry it. @returns its path */
export async function pathOf(
  { ports }: House,
  holder: LinkHolder,
  purpose: LinkPurpose,
  subject: string | null = null,
): Promise<string> {
  const issued = await ports.inTransaction((tx) => issueLink(tx, ports, { holder, purpose, subject }))
  if (!issued) throw new Error('no links here')
  return issued.url.slice(publicUrl.length)
}

export const ada = (client = 'acme'): LinkHolder => ({
  kind: 'administrator',
  client,
  person: `${client}-ada`,
})

/** Signs a member of the staff in. @returns the cookie header */
export async function signedIn(house: House, pages: TestPages, person: string): Promise<{ cookie: string }> {
  const path = await pathOf(house, { kind: 'staff', person }, 'board')
  const page = await (await pages.get(path)).text()
  const answer = await pages.post(path, { form: fieldOf(page, 'form') })
  return { cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' }
}

/** The value of a hidden field. */
export function fieldOf(html: string, name: string): string {
  const [, value] = new RegExp(`name="${name}" value="([^"]*)"`).exec(html) ?? []
  if (value === undefined) throw new Error(`no field ${name}`)
  return value
}
