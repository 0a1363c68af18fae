import { writeFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import path from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type AppProcess, makeAppProcess } from '../../chaos/app-process.ts'
import { vendor } from '../../chaos/fixtures.ts'
import { openPresence } from '../../src/adapters/postgres/operations/presence.ts'
import { type FakeWebApi, startFakeWebApi } from '../adapters/slack/fake-web-api.ts'
import { eventually } from '../support/eventually.ts'
import { type House, openHouse } from '../support/house.ts'
import { openVendor, scheduled } from '../support/scene.ts'
import { makeTemporaryDirectory } from '../support/temporary-directory.ts'

// Two processes start, and both are real.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 })

let house: House
let slack: FakeWebApi
let workers: readonly AppProcess[]
beforeAll(async () => {
  house = await openHouse(new Date().toISOString())
  await openVendor(house)
  slack = await startFakeWebApi()
  const directory = await makeTemporaryDirectory()
  const vendorFile = path.join(directory, 'vendor.json')
  await writeFile(vendorFile, JSON.stringify(vendor))
  const env = {
    DATABASE_URL: house.url,
    VENDOR_FILE: vendorFile,
    UPDATE_RUNNER: '["/bin/true"]',
    SLACK_SIGNING_SECRET: 'secret',
    SLACK_BOT_TOKENS: 'T1=xoxb-1',
    SLACK_API_URL: slack.apiUrl,
  }
  workers = ['one', 'two'].map((name) => makeAppProcess(name, 'worker', env, path.join(directory, `${name}.log`)))
})
afterAll(async () => {
  for (const worker of workers) await worker.kill()
  await slack.stop()
  await house.close()
})

const unsent = async (): Promise<number> =>
  (
    await house.db
      .selectFrom('deliveries')
      .innerJoin('places', 'places.id', 'deliveries.place')
      .select('deliveries.id')
      .where('places.kind', 'in', ['channel', 'inbox'])
      .where('places.client', 'is not', null)
      .where('status', 'not in', ['sent', 'suppressed'])
      .execute()
  ).length
const isUp = (worker: AppProcess | undefined) =>
  eventually('a worker', async () => (worker?.isUp() ? true : undefined), 60_000)

it('SIGTERM: what is in flight is finished, nothing new is begun, and another worker has the rest', async () => {
  const [one, two] = workers
  // It is posted, and its answer is long in coming; should that take too long, Slack's history has it.
  const held: { response: ServerResponse; answer: object | undefined }[] = []
  slack.next('chat.postMessage', (response) => {
    const answer = slack.methods['chat.postMessage']?.(slack.calls.at(-1)?.args ?? {})
    held.push({ response, answer })
  })
  await scheduled(house, 'acme')
  one?.start()
  await eventually('a message in flight', async () => (held.length > 0 ? true : undefined), 60_000)
  two?.start()
  await isUp(two)

  const stopped = one?.stop()
  await new Promise((resolve) => setTimeout(resolve, 300))
  const before = slack.calls.length
  await scheduled(house, 'beta')
  const presence = await openPresence(house.url, () => undefined)
  presence.wake('deliveries')
  await presence.close()
  // The first worker still holds what it has in its hands; the second does not wait for it.
  await eventually(
    'the other worker to send',
    async () => (slack.messages.some(({ channel }) => channel === 'CBETA') ? true : undefined),
    60_000,
  )
  expect(slack.calls.length).toBeGreaterThan(before)
  held[0]?.response.setHeader('content-type', 'application/json')
  held[0]?.response.end(JSON.stringify(held[0].answer))

  expect(await stopped).toMatchObject({ code: 0 })
  expect((await stopped)?.ms).toBeLessThan(25_000)
  await eventually('everything to be sent', async () => ((await unsent()) === 0 ? true : undefined), 60_000)
  const posted = slack.callsOf('chat.postMessage').map(({ metadata }) => String(metadata))
  expect(new Set(posted).size).toBe(posted.length)
  expect(posted).toHaveLength(4)
  expect(await two?.stop()).toMatchObject({ code: 0 })
})
