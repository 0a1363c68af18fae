import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ada, channelOf, chatWith, sam } from '../../support/chat.ts'
import { type House, openHouse } from '../../support/house.ts'
import { type RealApi, realApiOf } from '../../support/real-api.ts'
import { onFile, openVendor, scheduled, updateOf } from '../../support/scene.ts'

let house: House
let api: RealApi

/** A client's own document, as its own key puts it, with whatever people it names. */
const put = async (client: string, administrators: object[]) => {
  const json = {
    name: client,
    zone: 'America/Toronto',
    systems: [{ environment: 'production' }],
    administrators,
  }
  expect((await api.call(client, `PUT /v1/clients/${client}`, { json })).status).toBe(200)
}

beforeAll(async () => {
  house = await openHouse('2026-11-22T12:00:00Z')
  api = realApiOf(house)
  await openVendor(house)
  await scheduled(house, 'acme')
  // Comes before Acme in every order.
  await onFile(house, 'aaa', { channels: [] })
})
afterAll(() => house.close())

const titleOf = (reply: Awaited<ReturnType<ReturnType<typeof chatWith>['type']>>) =>
  reply.type === 'card' ? reply.card.title : reply.type === 'form' ? reply.form.title : ''

describe('another client’s file', () => {
  test('does not say under which name somebody acts here, nor for whom they speak', async () => {
    await put('aaa', [{ id: 'mallory', name: 'Mallory', email: 'm@aaa.example', accounts: [ada] }])
    const chat = chatWith(house)
    expect(titleOf(await chat.type(ada, 'menu', channelOf('acme')))).toBe('Hello Ada Lovelace')
    expect(titleOf(await chat.type(ada, 'menu'))).toBe('Hello')
    await chat.type(ada, 'acknowledge acme', channelOf('acme'))
    const asked = await chat.type(ada, 'reschedule acme/staging 2026-12-08 01:00', channelOf('acme'))
    if (asked.type !== 'form') throw new Error(titleOf(asked))
    const shown = await chat.submit(ada, asked.form, {}, channelOf('acme'))
    if (shown.type !== 'form') throw new Error(titleOf(shown))
    expect(titleOf(await chat.submit(ada, shown.form, {}, channelOf('acme')))).toContain('moved')
    const acted = (await house.app.readHistory('acme', 20)).filter(({ actor }) => actor.kind === 'person')
    expect(acted.map(({ action }) => action)).toContain('update-rescheduled')
    for (const { actor } of acted)
      expect(actor).toEqual({ kind: 'person', id: 'acme-ada', name: 'Ada Lovelace', forVendor: false })
  })

  test('opens no settings of a namesake: ids are each client’s own', async () => {
    await put('aaa', [
      {
        id: 'acme-ada',
        name: 'Ada',
        email: 'm@aaa.example',
        accounts: [{ platform: 'slack', workspace: 'T9', user: 'U9' }],
      },
    ])
    const mallory = await house.app.whoIs({ platform: 'slack', workspace: 'T9', user: 'U9' })
    expect(mallory?.administers).toEqual(['aaa'])
    const changed = await house.app.changePersonal({
      actor: mallory!,
      request: 'x',
      client: 'acme',
      administrator: 'acme-ada',
      reason: null,
      settings: {},
    })
    expect(changed.ok).toBe(false)
  })
})

describe('the vendor’s staff on a client’s file', () => {
  test('act for the client, with a reason, and are told to it as the vendor', async () => {
    await put('aaa', [{ name: 'Sam', email: 's@aaa.example', accounts: [sam] }])
    const who = await house.app.whoIs(sam)
    expect(who).toEqual({
      kind: 'person',
      id: 'sam',
      name: 'Sam Services',
      administers: [],
      roles: ['services'],
    })
    await house.app.putClient(
      {
        ...(await house.app.readClient('acme'))!,
        channels: [],
        administrators: [{ id: 'x', name: 'Sam', email: 'x@acme.example', accounts: [sam] }],
      },
      null,
      { kind: 'key', id: 'K-9', name: 'acme', client: 'acme', environment: null },
    )
    const update = await updateOf(house, 'acme')
    const cancelled = await house.app.cancelUpdate({
      actor: who!,
      request: 'y',
      system: update,
      seen: null,
      reason: 'They asked by phone.',
    })
    expect(cancelled.ok && cancelled.value.status).toBe('cancelled')
    const [entry] = await house.app.readHistory('acme', 1)
    expect(entry?.actor).toMatchObject({ id: 'sam', forVendor: true })
  })
})
