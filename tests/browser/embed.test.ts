import { readFileSync } from 'node:fs'
import type { FrameLocator, Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { makeApi } from '../../src/adapters/http/make-api.ts'
import { makeApiKeys } from '../../src/adapters/postgres/operations/api-keys-repository.ts'
import { makeIdempotencyStore } from '../../src/adapters/postgres/operations/idempotency-repository.ts'
import { readReceivedReport } from '../../src/main/read-received-report.ts'
import { type House, openHouse } from '../support/house.ts'
import { contextOf } from '../support/look-at.ts'
import { pathOf } from '../support/pages.ts'
import { openVendor, planOf, scheduled } from '../support/scene.ts'
import { type Served, serveHtml } from '../support/served-pages.ts'
import { useVisitors } from '../support/visitors.ts'

vi.setConfig({ testTimeout: 90_000 })

const guide = readFileSync(new URL('../../docs/guides/embed.md', import.meta.url), 'utf8')
const [, snippet = ''] = /```html\n([\s\S]*?)```/.exec(guide) ?? []
/** What the guide says to put into a page. */
const frame = (link: string): string => snippet.replace('LINK', link.replaceAll('&', '&amp;'))
const page = (body: string): string =>
  `<!doctype html><html lang="en"><title>Learning</title><body><h1>Learning</h1>${body}</body></html>`

/** Sites of their own: browsers know every name below localhost as this machine, and take it for as good as TLS. */
const site = (name: string, { port }: Served): string => `http://${name}.localhost:${port}`
let [learning, stranger, tracker]: (Served | undefined)[] = []
/** What stands in the page of the learning environment, and of the stranger. */
let [shown, copied] = ['', '']
const cookiesSeen: (string | undefined)[] = []

/** Acme's production system is the learning environment that frames the pages; cookies of third parties are blocked. */
const visitors = useVisitors(async (atTheEnd) => {
  learning = await serveHtml(() => page(shown))
  stranger = await serveHtml(() => page(copied))
  tracker = await serveHtml(
    ({ url, headers }) => {
      if (url === '/') cookiesSeen.push(headers.cookie)
      return page('tracker')
    },
    { 'set-cookie': 'seen=1; SameSite=None; Secure' },
  )
  for (const one of [learning, stranger, tracker]) atTheEnd(() => one.close())
  const house = await openHouse()
  await openVendor(house)
  const url = site('learn.acme', learning)
  await scheduled(house, 'acme', {
    systems: [
      { client: 'acme', environment: 'production', version: '3.9.11', url: `${url}/moodle` },
      { client: 'acme', environment: 'staging', version: '3.9.11', url: null },
    ],
  })
  return { house, switches: ['--test-third-party-cookie-phaseout'] }
})

const ours = (): string => site('updates.vendor', visitors().served)
let visitorPage: Page | undefined
const inFrame = (link: string): FrameLocator => visitorPage?.frameLocator(`iframe[src="${link}"]`) ?? fail('no page')
const fail = (words: string): never => {
  throw new Error(words)
}

/** Asks the API as the server of the learning environment does. */
async function linkTo(house: House, query: string): Promise<string> {
  const keys = makeApiKeys(house.db)
  const scopes = ['read', 'links:read'] as const
  const key = await keys.create({ name: 'learn', scopes, client: 'acme', environment: null }, house.clock.now())
  const api = makeApi({
    app: house.app,
    keys,
    idempotency: makeIdempotencyStore(house.db),
    readReport: readReceivedReport,
    clock: house.clock,
    logger: house.ports.logger,
    ready: async () => ({ parts: {} }),
  })
  const answer = await api.request(`/v1/clients/acme/links?${query}`, {
    headers: { authorization: `Bearer ${key.token}` },
  })
  const { url } = (await answer.json()) as { url: string }
  return `${ours()}${new URL(url).pathname}`
}

/** Opens a page of another site at its name. */
async function visit(name: string, served: Served | undefined, javaScript = true): Promise<Page> {
  const context = await contextOf(visitors().browser, 'desk', javaScript)
  visitorPage = await context.newPage()
  await visitorPage.goto(site(name, served ?? fail('not served')))
  return visitorPage
}

test('the browser of these tests gives third parties no cookie', async () => {
  const own = await visit('tracker', tracker)
  await own.reload()
  expect(cookiesSeen).toEqual([undefined, 'seen=1'])
  const address = own.url()
  shown = frame(address)
  await own.goto(site('learn.acme', learning ?? fail('not served')))
  await inFrame(address).getByText('tracker').waitFor()
  await own.reload()
  await inFrame(address).getByText('tracker').waitFor()
  expect(cookiesSeen.slice(2)).toEqual([undefined, undefined])
  await own.context().close()
})

test.each([
  ['with a script', true, '2026-12-15T07:15Z', /^15 December, Tuesday/],
  ['without one', false, '2026-12-16T07:15Z', /^16 December, Wednesday/],
] as const)('a move is carried through inside the learning environment, %s', async (_, script, startsAt, day) => {
  const { house } = visitors()
  const [production] = await planOf(house, 'acme')
  const link = await linkTo(house, 'administrator=acme-ada&page=schedule')
  shown = frame(link)
  const outside = await visit('learn.acme', learning, script)
  const inside = inFrame(link)
  await inside.getByText('Ada Lovelace · Acme College').waitFor()
  await inside.getByRole('link', { name: 'Reschedule staging' }).click()
  await inside.getByRole('link', { name: day }).click()
  await inside.getByRole('link', { name: '02:15' }).click()
  await inside.getByRole('button', { name: 'Move' }).click()
  await inside.getByRole('heading', { name: 'acme/staging is moved' }).waitFor()
  expect(await planOf(house, 'acme')).toEqual([production, `staging 3.9.12 scheduled ${startsAt}`])
  // The page around it is where it was, and no cookie of ours was left.
  expect(outside.url()).toBe(`${site('learn.acme', learning ?? fail('not served'))}/`)
  expect((await outside.context().cookies()).filter(({ name }) => name !== 'seen')).toEqual([])
  await outside.context().close()
})

test('the report is read and searched there, and its notes open beside it', async () => {
  const link = await linkTo(visitors().house, 'administrator=acme-ada&page=report')
  shown = frame(link)
  const outside = await visit('learn.acme', learning)
  const inside = inFrame(link)
  await inside.getByText('Healthy.').waitFor()
  await inside.getByRole('button', { name: 'Find tests' }).click()
  await inside.getByRole('heading', { name: 'Tests of the report' }).waitFor()
  await inside.getByRole('link', { name: 'Back to the report' }).click()
  const notes = inside.getByRole('link', { name: 'release notes (opens in a new tab)' })
  const [beside] = await Promise.all([outside.context().waitForEvent('page'), notes.click()])
  expect(await beside.evaluate('window.opener')).toBeNull()
  await outside.context().close()
})

test('what has expired, and what there is not, says so in the frame; a fresh link is asked for there', async () => {
  const { house } = visitors()
  const link = await linkTo(house, 'administrator=acme-ada&page=schedule')
  shown = frame(link) + frame(`${link}/nowhere`)
  const now = house.clock.now()
  const outside = await visit('learn.acme', learning)
  await inFrame(`${link}/nowhere`).getByRole('link', { name: 'Go back' }).click()
  await inFrame(`${link}/nowhere`).getByText('Ada Lovelace · Acme College').waitFor()
  house.clock.advance(60 * 24 * 3_600_000)
  await outside.reload()
  await inFrame(link).getByRole('button', { name: 'Mail me a fresh link' }).click()
  await inFrame(link).getByRole('heading', { name: 'Look into your mailbox' }).waitFor()
  house.clock.set(now.toISOString())
  await outside.context().close()
})

test('a stranger’s page is refused every frame, and nobody at all frames the board', async () => {
  const { house } = visitors()
  const schedule = await linkTo(house, 'administrator=acme-ada&page=schedule')
  const report = await linkTo(house, 'administrator=acme-ada&page=report')
  const signIn = `${ours()}${await pathOf(house, { kind: 'staff', person: 'olga' }, 'board')}`
  copied = [schedule, report, signIn, `${ours()}/ops`].map(frame).join('')
  shown = [signIn, `${ours()}/ops`, `${ours()}/`].map(frame).join('')
  for (const [name, served, frames] of [
    ['evil', stranger, 4],
    ['learn.acme', learning, 3],
  ] as const) {
    const complaints: string[] = []
    const context = await contextOf(visitors().browser, 'desk')
    const outside = await context.newPage()
    outside.on('console', (message) => complaints.push(message.text()))
    await outside.goto(site(name, served ?? fail('not served')))
    await expect.poll(() => complaints.filter((text) => text.includes('frame-ancestors')).length).toBe(frames)
    for (const one of outside.frames().slice(1)) expect(one.url()).not.toContain('updates.vendor')
    await context.close()
  }
})
