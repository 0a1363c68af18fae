import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { makeRegistry } from '../../../commands/index.ts'
import { slackManifest, standingOptions } from '../../../manifest/slack/slack-manifest.ts'

const registry = makeRegistry('/update')

test('manifest.json is what the verbs make it (npx tsx manifest/slack/write-manifest.ts)', async () => {
  const written = await readFile('manifest/slack/manifest.json', 'utf8')
  expect(JSON.parse(written)).toEqual(slackManifest(registry, standingOptions))
})

test('names every verb of administrators, and none of the staff', () => {
  const [command] = slackManifest(registry, standingOptions).features.slash_commands
  const named = command?.usage_hint.split(' | ') ?? []
  for (const [verb, { for: whom }] of registry) {
    expect(named.includes(verb), verb).toBe(whom === 'everyone')
  }
})

test('listens to itself once the app has an id', () => {
  const { event_subscriptions: events } = slackManifest(registry, {
    ...standingOptions,
    appId: 'A123',
  }).settings
  expect(events).toMatchObject({
    bot_events: ['app_home_opened', 'message_metadata_posted'],
    metadata_subscriptions: [{ app_id: 'A123', event_type: 'zerotouch_delivery' }],
  })
})

test('one address takes commands, buttons, forms and events', () => {
  const { features, settings } = slackManifest(registry, { origin: 'https://bot.example', slash: '/up' })
  expect(features.slash_commands).toMatchObject([{ command: '/up', url: 'https://bot.example/slack/events' }])
  expect(settings.interactivity.request_url).toBe('https://bot.example/slack/events')
  expect(settings.event_subscriptions.request_url).toBe('https://bot.example/slack/events')
})
