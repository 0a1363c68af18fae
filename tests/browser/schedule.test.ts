import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type House, openHouse } from '../support/house.ts'
import { contextOf, lookAt, type Screen } from '../support/look-at.ts'
import { ada, pathOf } from '../support/pages.ts'
import { openVendor, scheduled } from '../support/scene.ts'
import { type Served, servePages } from '../support/served-pages.ts'

vi.setConfig({ testTimeout: 120_000 })

let house: House
let served: Served
let browser: Browser

beforeAll(async () => {
  house = await openHouse('2026-11-22T12:00:00Z', { slotCapacity: 2 })
  await openVendor(house)
  await scheduled(house, 'acme')
  await house.ports.inTransaction((tx) =>
    tx.freezes.add(
      {
        scope: 'vendor',
        startsAt: new Date('2026-12-24T05:00:00Z'),
        endsAt: new Date('2026-12-27T05:00:00Z'),
        reason: 'Holidays <b>&amp;</b> “rest”',
      },
      null,
      house.clock.now(),
    ),
  )
  served = await servePages(house)
  browser = await launchBrowser()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await served?.close()
  await house?.close()
})

async function opened(screen: Screen, path: string, javaScript = true): Promise<Page> {
  const context = await contextOf(browser, screen, javaScript)
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  await page.goto(`${served.url}${path}`)
  return page
}
const complaints: string[] = []

describe.each(['phone', 'desk'] as const)('on a %s', (screen) => {
  test('every page of the scheduling tool is whole, and anybody can use it', async () => {
    const base = await pathOf(house, ada(), 'schedule')
    const page = await opened(screen, base)
    await page.getByRole('heading', { name: 'Updates of Acme College' }).waitFor()
    await lookAt(page, `schedule-${screen}`)
    await page.getByRole('link', { name: 'Reschedule staging' }).click()
    await lookAt(page, `schedule-month-${screen}`)
    await page.getByRole('link', { name: /^13 December, Sunday/ }).click()
    await page.getByRole('heading', { name: 'Sun 13 Dec 2026' }).waitFor()
    await lookAt(page, `schedule-day-${screen}`)
    await page.getByRole('link', { name: '02:15' }).click()
    await page.getByRole('heading', { name: 'Confirm the move' }).waitFor()
    await lookAt(page, `schedule-confirm-${screen}`)
    await page.goto(`${served.url}${base}/times/staging?day=2026-12-24`)
    await lookAt(page, `schedule-frozen-${screen}`)
    await page.goto(`${served.url}${base}/reschedule?system=acme/staging&startsAt=2027-02-01T06:00:00Z`)
    await lookAt(page, `schedule-refused-${screen}`)
    await page.goto(`${served.url}${base}/cancel?system=acme/production`)
    await lookAt(page, `schedule-cancel-${screen}`)
    await page.goto(`${served.url}${base.slice(0, -5)}`)
    await lookAt(page, `schedule-forged-${screen}`)
    expect(complaints.filter((text) => !text.includes('404') && !text.includes('409'))).toEqual([])
    await page.context().close()
  })
})
