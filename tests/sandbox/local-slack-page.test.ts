import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { changePage, PAGE_CHANGES } from '../../sandbox/local-slack/page.ts'
import { startLocalSlack } from '../../sandbox/local-slack.ts'
import { launchBrowser } from '../support/browser.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { callSlack, startToyBot } from './toy-bot.ts'
import { workspace } from './workspace.ts'

const SHOTS = fileURLToPath(new URL('../browser/screenshots/', import.meta.url))
const plain = (text: string) => ({ type: 'plain_text', text })

it('shows a form with a time, its errors beside the fields, and what one person alone may see', async () => {
  const submitted: Record<string, Record<string, object>>[] = []
  const bot = await startToyBot(async ({ fields }) => {
    if (fields['type'] === 'view_submission') {
      const { view } = fields as { view: { state: { values: Record<string, Record<string, object>> } } }
      submitted.push(view.state.values)
      return submitted.length === 1
        ? { response_action: 'errors', errors: { time: 'Too soon for that.' } }
        : { response_action: 'clear' }
    }
    await callSlack(slack.baseUrl, 'views.open', { trigger_id: fields['trigger_id'], view: form })
    return undefined
  })
  const slack = await startLocalSlack({
    dataDir: await temporaryDirectory(),
    port: 0,
    config: workspace(bot.url),
    log: { info: () => undefined },
  })
  onTestFinished(() => slack.stop())
  const channel = 'C0NORTH'
  const text = 'Starts <!date^1765000000^{date_short}|on Sunday> for <!here>\n```\nline one\nline two\n```'
  await callSlack(slack.baseUrl, 'chat.postMessage', { channel, text })
  await callSlack(slack.baseUrl, 'chat.postEphemeral', { channel, user: 'U0BEN', text: 'for Ben only' })
  await callSlack(slack.baseUrl, 'chat.postEphemeral', { channel, user: 'U0ANN', text: 'for Ann only' })

  const browser = await launchBrowser()
  onTestFinished(() => browser.close())
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 } })
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(slack.baseUrl)
  await page.getByText('for Ann only').waitFor()
  expect(await page.getByText('for Ben only').count()).toBe(0)
  expect(await page.locator('.msg-text').first().innerText()).toContain('Starts on Sunday for @here')
  expect(await page.locator('pre.bk-pre').innerText()).toBe('line one\nline two')

  await page.getByPlaceholder(/Message #northwind/).fill('/update reschedule')
  await page.keyboard.press('Enter')
  const time = page.locator('input[type=time]')
  await time.waitFor()
  expect(await time.inputValue()).toBe('02:00')
  await page.getByRole('button', { name: 'Move' }).click()
  await page.getByRole('alert').waitFor()
  expect(await page.locator('.bk-input', { has: time }).getByRole('alert').innerText()).toBe('Too soon for that.')
  await time.fill('03:15')
  await page.locator('textarea.bk-plain-input').fill('two\nlines')
  await mkdir(SHOTS, { recursive: true })
  await page.screenshot({ path: path.join(SHOTS, 'local-slack-form.png') })
  await page.getByRole('button', { name: 'Move' }).click()
  await page.locator('.modal').waitFor({ state: 'detached' })

  expect(submitted).toMatchObject([
    { time: { time: { selected_time: '02:00' } }, reason: { reason: { value: 'none' } } },
    { time: { time: { selected_time: '03:15' } }, reason: { reason: { value: 'two\nlines' } } },
  ])
  expect(complaints).toEqual([])
})

it('refuses a page in which a change no longer fits', () => {
  const pieces = Object.values(PAGE_CHANGES).map(([from]) => from)
  expect(changePage(pieces.join('|'))).toContain('timepicker')
  expect(() => changePage(pieces.slice(1).join('|'))).toThrow('the page of local-slack has changed: time picker')
})

const form = {
  type: 'modal',
  title: plain('Move an update'),
  submit: plain('Move'),
  blocks: [
    {
      type: 'input',
      block_id: 'time',
      label: plain('New time'),
      element: { type: 'timepicker', action_id: 'time', initial_time: '02:00' },
    },
    {
      type: 'input',
      block_id: 'reason',
      label: plain('Reason'),
      element: { type: 'plain_text_input', action_id: 'reason', multiline: true, initial_value: 'none' },
    },
  ],
}
