import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openQueueBackend, type QueueBackend } from '../../../../src/adapters/jobs/queue-backend.ts'
import type { QueueBoards } from '../../../../src/adapters/jobs/queue-board.ts'
import { type House, openHouse, receivedReport } from '../../../support/house.ts'
import { pagesOf, signedIn, type TestPages } from '../../../support/pages.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/postgres.ts'
import { healthy, onFile, openVendor, startNow, updateOf, verificationOf } from '../../../support/scene.ts'

let house: House
let pages: TestPages
let jobs: TestDatabase
let backend: QueueBackend
let boards: QueueBoards
let [specialist, operator] = [{ cookie: '' }, { cookie: '' }]
const stopping = new AbortController()

/** acme is being updated, beta is scheduled, zeta has a finding, gamma's copy got stuck. */
beforeAll(async () => {
  house = await openHouse()
  jobs = await createTestDatabase()
  backend = await openQueueBackend({ databaseUrl: jobs.url, onError: () => undefined })
  boards = backend.makeBoards(['deliveries', 'starts'], '/ops/queues')
  await openVendor(house)
  pages = pagesOf(house, { queues: boards, stopping: stopping.signal })
  await onFile(house, 'acme')
  await healthy(house, 'acme')
  await onFile(house, 'beta')
  await onFile(house, 'gamma')
  await healthy(house, 'beta')
  await onFile(house, 'zeta')
  const verification = await verificationOf(house, 'zeta')
  await house.app.receiveReport(verification, receivedReport(4_000, [{ name: '<b>sums</b> grades' }]))
  await house.app.recordStep(await verificationOf(house, 'gamma'), 'copying')
  house.senderAnswers(({ place }) =>
    place.address.kind === 'mailbox' ? { kind: 'rejected', reason: '550 <i>no such box</i>' } : null,
  )
  await startNow(house, await updateOf(house, 'acme'))
  await house.deliverAll()
  specialist = await signedIn(house, pages, 'spec')
  operator = await signedIn(house, pages, 'olga')
})
afterAll(async () => {
  stopping.abort()
  await boards.close()
  await backend.close()
  await jobs.drop()
  await house.close()
})

type Queues = { queues: { isPaused: boolean; jobs: unknown[] }[] }

const textOf = async (path: string): Promise<string> =>
  (await (await pages.get(path, operator)).text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

describe('the release board', () => {
  it('is for staff who have signed in', async () => {
    for (const path of ['/ops', '/ops/events', '/ops/queues', '/ops/queues/api/queues'])
      expect((await pages.get(path)).status, path).toBe(401)
    expect((await pages.get('/ops', specialist)).status).toBe(200)
  })

  it('shows how far each release has come, and leads to the clients of a stage', async () => {
    expect(await textOf('/ops')).toMatch(
      /3\.9\.12 Available 0 of 4 clients done\. .*1 updating now 1 scheduled 1 being verified on a copy 1 with findings to decide/,
    )
    const html = await (await pages.get('/ops', operator)).text()
    expect(html).toContain('/ops?release=3.9.12&amp;stage=with-findings#clients')
    const found = await (await pages.get('/ops?release=3.9.12&stage=with-findings', operator)).text()
    const clients = found.slice(found.indexOf('id="found"'))
    expect(clients).toContain('Zeta College')
    expect(clients).not.toContain('Acme College')
  })

  it('shows what waits for somebody, where telling goes wrong, and when systems start', async () => {
    const text = await textOf('/ops')
    expect(text).toMatch(
      /1 failure to decide &lt;b&gt;sums&lt;\/b&gt; grades F-1, open · Zeta College, 3\.9\.12 · in grades/,
    )
    expect(text).toMatch(/1 copy that does not get on Gamma College: .* V-\d+ for 3\.9\.12, copying, without a word/)
    expect(text).toMatch(/acme: E-mail to ada@acme\.example .* 550 &lt;i&gt;no such box&lt;\/i&gt;/)
    expect(text).toMatch(/4 systems start on 1 day\. At most 50 in a quarter-hour; none is full/)
  })

  it('finds clients by name, and nothing is a wild card', async () => {
    const found = async (query: string) =>
      [...(await textOf(`/ops?${query}`)).matchAll(/(\w+) College \w+,/g)].map(([, name]) => name)
    expect(await found('')).toEqual(['Acme', 'Beta', 'Gamma', 'Zeta'])
    expect(await found('text=ETA')).toEqual(['Beta', 'Zeta'])
    expect(await found('text=%25')).toEqual([])
    expect(await found('text=_')).toEqual([])
    expect(await found('after=beta')).toEqual(['Gamma', 'Zeta'])
    expect(await found('stage=nonsense&text=beta')).toEqual(['Beta'])
  })

  it('pages through a stage that few of many clients are at', async () => {
    await sql`insert into clients (id, name, zone, windows, policy, granted, settings, revision, created_at, updated_at)
      select 'x-' || lpad(n::text, 4, '0'), 'X ' || n, 'UTC', '{}', '{}', '{}', '{}', 1, now(), now()
      from generate_series(1, 1200) n`.execute(house.db)
    const tenth = Array.from({ length: 120 }, (_, n) => `x-${String((n + 1) * 10).padStart(4, '0')}`)
    for (const client of tenth) await verificationOf(house, client)
    await sql`update verifications set status = 'blocked' where client like 'x-%'`.execute(house.db)
    const seen: string[] = []
    for (let after: string | null = null, first = true; first || after !== null; first = false) {
      const found = await house.app.searchClients({ release: null, stage: 'blocked', text: null, after })
      seen.push(...found.clients.map(({ client }) => client))
      after = found.next
    }
    expect(seen).toEqual(tenth)
  })

  it('tells those who watch when something has changed, and lets go of them when the server stops', async () => {
    const end = new AbortController()
    const quick = pagesOf(house, { stopping: end.signal, boardEveryMs: 20 })
    const { body, headers } = await quick.get('/ops/events', operator)
    expect(headers.get('content-type')).toContain('text/event-stream')
    const heard: string[] = []
    const listening = (async () => {
      if (body)
        for await (const piece of body as never as AsyncIterable<Uint8Array>) heard.push(Buffer.from(piece).toString())
    })()
    const changes = () => heard.join('').match(/event: changed/g)?.length ?? 0
    await expect.poll(changes, { timeout: 10_000 }).toBe(1)
    await house.app.recordStep(await verificationOf(house, 'gamma'), 'checking')
    // A round that falls between sees half of it, and the next one the rest.
    await expect.poll(changes, { timeout: 10_000 }).toBeGreaterThan(1)
    end.abort()
    await listening
  })
})

describe('the queues, on Postgres', () => {
  const ask = (method: string, path: string, headers: Record<string, string>) =>
    pages.ask(method, `/ops/queues${path}`, { 'sec-fetch-site': 'same-origin', ...headers })

  it('are shown by bull-board, under a policy that runs files of ours only', async () => {
    const shown = await ask('GET', '', specialist)
    expect(shown.status).toBe(200)
    expect(shown.headers.get('content-security-policy')).toMatch(/default-src 'none'; .*script-src 'self'; /)
    const html = await shown.text()
    const [, script = ''] = /src="(static\/js\/main[^"]+)"/.exec(html) ?? []
    expect((await ask('GET', `/${script}`, specialist)).headers.get('content-type')).toContain('javascript')
    const policy = (await pages.get('/ops', specialist)).headers.get('content-security-policy')
    expect(policy).not.toContain('unsafe-inline')
  })

  it('are counted, job by job', async () => {
    const queue = backend.makeQueue('deliveries')
    await queue.add([{ id: 'ob-1', name: 'send-delivery', rows: ['D-1'], at: Date.now() + 60_000 }])
    await queue.close()
    const { queues } = (await (
      await ask('GET', '/api/queues?activeQueue=deliveries&status=delayed&page=1', specialist)
    ).json()) as Queues
    const [deliveries] = queues
    expect(deliveries).toMatchObject({ name: 'deliveries', counts: { delayed: 1 }, readOnlyMode: true })
    expect(deliveries?.jobs).toMatchObject([{ id: 'ob-1', data: { row: 'D-1' } }])
  })

  it('are acted on by operators only, and from our own pages only', async () => {
    const pause = '/api/queues/deliveries/pause'
    expect((await ask('PUT', pause, specialist)).status).toBe(403)
    expect((await ask('PUT', pause, { ...operator, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await ask('PUT', pause, operator)).status).toBe(200)
    const isPaused = async () => {
      const { queues } = (await (await ask('GET', '/api/queues', operator)).json()) as Queues
      return queues[0]?.isPaused
    }
    expect(await isPaused()).toBe(true)
    expect((await ask('PUT', '/api/queues/deliveries/resume', operator)).status).toBe(200)
    expect(await isPaused()).toBe(false)
  })
})
