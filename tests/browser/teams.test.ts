import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { teamsConfig } from '../../sandbox/sample-teams.ts'
import { launchBrowser } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { plannedFor } from '../support/play.ts'
import { useSandbox } from '../support/sandbox.ts'

vi.setConfig({ testTimeout: 90_000 })

const SHOTS = fileURLToPath(new URL('screenshots/', import.meta.url))
const sandbox = useSandbox({ teams: true })
let browser: Browser
let teams: Page
const complaints: string[] = []

beforeAll(async () => {
  await mkdir(SHOTS, { recursive: true })
  browser = await launchBrowser()
  teams = await browser.newPage({ viewport: { width: 1500, height: 1300 } })
  teams.on('pageerror', (error) => complaints.push(String(error)))
  await teams.goto(sandbox().file.teams ?? '')
}, 300_000)
afterAll(() => browser?.close())

const shoot = (name: string) => teams.screenshot({ path: path.join(SHOTS, `${name}.png`) })
/** The newest card with these words. */
const card = (words: string | RegExp) => teams.locator('.ac-adaptiveCard', { hasText: words }).last()
const go = (where: string) => teams.getByText(where, { exact: true }).first().dispatchEvent('click')

/** Says something through the playground's REST interface, as its page does. */
async function say(text: string, group?: string): Promise<void> {
  const [me, bot] = [teamsConfig.currentUser.id, teamsConfig.bot.id]
  const mention = {
    text: `<at>Zerotouch</at> ${text}`,
    mentions: [{ mentioned: { id: bot }, text: '<at>Zerotouch</at>' }],
  }
  const conversation = encodeURIComponent(group ?? teamsConfig.personalChat.id)
  const said = group ? { ...mention, textFormat: 'xml' } : { text, textFormat: 'plain' }
  const answer = await fetch(`${sandbox().file.teams}/_conversation/v1/conversations/${conversation}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: { id: me }, ...said }),
  })
  expect(answer.status).toBe(200)
}

async function pickTime(time: string): Promise<void> {
  await card('New date').getByLabel('New time').click()
  await teams.getByRole('option', { name: time, exact: true }).click()
}

it('Dora finds the report and the notice in her channel', async () => {
  await go('Updates')
  await card(/release 3\.9\.12 is scheduled/).waitFor()
  await card('System Health report').waitFor()
  await shoot('teams-notice')
})

it('asks for the status in her chat, over REST, and moves staging: mistake, confirmation, done', async () => {
  await go('Personal Chat')
  await say('status')
  await card('Delta Institute: status').waitFor()
  await shoot('teams-status')
  const before = await plannedFor(sandbox(), 'delta')
  await card('Delta Institute: status').getByRole('button', { name: 'Reschedule' }).last().click()
  await card('New date').waitFor()
  await shoot('teams-form')
  await card('New date').getByRole('button', { name: 'Next' }).click()
  await card('⚠️').waitFor()
  await shoot('teams-error')
  expect(await card('New date').getByLabel('New date').inputValue()).toBe('March 11, 2035')
  expect(await card('New date').getByLabel('New time').inputValue()).toBe('1:00 AM')
  await pickTime('2:00 AM')
  await card('New date').getByRole('button', { name: 'Next' }).click()
  await card('Expected outage').getByRole('button', { name: 'Move' }).click()
  await card('delta/staging is moved').waitFor()
  await shoot('teams-moved')
  const after = await plannedFor(sandbox(), 'delta')
  expect(after['staging']?.startsAt).not.toBe(before['staging']?.startsAt)
  expect(after['production']?.startsAt).toBe(before['production']?.startsAt)
})

it('everybody’s card in the channel shows it, in place', async () => {
  await sandbox().settled()
  await go('Updates')
  await eventually('the moved start on the card', async () => {
    const text = await card(/release 3\.9\.12 is scheduled/).textContent()
    return text?.includes('11 Mar 2035, 02:00') ? text : undefined
  })
  await shoot('teams-redrawn')
  const failed = await sandbox().ask(
    `select kind, mode, status, reason from deliveries join places on places.id = deliveries.place
     where places.address->>'platform' = 'teams' and deliveries.status <> 'sent'
       and reason is distinct from 'overtaken'`,
  )
  expect(failed).toEqual([])
})

it('sets her quiet hours in a card, with what is wrong beside the field', async () => {
  await go('Personal Chat')
  await say('settings')
  await card('Delta Institute: settings').waitFor()
  await shoot('teams-settings')
  await card('Delta Institute: settings').getByRole('button', { name: 'Change what comes to me' }).click()
  await card('No direct messages from').waitFor()
  await card('No direct messages from').getByLabel('Your time zone').fill('Mars')
  await card('No direct messages from').getByRole('button', { name: 'Save' }).click()
  await card('is not a time zone').waitFor()
  await shoot('teams-settings-error')
  await card('is not a time zone').getByLabel('Your time zone').fill('Asia/Tokyo')
  await card('is not a time zone').getByRole('button', { name: 'Save' }).click()
  await card('21:00 to 07:00 (Asia/Tokyo)').waitFor()
})

it('a mention in a group chat is answered there', async () => {
  await go('Delta administrators')
  await say('help', teamsConfig.groupChat.id)
  await card('What I can do').waitFor()
  await shoot('teams-help')
  expect(complaints).toEqual([])
})
