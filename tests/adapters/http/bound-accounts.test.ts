import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse } from '../../support/house.ts'
import { type RealApi, realApiOf } from '../../support/real-api.ts'
import { openVendor, reachedDirectly } from '../../support/scene.ts'
import { acmeDocument } from './every-call.ts'

let house: House
let api: RealApi
beforeAll(async () => {
  house = await openHouse('2026-11-22T12:00:00Z')
  api = realApiOf(house)
  await openVendor(house)
})
afterAll(() => house.close())

const { policy: _, channels: __, ...plain } = acmeDocument
const channel = (id: string, workspace: string) => ({ platform: 'slack' as const, workspace, channel: id })
const account = (user: string, workspace: string) => ({ platform: 'slack' as const, workspace, user })
const eve = (accounts: object[], more: object = {}) => ({
  id: 'eve',
  name: 'Eve',
  email: 'eve@x.example',
  accounts,
  ...more,
})

const put = async (as: string, client: string, more: object) => {
  const answer = await api.call(as, `PUT /v1/clients/${client}`, { json: { ...plain, ...more } })
  expect([200, 201], answer.text).toContain(answer.status)
  return answer
}
const fresh = (client: string) => put('vendor', client, { administrators: [] })
const read = async (client: string, as = 'vendor') => {
  const { revision: _, ...body } = (await api.call(as, `GET /v1/clients/${client}`)).body
  return body
}
const directly = (client: string) => reachedDirectly(house, client)
const actionsOf = async (client: string) => (await house.app.readHistory(client, 100)).map(({ action }) => action)

describe('a document put back as it was read', () => {
  test.each(['vendor', 'trip'])('vouches for nobody, nor drops anybody who waits, by the key of %s', async (as) => {
    await put('vendor', 'trip', {
      administrators: [eve([account('U-vouched', 'T9')])],
      channels: [channel('C-trip', 'T3')],
    })
    await put('trip', 'trip', {
      administrators: [eve([account('U-vouched', 'T9'), account('U-victim', 'T9')])],
      channels: [channel('C-trip', 'T3'), channel('C-wait', 'T9')],
    })
    const before = await read('trip', as)
    expect(before['administrators']).toEqual([
      eve([account('U-vouched', 'T9')], { awaitingAccounts: [account('U-victim', 'T9')] }),
    ])
    expect(before).toMatchObject({ channels: [channel('C-trip', 'T3')], awaitingLink: [channel('C-wait', 'T9')] })
    const told = await actionsOf('trip')
    for (const _ of [1, 2]) await put(as, 'trip', before)
    expect(await read('trip', as)).toEqual(before)
    expect(await directly('trip')).toEqual(['T9 U-vouched'])
    expect(await actionsOf('trip')).toEqual(['client-put', 'client-put', ...told])
    expect((await api.call(as, 'GET /v1/clients')).text).toContain('"awaitingAccounts":[{"platform":"slack"')
  })

  test('undoes no wake that came between: what is linked by then stays so', async () => {
    await fresh('late')
    await put('late', 'late', { administrators: [eve([account('U-late', 'T8')])] })
    const stale = await read('late', 'late')
    await house.ports.inTransaction((tx) => tx.places.linkChannel('late', channel('C-late', 'T8')))
    for (const as of ['late', 'vendor']) {
      await put(as, 'late', stale)
      expect(await directly('late')).toEqual(['T8 U-late'])
      expect((await read('late'))['administrators']).toEqual([eve([account('U-late', 'T8')], { awaitingAccounts: [] })])
    }
  })
})

describe('an account that waits', () => {
  const waiting = async (client: string) => {
    await fresh(client)
    await put(client, client, { administrators: [eve([account('U-x', 'T9')])] })
    expect(await directly(client)).toEqual([])
  }

  test('is vouched for by a key of the vendor that puts it among the accounts, also when it still stands apart', async () => {
    for (const [client, apart] of [
      ['moved', []],
      ['copied', [account('U-x', 'T9')]],
    ] as const) {
      await waiting(client)
      await put('vendor', client, { administrators: [eve([account('U-x', 'T9')], { awaitingAccounts: apart })] })
      expect(await directly(client)).toEqual(['T9 U-x'])
    }
  })

  test('is vouched for by no key of the client that does the same', async () => {
    await fresh('self')
    await put('self', 'self', {
      administrators: [eve([account('U-x', 'T9')], { awaitingAccounts: [account('U-x', 'T9')] })],
    })
    expect(await directly('self')).toEqual([])
    expect((await read('self'))['administrators']).toMatchObject([
      { accounts: [], awaitingAccounts: [account('U-x', 'T9')] },
    ])
  })

  test('is named no more when the document leaves it out', async () => {
    await waiting('gone')
    await put('vendor', 'gone', { administrators: [eve([])] })
    expect((await read('gone'))['administrators']).toMatchObject([{ accounts: [], awaitingAccounts: [] }])
    expect(await house.app.whoIs(account('U-x', 'T9'))).not.toMatchObject({ administers: ['gone'] })
  })

  test('is woken by a channel of its workspace that the same document of the vendor links', async () => {
    await waiting('with')
    await put('vendor', 'with', { ...(await read('with')), channels: [channel('C-with', 'T9')] })
    expect(await directly('with')).toEqual(['T9 U-x'])
  })

  test.each([
    ['twice', [[account('U-1', 'T1'), account('U-1', 'T1')]], 'administrators[0].awaitingAccounts[1]'],
    ['two people', [[account('U-1', 'T1')], [account('U-1', 'T1')]], 'administrators[1].awaitingAccounts[0]'],
    [
      'more than can be put back once they are linked',
      [Array.from({ length: 20 }, (_, i) => account(`U-${i}`, 'T1'))],
      'administrators[0].awaitingAccounts',
    ],
    ['odd', [[null]], 'administrators[0].awaitingAccounts[0]'],
  ])('is refused where it stands wrong: %s', async (_, lists, field) => {
    const administrators = lists.map((awaitingAccounts, i) => ({
      name: `P${i}`,
      email: `p${i}@x.example`,
      accounts: [account(`U-own-${i}`, 'T1')],
      awaitingAccounts,
    }))
    const { status, body } = await api.call('vendor', 'PUT /v1/clients/wrong', { json: { ...plain, administrators } })
    expect([status, body['errors']]).toMatchObject([422, [{ field }]])
  })
})

describe('a channel speaks for the accounts of its workspace', () => {
  test('not when the same document drops it', async () => {
    await put('vendor', 'drop', {
      administrators: [eve([account('U-old', 'T3')])],
      channels: [channel('C-drop', 'T3')],
    })
    const both = [eve([account('U-old', 'T3'), account('U-new', 'T3')])]
    await put('drop', 'drop', { administrators: both, channels: [] })
    expect(await directly('drop')).toEqual(['T3 U-old'])
    await put('drop', 'drop', { administrators: both, channels: [channel('C-drop', 'T3')] })
    expect(await directly('drop')).toEqual(['T3 U-old'])
  })

  test('still when it was linked in chat, which the document does not undo', async () => {
    await put('vendor', 'said', { administrators: [], channels: [] })
    await house.ports.inTransaction((tx) => tx.places.linkChannel('said', channel('C-said', 'T3')))
    await put('said', 'said', { administrators: [eve([account('U-new', 'T3')])], channels: [] })
    expect(await directly('said')).toEqual(['T3 U-new'])
  })

  test('not under another workspace’s name, by whatever field its client’s key says it', async () => {
    await put('vendor', 'move', { administrators: [], channels: [channel('C-move', 'T3')] })
    await house.ports.inTransaction((tx) => tx.places.linkChannel('move', channel('C-chat', 'T3')))
    const victims = [eve([account('U-victim', 'T9')])]
    const tries = [
      { channels: [channel('C-move', 'T9')] },
      { channels: [channel('C-move', 'T3')], awaitingLink: [channel('C-chat', 'T9')] },
      { channels: [channel('C-move', 'T3')], awaitingLink: [channel('C-move', 'T9')] },
    ]
    for (const wish of tries)
      for (const _ of [1, 2]) {
        await put('move', 'move', { administrators: victims, ...wish })
        expect(await directly('move')).toEqual([])
      }
    const places = await house.ports.inTransaction((tx) => tx.places.around('move'))
    for (const { id, address } of places)
      if (address.kind === 'channel' && address.workspace === 'T3')
        await house.ports.inTransaction((tx) => tx.places.markGone(id, 'archived', house.clock.now()))
    for (const _ of [1, 2]) {
      await put('move', 'move', {
        administrators: victims,
        channels: [channel('C-move', 'T9'), channel('C-chat', 'T9')],
      })
      expect(await directly('move')).toEqual([])
    }
  })

  test('not for the vendor’s staff, who are on the vendor’s own file', async () => {
    await put('vendor', 'staff', { administrators: [], channels: [channel('C-shared', 'T0')] })
    await put('staff', 'staff', {
      administrators: [eve([account('sam', 'T0'), account('U-guest', 'T0')])],
      channels: [channel('C-shared', 'T0')],
    })
    expect(await directly('staff')).toEqual(['T0 U-guest'])
    await house.ports.inTransaction((tx) => tx.places.linkChannel('staff', channel('C-more', 'T0')))
    expect(await directly('staff')).toEqual(['T0 U-guest'])
    await put('vendor', 'staff', { administrators: [eve([account('sam', 'T0')])] })
    expect(await directly('staff')).toEqual(['T0 sam'])
  })
})

describe('a client’s key reaches no stranger', () => {
  beforeAll(async () => {
    for (const client of ['own', 'other'])
      await put('vendor', client, {
        administrators: [
          { name: 'V', email: `v@${client}.example`, accounts: [account(`U-${client}`, `T-${client}`)] },
        ],
        channels: [channel(`C-${client}`, `T-${client}`)],
      })
  })
  const victim = account('U-other', 'T-other')
  const own = (...people: object[]) =>
    put('own', 'own', { administrators: people, channels: [channel('C-own', 'T-own')] })

  test('by naming the account of another client’s administrator, under their address or their id', async () => {
    await own({ id: 'v@other.example', name: 'V', email: 'v@other.example', accounts: [victim] })
    expect(await directly('own')).toEqual([])
    expect(await directly('other')).toEqual(['T-other U-other'])
  })

  test('by leaving it out and naming it again, nor by handing it from person to person', async () => {
    await own()
    await own({ name: 'A', email: 'a@own.example', accounts: [victim] })
    await own({ name: 'B', email: 'b@own.example', accounts: [victim] })
    await own({ name: 'B', email: 'b@own.example', accounts: [], awaitingAccounts: [victim] })
    expect(await directly('own')).toEqual([])
  })

  test('by naming again what the vendor had vouched for and the client had dropped', async () => {
    await put('vendor', 'again', { administrators: [eve([victim])] })
    await put('again', 'again', { administrators: [] })
    await put('again', 'again', { administrators: [eve([victim])] })
    expect(await directly('again')).toEqual([])
  })

  test.each([
    ['in small letters', account('U-other', 't-other')],
    ['on the other platform', { ...victim, platform: 'teams' }],
    ['with the workspace in the user', account('T-other/U-other', 'T-other')],
    ['of two at once', account('U-own,U-other', 'T-other')],
  ])('by spelling it otherwise: %s', async (_, spelt) => {
    await own(eve([spelt]))
    expect(await directly('own')).toEqual([])
  })

  test('by a field that is none of the document’s', async () => {
    for (const more of [{ linked: true }, { awaitsLink: false }, { platformAccounts: [victim] }]) {
      const json = { ...plain, administrators: [eve([], more)] }
      expect((await api.call('own', 'PUT /v1/clients/own', { json })).status).toBe(422)
    }
    expect((await api.call('own', 'PUT /v1/clients/other', { json: plain })).status).toBe(404)
  })

  test('through another client that the same account waits at: each waits for its own', async () => {
    for (const client of ['first', 'second']) {
      await fresh(client)
      await put(client, client, { administrators: [eve([account('U-s', 'T7')])] })
    }
    await house.ports.inTransaction((tx) => tx.places.linkChannel('first', channel('C-first', 'T7')))
    expect([await directly('first'), await directly('second')]).toEqual([['T7 U-s'], []])
  })
})

describe('an account that was linked before anybody had to vouch for it', () => {
  test('stays so, whatever its client’s key puts, until it is left out', async () => {
    await house.ports.inTransaction(async (tx) => {
      const accounts = [account('U-old', 'T9')]
      const administrators = [{ id: 'eve', name: 'Eve', email: 'eve@x.example', accounts }]
      const document = { id: 'old', name: 'Old', zone: 'UTC', windows: [], systems: [], channels: [], policy: {} }
      await tx.clients.put({ ...document, administrators }, house.clock.now())
    })
    await put('old', 'old', { administrators: [eve([account('U-old', 'T9'), account('U-new', 'T9')])] })
    expect(await directly('old')).toEqual(['T9 U-old'])
    expect((await read('old'))['administrators']).toEqual([
      eve([account('U-old', 'T9')], { awaitingAccounts: [account('U-new', 'T9')] }),
    ])
  })
})
