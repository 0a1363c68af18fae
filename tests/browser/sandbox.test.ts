import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
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
  await card.getByText('cancelled by Ada Lovelace').waitFor()
  await card.locator('.thread-link, .msg-thread, [class*=thread]').first().click()
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
  await message('urgent update accepted').first().waitFor()
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

it('has a landing page that fits a desk and a phone, and whose buttons need no JavaScript', async () => {
  for (const [name, width] of [
    ['desktop', 1280],
    ['phone', 375],
  ] as const) {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width, height: 800 } })
    const page = await context.newPage()
    await page.goto(sandbox().file.app)
    await page.getByRole('heading', { name: 'Make time pass' }).waitFor()
    const box = await page.locator('main').boundingBox()
    expect(box?.width).toBeLessThanOrEqual(width)
    for (const button of await page.getByRole('button').all()) {
      const { x = 0, width: wide = 0, height = 0 } = (await button.boundingBox()) ?? {}
      expect(x + wide).toBeLessThanOrEqual(width)
      expect(height).toBeGreaterThanOrEqual(44)
    }
    await shoot(page, `landing-${name}`, true)
    await context.close()
  }
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
