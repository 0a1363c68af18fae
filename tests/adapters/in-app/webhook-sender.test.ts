import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'
import { afterEach, describe, expect, it } from 'vitest'
import { lookupPublic, PrivateAddress } from '../../../src/adapters/in-app/lookup-public.ts'
import { makeWebhookSender } from '../../../src/adapters/in-app/webhook-sender.ts'
import type { Outgoing } from '../../../src/app/ports/delivery-ports.ts'
import { openPage } from '../../../src/notices/card/page-actions.ts'
import { noon } from '../../support/samples.ts'
import { rolloutCard } from '../email/sample-card.ts'

const secret = `whsec_${Buffer.from('a key of at least twenty-four bytes').toString('base64')}`
const cleanups: (() => void)[] = []
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean()
})

async function environment(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/updates`
}
const card = {
  ...rolloutCard,
  actions: [...rolloutCard.actions, openPage('report', 'acme', { subject: 'V-7' })],
}
const outgoing = (url: string): Outgoing => ({
  delivery: 'D-1042',
  card,
  mode: 'post',
  standing: null,
  standingMessage: null,
  place: {
    id: 'P-9',
    client: 'acme',
    room: null,
    administrator: null,
    gone: false,
    address: { kind: 'webhook', client: 'acme', environment: 'production', url, secret },
  },
})
const sender = (allowLoopback = true, timeoutMs = 5_000) =>
  makeWebhookSender({ clock: { now: () => noon }, allowLoopback, timeoutMs })
const answering = (status: number, headers: Record<string, string> = {}) =>
  environment((_, response) => response.writeHead(status, headers).end('never mind'))

describe('a notice posted to the learning environment', () => {
  it('is signed as Standard Webhooks says, under the delivery’s id, each time the same', async () => {
    const taken: { id: string; data: unknown }[] = []
    const url = await environment(async (request, response) => {
      const body = await text(request)
      // Throws unless the signature, the id and the time are right.
      const read = new Webhook(secret).verify(body, request.headers as Record<string, string>)
      taken.push({ id: String(request.headers['webhook-id']), data: read })
      response.writeHead(204).end()
    })
    expect(await sender().send(outgoing(url))).toEqual({ kind: 'sent', message: null })
    expect(await sender().send(outgoing(url))).toEqual({ kind: 'sent', message: null })
    expect(taken.map(({ id }) => id)).toEqual(['D-1042', 'D-1042'])
    expect(taken[0]?.data).toMatchObject({
      type: 'notice.created',
      data: { id: 'D-1042', client: 'acme', environment: 'production', title: card.title },
    })
    expect(taken[0]?.data).toMatchObject({
      data: { pages: [{ page: 'report', label: 'Open the report', verification: 'V-7' }] },
    })
    expect(JSON.stringify(taken)).not.toContain(secret)
  })

  it.each([
    [200, {}, { kind: 'sent' }],
    [500, {}, { kind: 'retry', afterMs: null }],
    [503, { 'retry-after': '120' }, { kind: 'retry', afterMs: 120_000 }],
    [429, { 'retry-after': '999999' }, { kind: 'retry', afterMs: 3_600_000 }],
    [408, {}, { kind: 'retry' }],
    [410, {}, { kind: 'gone' }],
    [401, {}, { kind: 'rejected', reason: 'it answered 401' }],
    [302, { location: 'https://evil.example' }, { kind: 'rejected', reason: expect.stringContaining('redirect') }],
  ] as const)('that is answered with %i', async (status, headers, outcome) => {
    expect(await sender().send(outgoing(await answering(status, headers)))).toMatchObject(outcome)
  })

  it('is posted again when nothing was answered, or nobody was there', async () => {
    const silent = await environment(() => undefined)
    expect(await sender(true, 200).send(outgoing(silent))).toEqual({
      kind: 'retry',
      reason: 'no answer within 0.2 seconds',
      afterMs: null,
    })
    const cut = await environment((request) => request.socket.destroy())
    expect(await sender().send(outgoing(cut))).toMatchObject({ kind: 'retry' })
    expect(await sender().send(outgoing('http://127.0.0.1:1/'))).toMatchObject({ kind: 'retry' })
    expect(await sender().find(outgoing(cut))).toEqual({ kind: 'absent' })
  })
})

describe('where nothing is posted to', () => {
  it.each([
    'http://learn.acme.example/',
    'http://127.0.0.1:8080/',
    'https://127.0.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[::ffff:a01:203]/',
    'https://0xa010203/',
    'https://2130706433/',
  ])('%s, outside the sandbox', async (url) => {
    expect(await sender(false).send(outgoing(url))).toMatchObject({ kind: 'rejected' })
  })

  it('a name that leads to a private address', async () => {
    let reached = false
    const url = await environment((_, response) => {
      reached = true
      response.end()
    })
    const { port } = new URL(url)
    const outcome = await sender(false).send(outgoing(`https://localhost:${port}/`))
    expect(outcome).toMatchObject({
      kind: 'rejected',
      reason: expect.stringContaining('leads to this machine'),
    })
    // A name that says nothing of it is looked up, and found out then.
    for (const all of [true, false]) {
      const looked = await new Promise((resolve) => lookupPublic('localhost', { all }, resolve))
      expect(looked).toBeInstanceOf(PrivateAddress)
    }
    expect(reached).toBe(false)
  })
})
