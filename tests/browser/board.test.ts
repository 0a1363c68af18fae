import { sql } from 'kysely'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openQueueBackend, type QueueBackend } from '../../src/adapters/jobs/queue-backend.ts'
import type { QueueBoards } from '../../src/adapters/jobs/queue-board.ts'
import { launchBrowser } from '../support/browser.ts'
import { type House, openHouse, pipeline, receivedReport } from '../support/house.ts'
import { contextOf, lookAt, type Screen } from '../support/look-at.ts'
import { pathOf } from '../support/pages.ts'
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts'
import { hostile } from '../support/reports.ts'
import { healthy, onFile, openVendor, startNow, updateOf, verificationOf } from '../support/scene.ts'
import { type Served, servePages } from '../support/served-pages.ts'

vi.setConfig({ testTimeout: 180_000 })

let house: House
let served: Served
let browser: Browser
let jobs: TestDatabase
let backend: QueueBackend
let boards: QueueBoards
const complaints: string[] = []

/** A release day: some clients done, some planned, some with trouble, and strangers' texts wherever they can stand. */
beforeAll(async () => {
  house = await openHouse('2026-11-22T12:00:00Z', { slotCapacity: 4 })
  jobs = await createTestDatabase()
  backend = await openQueueBackend({ databaseUrl: jobs.url, onError: () => undefined })
  boards = backend.makeBoards(['deliveries', 'starts'], '/ops/queues')
  await openVendor(house)
  const zones = ['America/Toronto', 'Europe/Berlin', 'Asia/Tokyo', 'UTC']
  for (const [n, zone] of zones.entries()) {
    await onFile(house, `c${n}`, { zone })
    await healthy(house, `c${n}`)
  }
  await onFile(house, 'odd', { name: hostile.markup })
  for (const client of ['busy', 'stuck']) {
    await onFile(house, client)
    await house.app.recordStep(await verificationOf(house, client), 'copying')
  }
  const failures = [{ name: hostile.turned, suite: hostile.long.slice(0, 400) }, { name: hostile.markup }]
  await house.app.receiveReport(await verificationOf(house, 'odd'), receivedReport(4_000, failures))
  const update = await updateOf(house, 'c3')
  await startNow(house, update)
  await house.app.recordUpdate(update.id, { status: 'updated', version: '3.9.12' }, pipeline)
  await sql`update updates set starts_at = starts_at + interval '7 days' where client = 'c1'`.execute(
    house.db,
  )
  house.senderAnswers(({ place }) =>
    place.address.kind === 'channel' ? { kind: 'rejected', reason: hostile.markup } : null,
  )
  await house.deliverAll()
  served = await servePages(house, { queues: boards, boardEveryMs: 200 })
  browser = await launchBrowser()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await served?.close()
  await boards?.close()
  await backend?.close()
  await jobs?.drop()
  await house?.close()
})

/** Signs in as a person does, by the button of the one-time link. */
async function signedIn(screen: Screen, person = 'olga', javaScript = true): Promise<Page> {
  const context: BrowserContext = await contextOf(browser, screen, javaScript)
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('dialog', (dialog) => complaints.push(`a dialog: ${dialog.message()}`))
  await page.goto(`${served.url}${await pathOf(house, { kind: 'staff', person }, 'board')}`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Release board' }).waitFor()
  return page
}

test.each(['phone', 'desk'] as const)(
  'on a %s anybody can read it, with and without a script',
  async (screen) => {
    const page = await signedIn(screen, 'olga', false)
    await page.getByText('The same in numbers').click()
    expect(await page.locator('script:not([src]), img').count()).toBe(0)
    await page.getByRole('link', { name: /with findings to decide/ }).click()
    expect(await page.locator('#found tbody tr').count()).toBe(1)
    await page.context().close()

    const live = await signedIn(screen)
    await live.getByText('Live: this page follows by itself.').waitFor()
    await lookAt(live, `board-${screen}`)
    expect(complaints).toEqual([])
    await live.context().close()
  },
)

test('it follows by itself what happens, and leaves alone what one types', async () => {
  const page = await signedIn('desk')
  await page.getByText('Live: this page follows by itself.').waitFor()
  const release = page.locator('#releases article').first()
  await release.getByRole('link', { name: '2 copy being verified' }).waitFor()
  await page.getByText('The same in numbers').click()
  await page.getByLabel('Name or id').fill('c1')
  await expect.poll(() => page.locator('#found tbody tr').count(), { timeout: 30_000 }).toBe(1)
  await house.app.receiveReport(await verificationOf(house, 'busy'), receivedReport(4_000))
  await release.getByRole('link', { name: '1 copy being verified' }).waitFor()
  expect(await page.getByLabel('Name or id').inputValue()).toBe('c1')
  expect(await page.locator('#found tbody tr').count()).toBe(1)
  expect(await page.locator('#starts details').getAttribute('open')).not.toBeNull()
  expect(complaints).toEqual([])
  await page.context().close()
})

test('the queues are there for everybody, with nothing to press for those who are no operators', async () => {
  const page = await signedIn('desk', 'spec')
  await page.getByRole('link', { name: 'Queues' }).click()
  await page.getByText('deliveries').first().waitFor()
  await page.screenshot({ path: 'tests/browser/screenshots/queues.png' })
  expect(await page.title()).toContain('Zerotouch queues')
  await page.context().close()
})
