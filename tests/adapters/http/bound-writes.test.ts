import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chatWith } from '../../support/chat.ts'
import { type House, openHouse } from '../../support/house.ts'
import { type RealApi, realApiOf } from '../../support/real-api.ts'
import { openVendor } from '../../support/scene.ts'
import { acmeDocument } from './every-call.ts'

let house: House
let api: RealApi
beforeAll(async () => {
  house = await openHouse('2026-11-22T12:00:00Z')
  api = realApiOf(house)
})
afterAll(() => house.close())

const { policy: _, channels: __, ...plain } = acmeDocument
const put = (as: string, client: string, more: object = {}) =>
  api.call(as, `PUT /v1/clients/${client}`, { json: { ...plain, ...more } })
const numbersOf = async (client: string) => (await house.app.readStatus(client))?.numbers
const policyOf = async (client: string) => (await api.call('vendor', `GET /v1/clients/${client}`)).body['policy']

const slack = (channel: string, workspace = 'T1') => ({ platform: 'slack' as const, workspace, channel })
const clientAt = async (channel: string, workspace = 'T1') =>
  (await house.app.whereIs(slack(channel, workspace)))?.client ?? null

describe('a channel that a client’s own key names', () => {
  beforeAll(async () => {
    await openVendor(house)
    for (const id of ['one', 'two']) {
      await put('vendor', id, {
        administrators: [{ name: id, email: `${id}@x.example`, accounts: [{ ...user, user: `U-${id}` }] }],
        channels: [slack(`C-${id}`)],
      })
    }
  })
  const user = { platform: 'slack', workspace: 'T1' } as const
  const document = async (client: string) => (await api.call('vendor', `GET /v1/clients/${client}`)).body
  const putAs = async (as: string, client: string, more: object) =>
    api.call(as, `PUT /v1/clients/${client}`, { json: { ...(await document(client)), ...more } })
  const fresh = (...channels: string[]) => ({
    channels: [slack('C-one'), ...channels.map((one) => slack(one))],
    awaitingLink: [],
  })

  test('is no place of it until somebody in it says so, and stays free for others', async () => {
    const named = await putAs('one', 'one', { channels: [slack('C-one'), slack('C-free', 'T7')] })
    expect([named.status, named.body]).toMatchObject([
      200,
      { channels: [slack('C-one')], awaitingLink: [slack('C-free', 'T7')] },
    ])
    expect(await clientAt('C-free', 'T7')).toBeNull()
    const places = await house.ports.inTransaction((tx) => tx.places.around('one'))
    expect(places.filter(({ address, client }) => client && address.kind === 'channel')).toHaveLength(1)

    expect((await putAs('vendor', 'two', { channels: [slack('C-two'), slack('C-free', 'T7')] })).status).toBe(200)
    expect(await clientAt('C-free', 'T7')).toBe('two')
    expect((await putAs('one', 'one', {})).status).toBe(200)
    expect(await clientAt('C-free', 'T7')).toBe('two')
  })

  test('tells nothing of whose it is', async () => {
    const wish = (channel: string) => putAs('one', 'one', fresh(channel))
    const answers = [await wish('C-nobodys'), await wish('C-two'), await wish('C-OPS')]
    const shape = ({ status, body, text }: (typeof answers)[number]) => [
      status,
      body['channels'],
      text.replaceAll(/C-(nobodys|two|OPS)|"revision":\d+/g, ''),
    ]
    expect(shape(answers[1]!)).toEqual(shape(answers[0]!))
    expect(shape(answers[2]!)).toEqual(shape(answers[0]!))
    expect(await clientAt('C-two')).toBe('two')
  })

  test('waits on while the document names it, also when what was read is put back, by whomever', async () => {
    await putAs('one', 'one', fresh('C-wait'))
    for (const as of ['one', 'vendor'])
      expect((await putAs(as, 'one', {})).body).toMatchObject({
        channels: [slack('C-one')],
        awaitingLink: [slack('C-wait')],
      })
    expect(await clientAt('C-wait')).toBeNull()
    expect((await putAs('one', 'one', { awaitingLink: [] })).body).toMatchObject({ awaitingLink: [] })
  })

  test('is linked by an administrator who is in it, by nobody else’s, and then told as others are', async () => {
    await putAs('one', 'one', fresh('C-said'))
    const chat = chatWith(house)
    const here = { workspace: 'T1', channel: 'C-said' }
    const say = async (who: string) => chat.type({ ...user, user: who }, 'link', here)
    const refused = await say('U-two')
    expect(refused.type === 'card' && refused.card.kind).toBe('refusal')
    expect(JSON.stringify(refused)).not.toContain('Acme')
    expect(await clientAt('C-said')).toBeNull()
    const linked = await say('U-one')
    expect(linked.type === 'card' && linked.card.title).toContain('Linked to')
    expect(await clientAt('C-said')).toBe('one')
    const after = await putAs('one', 'one', {})
    expect(after.body).toMatchObject({ channels: [slack('C-one'), slack('C-said')], awaitingLink: [] })
    await house.deliverAll()
    expect(house.sent.some(({ place }) => place.address.kind === 'channel' && place.address.channel === 'C-said')).toBe(
      true,
    )
  })

  test('is linked by the vendor’s word: a key of the vendor that names it', async () => {
    await putAs('one', 'one', fresh('C-vouched'))
    expect((await putAs('vendor', 'one', { channels: [slack('C-one'), slack('C-vouched')] })).body).toMatchObject({
      channels: expect.arrayContaining([slack('C-vouched')]),
      awaitingLink: [],
    })
    expect(await clientAt('C-vouched')).toBe('one')
  })
})

describe('a chat account that a client’s own key names as its administrator', () => {
  const account = (one: string, workspace: string) => ({ platform: 'slack', workspace, user: one })
  const named = (...accounts: object[]) => ({
    administrators: [{ id: 'eve', name: 'Eve', email: 'eve@three.example', accounts }],
  })
  const directly = async () =>
    (await house.ports.inTransaction((tx) => tx.places.around('three'))).flatMap(({ address }) =>
      address.kind === 'direct' ? `${address.workspace} ${address.user}` : [],
    )
  beforeAll(async () => {
    await put('vendor', 'three', { administrators: [], channels: [slack('C-three', 'T3')] })
  })

  test('is written to where a channel of the client is linked, and in no stranger’s workspace', async () => {
    const channels = [slack('C-three', 'T3')]
    await put('three', 'three', { ...named(account('U-own', 'T3'), account('U-victim', 'T9')), channels })
    expect(await directly()).toEqual(['T3 U-own'])
  })

  test('is written to once a channel is linked there', async () => {
    await put('three', 'three', named(account('U-later', 'T8')))
    expect(await directly()).toEqual([])
    await house.ports.inTransaction((tx) => tx.places.linkChannel('three', slack('C-eight', 'T8')))
    expect(await directly()).toEqual(['T8 U-later'])
  })

  test('is written to at once where a key of the vendor names it, and stays so', async () => {
    await put('vendor', 'three', named(account('U-vouched', 'T9')))
    expect(await directly()).toEqual(['T9 U-vouched'])
    await put('three', 'three', named(account('U-vouched', 'T9'), account('U-victim', 'T9')))
    expect(await directly()).toEqual(['T9 U-vouched'])
  })

  test('keeps nobody else waiting: it is no matter of attention', async () => {
    const { counts } = await house.app.overviewAttention({ client: 'three' }, 10)
    expect(counts['place-unconfirmed'] ?? 0).toBe(0)
  })
})

describe('the numbers of a client', () => {
  test('are its own within bounds, and not beyond', async () => {
    await put('vendor', 'acme')
    const greedy = { maxSkipsInARow: 100, cutOffHours: 0, deadlineDays: 365, noticeHours: 240 }
    const refused = await put('acme', 'acme', { name: 'Changed', policy: greedy })
    expect([refused.status, refused.body['errors']]).toEqual([
      422,
      [
        { field: 'policy.cutOffHours', reason: expect.stringContaining('may be 4 to 48') },
        { field: 'policy.deadlineDays', reason: expect.stringContaining('may be 14 to 35') },
        { field: 'policy.maxSkipsInARow', reason: expect.stringContaining('may be 0 to 1') },
      ],
    ])
    expect(await house.app.readClient('acme')).toMatchObject({ name: acmeDocument.name, policy: {} })
    expect(await numbersOf('acme')).toMatchObject({ maxSkipsInARow: 1, cutOffHours: 4, deadlineDays: 35 })

    expect((await put('acme', 'acme', { policy: { noticeHours: 240 } })).body['policy']).toEqual({
      noticeHours: 240,
    })
    expect((await put('acme', 'acme')).body['policy']).toEqual({})
  })

  test('that the vendor set stay, whatever the client says or leaves out, until the vendor says otherwise', async () => {
    await put('vendor', 'beta', { policy: { maxSkipsInARow: 5, cutOffHours: 8 } })
    const read = (await api.call('beta', 'GET /v1/clients/beta')).body
    expect((await api.call('beta', 'PUT /v1/clients/beta', { json: read })).status).toBe(200)
    const own = await put('beta', 'beta', { policy: { noticeHours: 200 } })
    expect(own.body['policy']).toEqual({ noticeHours: 200, maxSkipsInARow: 5, cutOffHours: 8 })
    expect((await put('beta', 'beta', { policy: { cutOffHours: 4 } })).status).toBe(422)
    await put('beta', 'beta')
    expect(await policyOf('beta')).toEqual({ maxSkipsInARow: 5, cutOffHours: 8 })
    await put('vendor', 'beta', { policy: { maxSkipsInARow: 2 } })
    expect(await policyOf('beta')).toEqual({ maxSkipsInARow: 2 })
    expect((await put('beta', 'beta', { policy: { cutOffHours: 5 } })).body['policy']).toEqual({
      maxSkipsInARow: 2,
      cutOffHours: 5,
    })
  })
})
