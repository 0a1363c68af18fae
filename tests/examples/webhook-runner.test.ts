import { spawn } from 'node:child_process'
import { mkdir, rm, symlink } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { json } from 'node:stream/consumers'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeApi } from '../../src/adapters/http/make-api.ts'
import { makeApiKeys } from '../../src/adapters/postgres/operations/api-keys-repository.ts'
import { makeIdempotencyStore } from '../../src/adapters/postgres/operations/idempotency-repository.ts'
import { makeWebhookUpdateRunner, makeWebhookVerificationRunner } from '../../src/adapters/runner/webhook-runner.ts'
import { readReceivedReport } from '../../src/main/read-received-report.ts'
import { type House, openHouse } from '../support/house.ts'
import { available, onFile, openVendor, planOf, startNow, updateOf, verificationOf } from '../support/scene.ts'
import { makeTemporaryDirectory } from '../support/temporary-directory.ts'
import { examples, type LiveDatabase, makeLiveDatabase } from './live-database.ts'
import { type Event, readWorkflow, runWorkflow } from './run-workflow.ts'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

let house: House
let live: LiveDatabase
let directory = ''
let receiver: { url: string; stop(): Promise<void> }
const servers: Server[] = []
/** What GitHub was asked to set off. */
const events: Event[] = []
let secrets: Record<string, string> = {}

const listening = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    servers.push(server)
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })

async function startReceiver(githubUrl: string) {
  const env = {
    RUNNER_SECRET: secret,
    GITHUB_REPOSITORY: 'vendor/pipeline',
    GITHUB_TOKEN: 't',
    GITHUB_API_URL: githubUrl,
  }
  const program = spawn(process.execPath, [path.join(examples, 'webhook-runner/receive.mjs')], {
    env: { PATH: process.env['PATH'], PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await new Promise<string>((resolve, reject) => {
    program.once('exit', () => reject(new Error('the receiver ended')))
    program.stdout.on('data', (chunk: Buffer) => resolve(/listening on (\d+)/.exec(String(chunk))?.[1] ?? ''))
  })
  const ended = new Promise((resolve) => program.once('exit', resolve))
  return {
    url: `http://127.0.0.1:${port}/`,
    async stop() {
      program.kill()
      await ended
    },
  }
}

beforeAll(async () => {
  directory = await makeTemporaryDirectory()
  await mkdir(path.join(directory, 'checkout'))
  await symlink(examples, path.join(directory, 'checkout/examples'))
  live = await makeLiveDatabase(directory, 'acme')
  const github = createServer(async (request, response) => {
    const said = (await json(request)) as { event_type: string; client_payload: Event['client_payload'] }
    const isRight = request.url === '/repos/vendor/pipeline/dispatches' && request.headers.authorization === 'Bearer t'
    if (isRight) events.push({ action: said.event_type, client_payload: said.client_payload })
    response.writeHead(isRight ? 204 : 404).end()
  })
  receiver = await startReceiver(await listening(github))
  house = await openHouse(
    undefined,
    { healthMinTests: 5 },
    {
      verificationRunner: makeWebhookVerificationRunner({ url: receiver.url, secret, logger: quiet }),
      updateRunner: makeWebhookUpdateRunner({ url: receiver.url, secret, logger: quiet }),
      readReport: readReceivedReport,
    },
  )
  const keys = makeApiKeys(house.db)
  const api = makeApi({
    app: house.app,
    keys,
    idempotency: makeIdempotencyStore(house.db),
    readReport: readReceivedReport,
    clock: house.clock,
    logger: quiet,
    ready: async () => ({ parts: {} }),
  })
  const scopes = ['verifications:write', 'updates:write'] as const
  const { token } = await keys.create({ name: 'actions', scopes, client: null, environment: null }, house.clock.now())
  const url = await listening(createServer(getRequestListener(api.fetch)))
  secrets = { ZEROTOUCH_URL: url, ZEROTOUCH_KEY: token, CLIENTS: live.clients }
  await openVendor(house)
  await onFile(house, 'acme')
  await available(house, '3.9.12')
})
afterAll(async () => {
  await receiver.stop()
  for (const server of servers) server.close()
  await house.close()
  await live.drop()
  await rm(directory, { recursive: true, force: true })
})

const run = () => {
  const event = events.at(-1)
  if (!event) throw new Error('nothing was set off')
  return runWorkflow(event, secrets, path.join(directory, 'checkout'))
}

it('the workflow checks out first, and every step that can fail is followed by one that says so', async () => {
  const { jobs } = await readWorkflow()
  expect(Object.keys(jobs)).toEqual(['verify', 'update'])
  for (const { steps } of Object.values(jobs)) {
    expect(steps[0]?.uses).toMatch(/^actions\/checkout@v\d+$/)
    expect(steps.filter((step) => step.if === 'failure()')).toHaveLength(1)
    expect(steps.at(-1)?.if).toBe('always()')
    for (const step of steps) expect(Boolean(step.uses) !== Boolean(step.run)).toBe(true)
  }
})

it('a verification: signed, set off, carried out on a copy, reported through the API', async () => {
  const id = await verificationOf(house, 'acme')
  await house.work.runVerification(id)
  expect(events).toMatchObject([{ action: 'verification.requested', client_payload: { verification: id, attempt: 1 } }])
  expect(await run()).toEqual([
    'Copy the live environment',
    'Update the copy',
    'Check the copy',
    'Hand in the report',
    'Drop the copy',
  ])
  const view = await house.app.readVerification(id)
  expect(view?.verification.status).toBe('passed')
  expect(view?.report?.summary.totals).toMatchObject({ tests: 8, passed: 8 })
  expect(await planOf(house, 'acme')).toHaveLength(2)
  expect(await live.copies('copy_4711')).toEqual([])
  expect(await live.ask('select version from installed')).toEqual([{ version: '3.9.11' }])
})

it('one that fails says so, and is tried again', async () => {
  await onFile(house, 'beta')
  const id = await verificationOf(house, 'beta')
  await house.work.runVerification(id)
  expect(await run()).toEqual(['Copy the live environment (failed)', 'Say that it failed', 'Drop the copy (failed)'])
  const { verification } = (await house.app.readVerification(id)) ?? {}
  expect(verification).toMatchObject({
    status: 'requested',
    attempt: 2,
    detail: 'The workflow failed; its log says why.',
  })
})

it('an update', async () => {
  await startNow(house, await updateOf(house, 'acme'))
  expect(events.at(-1)?.action).toBe('update.requested')
  expect(await run()).toEqual(['Update the live environment', 'Clean up'])
  expect((await updateOf(house, 'acme')).status).toBe('updated')
  expect(await live.ask('select version from installed')).toEqual([{ version: '3.9.12' }])
})

it('a job with a wrong signature sets nothing off', async () => {
  const before = events.length
  const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`
  const forged = makeWebhookVerificationRunner({ url: receiver.url, secret: other, logger: quiet })
  const job = { verification: 'V-9', client: 'acme', release: '3.9.12', fromVersion: null, attempt: 1 }
  expect(await forged.run(job, async () => undefined)).toMatchObject({
    kind: 'failed',
    detail: expect.stringContaining('401'),
  })
  expect((await fetch(receiver.url)).status).toBe(405)
  expect(events).toHaveLength(before)
})
