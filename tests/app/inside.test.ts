import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeTestApi } from '../adapters/http/test-api.ts'
import { cardOf, channelOf, chatWith, roomOf, slackUser, wordsOf } from '../support/chat.ts'
import { asks, type House, openHouse, operator, pipeline } from '../support/house.ts'
import { pagesOf, pathOf, signedIn } from '../support/pages.ts'
import { realApiOf } from '../support/real-api.ts'
import { available, onFile, openVendor, scheduled, startNow, updateOf } from '../support/scene.ts'

/** What the vendor's people say among themselves. */
const inside = 'INSIDE'
const forClients = 'we mend the log-in'

let house: House
beforeAll(async () => {
  house = await openHouse()
  await openVendor(house)
  const { app } = house
  // A freeze of the vendor, an update that failed, a copy that could not be made, a release on hold, one withdrawn.
  const added = await app.addFreeze({
    ...asks(operator),
    client: null,
    reason: `${inside} year end`,
    startsAt: new Date('2026-12-20T00:00:00Z'),
    endsAt: new Date('2027-01-04T00:00:00Z'),
  })
  expect(added.ok).toBe(true)
  await scheduled(house, 'acme')
  await app.pauseRelease('3.9.12', `${inside} grades get lost`, operator)
  await app.resumeRelease('3.9.12', `${inside} mended`, operator)
  const production = await updateOf(house, 'acme')
  await startNow(house, production)
  await app.recordUpdate(production.id, { status: 'failed', detail: `${inside} disk full` }, pipeline)
  await app.pauseRelease('3.9.12', `${inside} again`, operator, forClients)
  await onFile(house, 'beta')
  await available(house, '3.9.13')
  await app.withdrawRelease('3.9.13', `${inside} it was never good`, operator)
  await house.deliverAll()
})
afterAll(() => house.close())

const update = () => updateOf(house, 'acme')

describe('what was written for the inside', () => {
  it('reached no place of a client, and the vendor’s', () => {
    const at = (isClient: boolean) =>
      JSON.stringify(house.sent.filter(({ place }) => (place.client !== null) === isClient).map(({ card }) => card))
    expect(at(true)).not.toContain(inside)
    expect(at(true)).toContain(forClients)
    for (const words of ['year end', 'grades get lost', 'mended', 'disk full', 'again', 'it was never good'])
      expect(at(false)).toContain(`${inside} ${words}`)
  })

  it('is told by no verb to an administrator', async () => {
    const chat = chatWith(house)
    const ada = slackUser('T1', 'UACME1')
    const said: string[] = []
    for (const verb of ['status', 'history', 'notices', 'settings', 'policy', 'health', 'menu', 'urgent'])
      said.push(wordsOf(cardOf(await chat.type(ada, verb, channelOf('acme')))))
    expect(said.join('\n')).not.toContain(inside)
    expect(said.join('\n')).toContain(forClients)
  })

  it('is told to staff who ask', async () => {
    const chat = chatWith(house)
    const board = wordsOf(cardOf(await chat.type(slackUser('T0', 'olga'), 'release 3.9.12', roomOf('ops'))))
    expect(board).toContain(`${inside} again`)
  })

  it('is on no page that a client’s link opens, and on the board', async () => {
    const pages = pagesOf(house)
    const ada = { kind: 'administrator', client: 'acme', person: 'acme-ada' } as const
    const texts: string[] = []
    for (const purpose of ['schedule', 'calendar'] as const) {
      const path = await pathOf(house, ada, purpose)
      texts.push(await (await pages.get(path)).text())
      if (purpose === 'schedule')
        for (const environment of ['production', 'staging'])
          texts.push(await (await pages.get(`${path}/times?system=acme/${environment}&month=2026-12`)).text())
    }
    expect(texts.join('\n')).not.toContain(inside)
    expect(texts[0]).toContain(forClients)
    const board = await (await pages.get('/ops?text=acme', await signedIn(house, pages, 'olga'))).text()
    expect(board).toContain(`${inside} again`)
  })

  /** Every address that a key can read, with what stands for its names here. */
  const reads = async (): Promise<string[]> => {
    const document = (await (await makeTestApi().api.request('/v1/openapi.json')).json()) as {
      paths: Record<string, Record<string, unknown>>
    }
    const { id } = await update()
    const verification = (await house.app.listVerifications({ client: 'acme' }, { after: null, limit: 1 })).items[0]
    const names: Record<string, string> = {
      client: 'acme',
      environment: 'production',
      update: id,
      version: '3.9.12',
      release: '3.9.12',
      verification: verification?.id ?? '',
    }
    return Object.entries(document.paths)
      .filter(([, calls]) => 'get' in calls)
      .map(([path]) => path.replaceAll(/\{(\w+)\}/g, (_, name: string) => names[name] ?? `no-${name}`))
  }

  it('is read with no key that is bound to a client, and with one of the vendor', async () => {
    const api = realApiOf(house)
    const paths = await reads()
    expect(paths.length).toBeGreaterThan(12)
    const found: Record<string, string[]> = { acme: [], vendor: [] }
    let answered = 0
    for (const path of paths)
      for (const key of ['acme', 'vendor'] as const) {
        const { status, text } = await api.call(key, `GET ${path}`)
        if (status === 200 && key === 'acme') answered += 1
        if (text.includes(inside)) found[key]?.push(path)
      }
    expect(found['acme']).toEqual([])
    expect(answered).toBeGreaterThan(9)
    expect(found['vendor']?.length).toBeGreaterThan(2)
    const { body } = await api.call('acme', `GET /v1/updates?client=acme`)
    expect(JSON.stringify(body)).toContain(forClients)
  })
})

it('what a person says decides nothing: a release that is paused with another cause’s words goes on', async () => {
  const { app } = house
  await app.resumeRelease('3.9.12', 'on', operator)
  await scheduled(house, 'gamma')
  await app.pauseRelease('3.9.12', 'The update failed on staging, which went first', operator)
  expect(await updateOf(house, 'gamma')).toMatchObject({ status: 'held', hold: 'release-paused' })
  await app.resumeRelease('3.9.12', 'on', operator)
  expect(await updateOf(house, 'gamma')).toMatchObject({ status: 'scheduled', hold: null })
})
