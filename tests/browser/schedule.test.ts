import type { Page } from 'playwright-core'
import { describe, expect, test, vi } from 'vitest'
import { openHouse } from '../support/house.ts'
import { lookAt } from '../support/look-at.ts'
import { ada, pathOf } from '../support/pages.ts'
import { openVendor, planOf, scheduled } from '../support/scene.ts'
import { useVisitors } from '../support/visitors.ts'

vi.setConfig({ testTimeout: 120_000 })

/** A slot has room for two systems, so each client fills the one that it is in. */
const visitors = useVisitors(async () => {
  const house = await openHouse('2026-11-22T12:00:00Z', { slotCapacity: 2 })
  await openVendor(house)
  for (const client of ['acme', 'beta', 'gamma', 'delta']) await scheduled(house, client)
  await house.ports.inTransaction((tx) =>
    tx.freezes.add(
      {
        scope: 'vendor',
        startsAt: new Date('2026-12-24T05:00:00Z'),
        endsAt: new Date('2026-12-27T05:00:00Z'),
        reason: 'Holidays <b>&amp;</b> “rest”',
        inside: null,
      },
      null,
      house.clock.now(),
    ),
  )
  return { house }
})

describe.each(['phone', 'desk'] as const)('on a %s', (screen) => {
  test('every page of the scheduling tool is whole, and anybody can use it', async () => {
    const { house, served, open, complaints } = visitors()
    const base = await pathOf(house, ada(), 'schedule')
    const page = await open(screen, base)
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
    await page.goto(`${served.url}${base}/times/staging?day=2026-12-06`)
    await page.getByText('full').first().waitFor()
    await lookAt(page, `schedule-full-${screen}`)
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

test.each([
  ['phone', 'beta'],
  ['desk', 'gamma'],
] as const)('on a %s one system is moved and the other cancelled without JavaScript', async (screen, client) => {
  const { house, open } = visitors()
  const [production, staging] = await planOf(house, client)
  const page = await open(screen, await pathOf(house, ada(client), 'schedule'), false)
  await page.getByRole('link', { name: 'Reschedule staging' }).click()
  await page.getByRole('link', { name: /^15 December, Tuesday/ }).click()
  await page.getByRole('link', { name: '02:15' }).click()
  expect(await planOf(house, client)).toEqual([production, staging])
  await page.getByRole('button', { name: 'Move' }).click()
  await page.getByRole('heading', { name: `${client}/staging is moved` }).waitFor()
  await page.reload()
  const moved = 'staging 3.9.12 scheduled 2026-12-15T07:15Z'
  expect(await planOf(house, client)).toEqual([production, moved])

  await page.getByRole('link', { name: 'Cancel production' }).click()
  await page.getByLabel('Reason').fill(' ')
  await page.getByRole('button', { name: 'Cancel the update' }).click()
  await page.getByText('Nothing was done yet.').waitFor()
  expect(await planOf(house, client)).toEqual([production, moved])
  await page.getByLabel('Reason').fill('Exams')
  await page.getByRole('button', { name: 'Cancel the update' }).click()
  await page.getByRole('heading', { name: `${client}/production is cancelled` }).waitFor()
  expect(await planOf(house, client)).toEqual([production?.replace('scheduled', 'cancelled'), moved])
  await page.context().close()
})

test('by keyboard alone: past the head, to the month, a day, a time, and a cancel with its reason', async () => {
  const { house, open } = visitors()
  const page = await open('desk', await pathOf(house, ada('delta'), 'schedule'))
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('Skip to the content')
  await page.keyboard.press('Enter')
  await tabTo(page, 'Reschedule staging')
  await tabTo(page, /^15 December, Tuesday/)
  await tabTo(page, '02:30')
  await tabTo(page, 'Move')
  await page.getByRole('heading', { name: 'delta/staging is moved' }).waitFor()
  expect(await planOf(house, 'delta')).toContain('staging 3.9.12 scheduled 2026-12-15T07:30Z')
  await tabTo(page, 'Cancel production')
  await tabTo(page, 'Reason', '')
  await page.keyboard.type('Exams')
  await tabTo(page, 'Cancel the update')
  await page.getByRole('heading', { name: 'delta/production is cancelled' }).waitFor()
  await page.context().close()
})

const focused = (page: Page): Promise<string> =>
  page.evaluate<string>(
    `(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim().replace(/\\s+/g, ' ')`,
  )

/** Goes on with the Tab key to what has that name, sees that it is shown where one is, and presses a key there. */
async function tabTo(page: Page, name: string | RegExp, key = 'Enter'): Promise<void> {
  const before = page.url()
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab')
    const at = await focused(page)
    if (typeof name === 'string' ? at !== name : !name.test(at)) continue
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle'), at).toBe('solid')
    if (key === '') return
    await Promise.all([page.waitForURL((url) => url.href !== before), page.keyboard.press(key)])
    return
  }
  throw new Error(`the Tab key does not lead to ${name}`)
}
