import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'
import { afterEach, describe, expect, it } from 'vitest'
import { makeWebhookUpdateRunner, makeWebhookVerificationRunner } from '../../../src/adapters/runner/webhook-runner.ts'
import { quiet, updateJob, verificationJob } from './scripts.ts'

const secret = `whsec_${Buffer.from('a key of at least twenty-four bytes').toString('base64')}`
const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean()
})

async function pipeline(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(async () => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/jobs?team=ops`
}

const update = (url: string, timeoutMs = 5_000) =>
  makeWebhookUpdateRunner({ url, secret, logger: quiet, timeoutMs }).run(updateJob)
const verification = (url: string, timeoutMs = 5_000) =>
  makeWebhookVerificationRunner({ url, secret, logger: quiet, timeoutMs }).run(verificationJob, async () => undefined)

type Taken = { method: string; url: string; headers: IncomingMessage['headers']; body: string }
async function taking(): Promise<{ url: string; taken: Taken[] }> {
  const taken: Taken[] = []
  const url = await pipeline(async (request, response) => {
    const { method = '', url = '', headers } = request
    taken.push({ method, url, headers, body: await text(request) })
    response.writeHead(202).end()
  })
  return { url, taken }
}

describe('a job posted to the pipeline', () => {
  it('is signed as Standard Webhooks says, and calls back', async () => {
    const { url, taken } = await taking()
    expect(await update(url)).toEqual({ status: 'calls-back' })
    const [post] = taken
    expect(post).toMatchObject({ method: 'POST', url: '/jobs?team=ops' })
    expect(post!.headers['content-type']).toBe('application/json')
    expect(new Webhook(secret).verify(post!.body, post!.headers as Record<string, string>)).toEqual({
      type: 'update.requested',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: updateJob,
    })
  })

  it('is the same message for the same update, and a new one for each try of a verification', async () => {
    const { url, taken } = await taking()
    await update(url)
    await update(url)
    expect(await verification(url)).toEqual({ kind: 'calls-back' })
    await verification(url)
    const ids = taken.map(({ headers }) => headers['webhook-id'])
    expect(ids.slice(0, 2)).toEqual(['update-U-1042', 'update-U-1042'])
    expect(ids[2]).toMatch(/^verification-V-7-/)
    expect(ids[3]).not.toBe(ids[2])
    expect(JSON.parse(taken[2]!.body)).toMatchObject({
      type: 'verification.requested',
      data: verificationJob,
    })
  })

  it.each([
    [200, 'calls-back'],
    [204, 'calls-back'],
    [301, 'failed'],
    [400, 'failed'],
    [401, 'failed'],
    [409, 'failed'],
    [429, 'failed'],
    [500, 'calls-back'],
    [502, 'calls-back'],
    [503, 'failed'],
    [504, 'calls-back'],
  ])('answered with %i: %s', async (status, outcome) => {
    const url = await pipeline((_request, response) => response.writeHead(status).end())
    expect(await update(url)).toMatchObject({ status: outcome })
    expect(await verification(url)).toMatchObject({ kind: outcome })
  })

  it('does not follow a redirect', async () => {
    const { url: elsewhere, taken } = await taking()
    const url = await pipeline((_request, response) => response.writeHead(307, { location: elsewhere }).end())
    expect(await update(url)).toEqual({
      status: 'failed',
      detail: 'the runner answered 307, a redirect, which is not followed',
    })
    expect(taken).toEqual([])
  })

  it('tells what a refusing pipeline said, in plain words of a reasonable length', async () => {
    const url = await pipeline((_request, response) =>
      response.writeHead(422).end(`\u001b[31mno such client\u001b[0m ${'x'.repeat(100_000)}`),
    )
    const result = await update(url)
    expect(result).toMatchObject({ detail: expect.stringMatching(/^the runner answered 422: /) })
    expect((result as { detail: string }).detail.length).toBeLessThan(350)
  })
})

describe('a pipeline that is away or hangs up', () => {
  it('cannot be reached: surely not handed over', async () => {
    const server = createTcpServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    await once(server, 'close')
    const url = `http://127.0.0.1:${port}/`
    expect(await update(url)).toMatchObject({
      status: 'failed',
      detail: expect.stringContaining('could not be reached'),
    })
    expect(await verification(url)).toMatchObject({ kind: 'failed' })
  })

  it('has no such name: surely not handed over', async () => {
    expect(await update('http://no-such-host.invalid/')).toMatchObject({ status: 'failed' })
  })

  it('does not speak TLS: surely not handed over', async () => {
    const url = await pipeline((_request, response) => response.end())
    expect(await update(url.replace('http:', 'https:'))).toMatchObject({ status: 'failed' })
  })

  it('falls silent: handed over for all we know', async () => {
    const url = await pipeline(() => undefined)
    expect(await update(url, 300)).toEqual({ status: 'calls-back' })
    expect(await verification(url, 300)).toEqual({ kind: 'calls-back' })
  })

  it('hangs up without an answer: handed over for all we know', async () => {
    const url = await pipeline((request) => request.socket.destroy())
    expect(await update(url)).toEqual({ status: 'calls-back' })
  })

  it('says no and never ends its answer: no', async () => {
    const url = await pipeline((_request, response) => response.writeHead(403).write('go away'))
    expect(await update(url, 300)).toMatchObject({
      status: 'failed',
      detail: 'the runner answered 403: go away',
    })
  })
})

it('does not boot with a secret that signs nothing', () => {
  expect(() => makeWebhookUpdateRunner({ url: 'http://127.0.0.1/', secret: '', logger: quiet })).toThrow()
})
