import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { contextOf, lookAt } from '../support/look-at.ts'
import { plannedFor } from '../support/play.ts'
import { useSandbox } from '../support/sandbox.ts'

vi.setConfig({ testTimeout: 90_000 })

const SHOTS = fileURLToPath(new URL('screenshots/', import.meta.url))
const sandbox = useSandbox()
let browser: Browser
let slack: Page
const complaints: string[] = []

beforeAll(async () => {
  await mkdir(SHOTS, { recursive: true })
  browser = await launchBrowser()
  slack = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  slack.on('pageerror', (error) => complaints.push(String(error)))
  await slack.goto(sandbox().file.slack)
  // Installing the browser takes minutes where there is none.
}, 300_000)
afterAll(() => browser?.close())

const shoot = (page: Page, name: string, fullPage = false) =>
  page.screenshot({ path: path.join(SHOTS, `${name}.png`), fullPage })

async function actAs(name: string, channel: string): Promise<void> {
  await slack.getByLabel('Act as').selectOption({ label: name })
  await slack.getByRole('button', { name: `# ${channel}` }).click()
}

async function type(text: string): Promise<void> {
  await slack.getByPlaceholder(/Message #/).fill(text)
  await slack.keyboard.press('Enter')
}

const modal = () => slack.locator('.modal')
const closed = () => modal().waitFor({ state: 'detached' })
/** The message in the channel with these words. */
const message = (words: string) => slack.locator('.msg', { hasText: words })

it('lets Ada read the report and the notice', async () => {
  await actAs('Ada Lovelace', 'acme-updates')
  await message('release 3.9.12 is scheduled').waitFor()
  expect(await message('System Health report').textContent()).toContain('3,366 tests: 3,366 passed')
  await shoot(slack, 'notice')
})

it('moves staging: she types, fills in the form, puts a mistake right, confirms, and the card changes', async () => {
  const card = message('release 3.9.12 is scheduled')
  await type('/update reschedule acme/staging sunday 2am')
  await modal().waitFor()
  const [date, time] = [modal().locator('input[type=date]'), modal().locator('input[type=time]')]
  expect([await date.inputValue(), await time.inputValue()]).toEqual(['2035-03-04', '02:00'])
  await time.fill('02:10')
  await modal().getByRole('button', { name: 'Next' }).click()
  await modal().getByRole('alert').waitFor()
  expect(await modal().getByRole('alert').textContent()).toContain('quarter-hour')
  await shoot(slack, 'reschedule-mistake')
  await time.fill('02:15')
  await modal().getByRole('button', { name: 'Next' }).click()
  await modal().getByText('Sun 4 Mar 2035, 02:15 EST').waitFor()
  expect(await modal().textContent()).toContain('Sun 11 Mar 2035, 01:00 EST')
  await shoot(slack, 'reschedule-confirm')
  await modal().getByRole('button', { name: 'Move' }).click()
  await closed()
  await card.getByText('moved by Ada Lovelace').waitFor()
  await message('acme/staging is moved').waitFor()
  await shoot(slack, 'rescheduled')
  expect(await plannedFor(sandbox(), 'acme')).toMatchObject({
    production: { startsAt: '2035-03-11T06:00:00.000Z' },
    staging: { startsAt: '2035-03-04T07:15:00.000Z' },
  })
})

it('cancels production with a reason full of signs, and shows every one of them as it is', async () => {
  const card = message('release 3.9.12 is scheduled')
  await card.getByRole('button', { name: 'Cancel' }).first().click()
  await modal().waitFor()
  await modal().locator('textarea').fill('Exams 🎓 <!channel> <@UBOB> *now* <https://evil.example|here> שלום')
  await shoot(slack, 'cancel')
  await modal().getByRole('button', { name: 'Cancel the update' }).click()
  await closed()
  const cancelled = message('is cancelled on production and scheduled on staging')
  await cancelled.getByText('cancelled by Ada Lovelace').waitFor()
  await cancelled.locator('.thread-link, .msg-thread, [class*=thread]').first().click()
  const reply = slack.getByText('Exams 🎓').last()
  await reply.waitFor()
  await shoot(slack, 'cancelled')
  expect(await reply.textContent()).toContain('*now*')
  expect(await slack.locator('.mention').count()).toBe(0)
  expect(await slack.locator('a[href*="evil"]').count()).toBe(0)
})

it('is refused with the rule and what to do instead', async () => {
  await type('/update reschedule acme/staging yesterday 2am')
  const refusal = message('Not possible for acme/staging')
  await refusal.getByText('Rule: too-soon').waitFor()
  await refusal.scrollIntoViewIfNeeded()
  await shoot(slack, 'refusal')
  await type('/update status')
  await message('Acme College: status').last().waitFor()
  await shoot(slack, 'status')
  await type('/update')
  await message('Hello Ada Lovelace').waitFor()
  await type('/update help')
  await message('What I can do').waitFor()
  await shoot(slack, 'help')
})

it('brings Clara’s urgent request before services, who accept it', async () => {
  await actAs('Clara Schumann', 'beta-updates')
  await message('Error: abort: empty revision range').waitFor()
  await shoot(slack, 'findings')
  await type('/update urgent beta/production 3.9.12 grades are not saved')
  await message('Clara Schumann asked for release 3.9.12').waitFor()
  await actAs('Ivy Services', 'vendor-services')
  const card = message('Urgent update for Beta Universität')
  await card.getByRole('button', { name: 'Accept' }).click()
  await modal().waitFor()
  await shoot(slack, 'accept')
  await modal().getByRole('button', { name: 'Accept' }).click()
  await card.getByText('accepted by Ivy Services').waitFor()
  await shoot(slack, 'accepted')
  await modal().getByRole('button', { name: 'Close' }).click()
  await actAs('Clara Schumann', 'beta-updates')
  await message('accepted by Ivy Services').first().waitFor()
  await shoot(slack, 'urgent-asker')
})

it('shows specialists the findings, and Ada her home', async () => {
  await actAs('Sam Specialist', 'vendor-triage')
  await message('gets changed files for hg').first().waitFor()
  await shoot(slack, 'triage')
  await slack.getByLabel('Act as').selectOption({ label: 'Ada Lovelace' })
  await slack.locator('.sidebar-item', { hasText: 'zerotouch' }).click()
  await slack.getByText('Acme College: status').waitFor()
  await shoot(slack, 'home')
})

it('writes mails that can be read', async () => {
  const mail = await browser.newPage({ viewport: { width: 800, height: 900 } })
  const { mail: api } = sandbox()
  const notice = await api.waitFor('ada@acme.example', /release 3\.9\.12/)
  await mail.goto(`${sandbox().file.mail}/email/${notice.id}/html`)
  await mail.getByText('America/Toronto').first().waitFor()
  await shoot(mail, 'mail', true)
  await mail.close()
})

it.each(['phone', 'desk'] as const)('has a landing page that anybody can use on a %s', async (screen) => {
  const context = await contextOf(browser, screen)
  const page = await context.newPage()
  await page.goto(sandbox().file.app)
  await page.getByRole('heading', { name: 'Make time pass' }).waitFor()
  await lookAt(page, `landing-${screen}`)
  await context.close()
})

it('leads from there to every page, as its reader sees it', async () => {
  const context = await contextOf(browser, 'desk')
  const page = await context.newPage()
  const start = () => page.goto(sandbox().file.app)
  const card = (client: string) => page.getByRole('article').filter({ hasText: client })
  await start()
  await card('Acme College').getByRole('link', { name: 'System Health report' }).click()
  await page.getByText('Healthy.').waitFor()
  await start()
  await card('Acme College').getByRole('link', { name: 'Scheduling page' }).click()
  await page.getByText('Ada Lovelace · Acme College').waitFor()
  await start()
  await card('Gamma Polytechnic').getByText('the copy is still being checked').waitFor()
  await card('Gamma Polytechnic').getByText('nothing is planned yet').waitFor()
  await card('Gamma Polytechnic').getByRole('link', { name: 'System Health report' }).click()
  await page.getByText('The update is being tried on a copy of your live environment.').waitFor()
  await page.getByText('The copy is checked: now').waitFor()
  await lookAt(page, 'report-awaited')
  await start()
  await page.getByRole('link', { name: 'Release board' }).click()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Olga Operator').waitFor()
  await context.close()
  const { app } = sandbox().file
  const calendar = await fetch(`${app}/sandbox/open/calendar/acme`)
  expect(await calendar.text()).toMatch(/^BEGIN:VCALENDAR/)
  for (const path of ['report/nobody', 'board/acme', 'session/acme', 'schedule', '%25', '%ff'])
    expect((await fetch(`${app}/sandbox/open/${path}`)).status, path).toBe(404)
})

it('makes time pass from there without JavaScript', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(sandbox().file.app)
  await page.getByRole('button', { name: /Past the cut-off of .*acme\/staging/ }).click()
  await page.getByText('Sun 4 Mar 2035, 03:16 UTC').waitFor()
  expect(await page.getByRole('button', { name: /Past the cut-off of .*acme\/staging/ }).count()).toBe(0)
  await context.close()
  await actAs('Ada Lovelace', 'acme-updates')
  await type('/update cancel acme/staging')
  await message('Rule: too-late').waitFor()
  await shoot(slack, 'too-late')
  expect(complaints).toEqual([])
})
