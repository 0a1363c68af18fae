import type { Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { openQueueBackend } from '../../src/adapters/jobs/queue-backend.ts'
import { openHouse, pipeline, receivedReport } from '../support/house.ts'
import { lookAt, type Screen } from '../support/look-at.ts'
import { pathOf } from '../support/pages.ts'
import { createTestDatabase } from '../support/postgres.ts'
import { hostile } from '../support/reports.ts'
import { healthy, onFile, openVendor, startNow, updateOf, verificationOf } from '../support/scene.ts'
import { useVisitors } from '../support/visitors.ts'

vi.setConfig({ testTimeout: 180_000 })

/** A release day: some clients done, some planned, some with trouble, and strangers' texts wherever they can stand. */
const visitors = useVisitors(async (atTheEnd) => {
  const house = await openHouse('2026-11-22T12:00:00Z', { slotCapacity: 4 })
  const jobs = await createTestDatabase()
  atTheEnd(() => jobs.drop())
  const backend = await openQueueBackend({ databaseUrl: jobs.url, onError: () => undefined })
  atTheEnd(() => backend.close())
  const boards = backend.makeBoards(['deliveries', 'starts'], '/ops/queues')
  atTheEnd(() => boards.close())
  await openVendor(house)
  const zones = ['America/Toronto', 'Europe/Berlin', 'Asia/Tokyo', 'UTC', ...Array(4).fill('Europe/Paris')]
  for (const [n, zone] of zones.entries()) await onFile(house, `c${n}`, { zone })
  const waves = { shares: [20, 100], gapHours: 24 }
  const notesUrl = 'https://vendor.example/notes/3.9.12'
  await house.app.registerRelease({ version: '3.9.12', kind: 'regular', notesUrl, waves }, pipeline)
  await house.app.judgeRelease('3.9.12', receivedReport(21_001), pipeline)
  for (const n of zones.keys()) await healthy(house, `c${n}`)
  await onFile(house, 'odd', { name: hostile.markup })
  for (const client of ['busy', 'stuck']) {
    await onFile(house, client)
    await house.app.recordStep(await verificationOf(house, client), 'copying')
  }
  const failures = [{ name: hostile.turned, suite: hostile.long.slice(0, 400) }, { name: hostile.markup }]
  await house.app.receiveReport(await verificationOf(house, 'odd'), receivedReport(4_000, failures))
  const updates = await Promise.all([...zones.keys()].map((n) => updateOf(house, `c${n}`)))
  const [update] = updates.sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime())
  if (!update) throw new Error('nothing is planned')
  await startNow(house, update)
  await house.app.recordUpdate(update.id, { status: 'updated', version: '3.9.12' }, pipeline)
  house.senderAnswers(({ place }) =>
    place.address.kind === 'channel' ? { kind: 'rejected', reason: hostile.markup } : null,
  )
  await house.deliverAll()
  return { house, parts: { queues: boards, boardEveryMs: 200 } }
})

/** Signs in as a person does, by the button of the one-time link. */
async function signedIn(screen: Screen, person = 'olga', javaScript = true): Promise<Page> {
  const { house, open } = visitors()
  const page = await open(screen, await pathOf(house, { kind: 'staff', person }, 'board'), javaScript)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Release board' }).waitFor()
  return page
}

test.each(['phone', 'desk'] as const)('on a %s anybody can read it, with and without a script', async (screen) => {
  const page = await signedIn(screen, 'olga', false)
  await page.getByText('The same in numbers').click()
  expect(await page.locator('script:not([src]), img').count()).toBe(0)
  await page.getByRole('link', { name: /with findings to decide/ }).click()
  await expect.poll(() => page.locator('#found tbody tr').count()).toBe(1)
  await page.context().close()

  const live = await signedIn(screen)
  await live.getByText('Live: this page follows by itself.').waitFor()
  await live
    .getByText('opens with the gate')
    .or(live.getByText(/: open since/))
    .first()
    .waitFor()
  await live.getByText(/in a quarter-hour; \d+ (is|are) full/).waitFor()
  await lookAt(live, `board-${screen}`)
  expect(visitors().complaints).toEqual([])
  await live.context().close()
})

test('it follows by itself what happens, and leaves alone what one types', async () => {
  const page = await signedIn('desk')
  await page.getByText('Live: this page follows by itself.').waitFor()
  const release = page.locator('#releases article').first()
  await release.getByRole('link', { name: '2 being verified on a copy' }).waitFor()
  await page.getByText('The same in numbers').click()
  await page.getByLabel('Name or id').fill('c1')
  await expect.poll(() => page.locator('#found tbody tr').count(), { timeout: 30_000 }).toBe(1)
  const { house } = visitors()
  await house.app.receiveReport(await verificationOf(house, 'busy'), receivedReport(4_000))
  await release.getByRole('link', { name: '1 being verified on a copy' }).waitFor()
  expect(await page.getByLabel('Name or id').inputValue()).toBe('c1')
  expect(await page.locator('#found tbody tr').count()).toBe(1)
  expect(await page.locator('#starts details').getAttribute('open')).not.toBeNull()
  expect(visitors().complaints).toEqual([])
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
