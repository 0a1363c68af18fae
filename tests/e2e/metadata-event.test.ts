import { writeFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import path from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { vendor } from '../../chaos/fixtures.ts'
import { readConfig } from '../../src/config/config.ts'
import { composeApp as openRealHouse } from '../../src/main/compose-app.ts'
import { type Running, serve, slackPath } from '../../src/main/serve.ts'
import { type FakeWebApi, startFakeWebApi } from '../adapters/slack/fake-web-api.ts'
import { eventPayload, secret, signed } from '../adapters/slack/slack-payloads.ts'
import { eventually } from '../support/eventually.ts'
import { type House, openHouse } from '../support/house.ts'
import { openVendor, scheduled } from '../support/scene.ts'
import { makeTemporaryDirectory } from '../support/temporary-directory.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

let house: House
let slack: FakeWebApi
let running: Running
beforeAll(async () => {
  house = await openHouse(new Date().toISOString())
  await openVendor(house)
  slack = await startFakeWebApi()
  // Nobody may look into the history: only the event can tell.
  for (const method of ['conversations.history', 'conversations.replies'])
    slack.methods[method] = () => ({ ok: false, error: 'ratelimited' })
  const vendorFile = path.join(await makeTemporaryDirectory(), 'vendor.json')
  await writeFile(vendorFile, JSON.stringify(vendor))
  const config = readConfig({
    DATABASE_URL: house.url,
    VENDOR_FILE: vendorFile,
    UPDATE_RUNNER: '["/bin/true"]',
    PORT: '0',
    SLACK_SIGNING_SECRET: secret,
    SLACK_BOT_TOKENS: 'T1=xoxb-1',
    SLACK_API_URL: slack.apiUrl,
  })
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const real = await openRealHouse(config, { now: () => new Date() }, logger)
  running = await serve(real, { pages: { sandbox: null, logger }, tickMs: 200 })
})
afterAll(async () => {
  await running.stop()
  await slack.stop()
  await house.close()
})

/** Slack takes the message and says so to whoever listens; its answer to the one who posted it is lost. */
async function takeAndLoseAnswer(response: ServerResponse, delay: number): Promise<void> {
  const { args } = slack.calls.at(-1)!
  const { channel, ts } = slack.methods['chat.postMessage']!(args) as { channel: string; ts: string }
  const said = async () => {
    const event = {
      type: 'message_metadata_posted',
      app_id: 'A1',
      bot_id: 'B1',
      user_id: 'UBOT',
      team_id: 'T1',
      channel_id: channel,
      message_ts: ts,
      event_ts: ts,
      metadata: JSON.parse(String(args['metadata'])),
    }
    const { body, headers } = signed(JSON.stringify(eventPayload(event)), 'application/json')
    expect((await fetch(`${running.url}${slackPath}`, { method: 'POST', body, headers })).status).toBe(200)
  }
  if (delay === 0) await said()
  response.destroy()
  if (delay > 0) setTimeout(() => void said(), delay)
}

const toChannel = (client: string) =>
  house.db
    .selectFrom('deliveries')
    .innerJoin('places', 'places.id', 'deliveries.place')
    .select(['status', 'attempts'])
    .where('places.kind', '=', 'channel')
    .where('places.client', '=', client)
    .where('mode', '=', 'post')
    .orderBy('deliveries.id')
    .execute()

it.each([
  ['acme', 'before the answer is missed', 0],
  ['birch', 'when it is in doubt already', 1_000],
])(
  'a post to %s whose answer was lost is known by Slack’s event, heard %s, and posted once',
  async (client, _, delay) => {
    slack.next('chat.postMessage', (response) => void takeAndLoseAnswer(response, delay))
    slack.next('chat.postMessage', (response) => void takeAndLoseAnswer(response, delay))
    await scheduled(house, client)
    const told = await eventually(
      'both messages to be known',
      async () => {
        const rows = await toChannel(client)
        return rows.every(({ status }) => status === 'sent') && rows.length > 0 ? rows : undefined
      },
      60_000,
    )
    expect(told).toEqual(Array(2).fill({ status: 'sent', attempts: 1 }))
    const here = slack.messages.filter(({ channel }) => channel === `C${client.toUpperCase()}`)
    expect(here).toHaveLength(2)
    // It is redrawn where the event said that it stands.
    const standing = await house.db
      .selectFrom('standing_messages')
      .select('message')
      .where('key', 'like', `rollout:${client}:%`)
      .executeTakeFirstOrThrow()
    expect(standing.message).toMatchObject({
      channel: `C${client.toUpperCase()}`,
      delivery: expect.stringMatching(/^D-/),
    })
  },
)
