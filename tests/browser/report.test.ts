import type { Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { asks, openHouse, receivedReport, specialist } from '../support/house.ts'
import { lookAt, type Screen } from '../support/look-at.ts'
import { ada, pathOf } from '../support/pages.ts'
import { hostileReport, largeReport, reported } from '../support/reports.ts'
import { available, onFile, openVendor } from '../support/scene.ts'
import { useVisitors } from '../support/visitors.ts'

vi.setConfig({ testTimeout: 300_000 })

const of: Record<string, string> = {}
const patience = { timeout: 30_000 }

/** Five releases: healthy ones and some with failures, of which the fourth has 21,000 tests and the last is hostile. */
const visitors = useVisitors(async () => {
  const house = await openHouse()
  await openVendor(house)
  await onFile(house, 'acme')
  const failure = (name: string) => ({ name, output: 'at line 1\nat line 2' })
  const reports = {
    '3.9.9': receivedReport(20_000, [failure('sums grades'), failure('exports'), failure('imports')]),
    '3.9.10': receivedReport(20_900, [failure('sums grades')]),
    '3.9.11': receivedReport(21_000),
    '3.9.12': await largeReport(),
    '3.9.13': await hostileReport(),
  }
  for (const [version, report] of Object.entries(reports)) {
    await available(house, version)
    of[version] = await reported(house, 'acme', report, version)
  }
  const [first] = (await house.app.readVerification(of['3.9.12'] ?? ''))?.findings ?? []
  await house.app.acceptFinding({
    ...asks(specialist),
    finding: first?.id ?? '',
    seen: null,
    reason: 'flaky',
    others: null,
    note: 'A clock in the test itself; your courses are not touched.',
    forClient: true,
  })
  return { house }
})

async function opened(screen: Screen, version: string, javaScript = true): Promise<Page> {
  const { house, open } = visitors()
  return open(screen, await pathOf(house, ada(), 'report', of[version]), javaScript)
}

test.each(['phone', 'desk'] as const)('on a %s anybody can read it, search it and find each test', async (screen) => {
  const page = await opened(screen, '3.9.12')
  await page.getByRole('heading', { name: 'Acme College, release 3.9.12' }).waitFor()
  await lookAt(page, `report-${screen}`)
  await page.getByText(/more suites|The next/).click()
  await page.getByText(/^12 new/).click()
  await lookAt(page, `report-open-${screen}`)
  await page
    .getByRole('link', { name: /failed$/ })
    .first()
    .click()
  await page.getByText('12 tests found').waitFor()
  await lookAt(page, `report-failed-${screen}`)
  await page.getByRole('table').getByRole('link').first().click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await lookAt(page, `report-case-${screen}`)
  await page.goBack()
  expect(visitors().complaints).toEqual([])
  await page.context().close()
})

test('without a script the search is a form like any other', async () => {
  const page = await opened('phone', '3.9.12', false)
  await page.getByLabel('Name, suite or message').fill('NORMALIZE preset')
  await page.getByRole('button', { name: 'Find tests' }).click()
  await expect.poll(() => page.getByRole('status').textContent(), patience).toMatch(/[1-9]\d* tests? found/)
  await page.getByLabel('Outcome').selectOption('skipped')
  await page.getByRole('button', { name: 'Find tests' }).click()
  await expect.poll(() => page.getByRole('status').textContent(), patience).toContain('0 tests found')
  await page.context().close()
})

test('with one it answers while one types, and the address follows', async () => {
  const page = await opened('desk', '3.9.12')
  await page
    .getByRole('link', { name: /passed$/ })
    .first()
    .click()
  await page.getByRole('heading', { name: 'Tests of the report' }).waitFor()
  const words = page.getByLabel('Name, suite or message')
  await words.pressSequentially('normalize preset')
  await expect.poll(() => page.getByRole('status').textContent(), patience).not.toContain('21,000')
  expect(await words.evaluate('document.activeElement.id')).toBe('text')
  expect(new URL(page.url()).searchParams.get('text')).toBe('normalize preset')
  await page.reload()
  expect(await words.inputValue()).toBe('normalize preset')
  expect(visitors().complaints).toEqual([])
  await page.context().close()
})

test('a hostile report does nothing but look odd', async () => {
  const page = await opened('phone', '3.9.13')
  await lookAt(page, 'report-hostile')
  for (const path of ['/cases', '/cases/2', '/cases/5']) {
    await page.goto(`${page.url().replace(/\/cases.*$/, '')}${path}`)
    await lookAt(page, `report-hostile${path.replaceAll('/', '-')}`)
  }
  expect(await page.locator('script:not([src]), img, [onmouseover]').count()).toBe(0)
  expect(visitors().complaints).toEqual([])
  await page.context().close()
})

test('printed, it has its numbers and failures and nothing to press', async () => {
  const page = await opened('desk', '3.9.12')
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('button', { name: 'Find tests' }).isVisible()).toBe(false)
  expect(await page.getByText('JUnit XML').isVisible()).toBe(false)
  expect(await page.getByRole('heading', { name: '21,012 tests' }).isVisible()).toBe(true)
  await page.screenshot({ path: 'tests/browser/screenshots/report-print.png', fullPage: true })
  await page.context().close()
})
