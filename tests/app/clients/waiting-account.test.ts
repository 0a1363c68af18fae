import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chatWith, slackUser, type Where } from '../../support/chat.ts'
import { type House, openHouse } from '../../support/house.ts'
import { type RealApi, realApiOf } from '../../support/real-api.ts'
import { healthy, openVendor, reachedDirectly, toldBy } from '../../support/scene.ts'

let house: House
let api: RealApi
beforeAll(async () => {
  house = await openHouse('2026-11-22T12:00:00Z')
  api = realApiOf(house)
  await openVendor(house)
})
afterAll(() => house.close())

const channel = (id: string, workspace: string) => ({ platform: 'slack' as const, workspace, channel: id })
const document = (client: string, more: object) => ({
  name: client,
  zone: 'America/Toronto',
  systems: [{ environment: 'production' }],
  administrators: [],
  ...more,
})
const put = async (as: string, client: string, more: object) => {
  const { status, text } = await api.call(as, `PUT /v1/clients/${client}`, { json: document(client, more) })
  expect([200, 201], text).toContain(status)
}
const kim = slackUser('T9', 'U-kim')
const person = (id: string, ...accounts: object[]) => ({ id, name: id, email: `${id}@x.example`, accounts })

/** Has a client, with a channel that Slack Connect shares between T1 and T9, whose own key names Kim of T9. */
const named = async (client: string) => {
  const channels = [channel(`C-${client}`, 'T1')]
  await put('vendor', client, { channels })
  await put(client, client, { channels, administrators: [person('kim', kim)] })
  expect(await directly(client)).toEqual([])
}
const shared = (client: string): Where => ({ workspace: 'T9', channel: `C-${client}` })
const directly = (client: string) => reachedDirectly(house, client)

describe('an account that a client’s own key names', () => {
  test('gets mail and nothing directly, until somebody in a channel of its workspace says link', async () => {
    const lia = slackUser('T8', 'U-lia')
    await put('vendor', 'whole', { channels: [channel('C-whole', 'T1')] })
    await put('whole', 'whole', {
      channels: [channel('C-whole', 'T1'), channel('C-lia', 'T8')],
      administrators: [person('lia', lia)],
    })
    await house.app.changePersonal({
      actor: (await house.app.whoIs(lia))!,
      request: 'lia chooses both ways',
      client: 'whole',
      administrator: 'lia',
      reason: null,
      settings: { quietHours: null, off: {} },
    })
    await healthy(house, 'whole')
    expect(await toldBy(house)).toContainEqual(expect.stringMatching(/ → mailbox$/))
    const reminded = async (iso: string) => {
      house.clock.set(iso)
      await house.work.tick()
      return (await toldBy(house)).filter((line) => / → (mailbox|direct)/.test(line))
    }
    expect(await reminded('2026-12-05T06:00:00Z')).toEqual(['start-reminded → mailbox'])
    expect(house.sent.filter(({ place }) => place.address.kind === 'direct')).toEqual([])

    const said = await chatWith(house).type(lia, 'link', { workspace: 'T8', channel: 'C-lia' })
    expect(said.type === 'card' && said.card.title).toBe('Linked to whole')
    await toldBy(house)
    expect(await reminded('2026-12-06T05:00:00Z')).toEqual([
      'start-reminded → direct (reply)',
      'start-reminded → mailbox',
    ])
    const direct = house.sent.filter(({ place }) => place.address.kind === 'direct')
    expect(direct.map(({ place }) => place.address)).toEqual([{ kind: 'direct', ...lia }])
  })
})

describe('an account that waits is woken by its owner', () => {
  test('who runs a verb in a channel that is linked to the client, which is written down', async () => {
    await named('typed')
    expect((await house.app.whoIs(kim))?.waitsAt).toEqual(['typed'])
    await chatWith(house).type(kim, 'status', shared('typed'))
    expect(await directly('typed')).toEqual(['T9 U-kim'])
    expect((await house.app.whoIs(kim))?.waitsAt).toBeUndefined()
    const [entry] = await house.app.readHistory('typed', 1)
    expect(entry).toMatchObject({
      action: 'account-confirmed',
      actor: { id: 'kim' },
      subject: 'kim',
      detail: { account: 'slack T9/U-kim' },
    })
    const told = await house.app.readHistory('typed', 100)
    await chatWith(house).type(kim, 'status', shared('typed'))
    expect(await house.app.readHistory('typed', 100)).toEqual(told)
  })

  test.each(['button', 'form'] as const)('who uses a %s there', async (via) => {
    await named(via)
    const chat = chatWith(house)
    const action = { verb: 'settings', label: 'Settings', args: { client: via } }
    if (via === 'button') await chat.press(kim, action, shared(via))
    else await chat.submit(kim, { ...action, title: '', blocks: [], fields: [], submit: '' }, {}, shared(via))
    expect(await directly(via)).toEqual(['T9 U-kim'])
  })

  test('at the client whose channel it is, and at no other that names it', async () => {
    await named('here')
    await named('there')
    await chatWith(house).type(kim, 'status', shared('here'))
    expect([await directly('here'), await directly('there')]).toEqual([['T9 U-kim'], []])
    expect((await house.app.whoIs(kim))?.waitsAt).toEqual(['there'])
  })

  test('until it is left out and named again: then it waits anew', async () => {
    await named('anew')
    await chatWith(house).type(kim, 'status', shared('anew'))
    const channels = [channel('C-anew', 'T1')]
    await put('anew', 'anew', { channels, administrators: [person('kim', kim)] })
    expect(await directly('anew')).toEqual(['T9 U-kim'])
    await put('anew', 'anew', { channels, administrators: [] })
    await put('anew', 'anew', { channels, administrators: [person('kim', kim)] })
    expect(await directly('anew')).toEqual([])
  })
})

describe('an account that waits is not woken', () => {
  beforeAll(async () => {
    await named('victim')
    await put('vendor', 'foreign', { channels: [channel('C-foreign', 'T9')], administrators: [person('kim', kim)] })
  })

  test.each<[string, string, Where]>([
    ['in a direct message', 'status victim', 'direct'],
    ['in a direct message that Slack names like a channel', 'status victim', { workspace: 'T9', channel: 'D-kim' }],
    ['in a channel of another client', 'status victim', { workspace: 'T9', channel: 'C-foreign' }],
    ['in a channel that is linked to nobody', 'status victim', { workspace: 'T9', channel: 'C-nobodys' }],
    ['in a room of the vendor', 'status victim', { workspace: 'T0', channel: 'C-TRIAGE' }],
  ])('by a word %s', async (_, line, where) => {
    await chatWith(house).type(kim, line, where)
    expect(await directly('victim')).toEqual([])
  })

  test('by somebody else, in whichever workspace their account has the same id', async () => {
    for (const who of [slackUser('T1', 'U-kim'), slackUser('T9', 'U-other'), { ...kim, platform: 'teams' as const }])
      await chatWith(house).type(who, 'status', shared('victim'))
    expect(await directly('victim')).toEqual([])
  })

  test('by a use case that is told of another client’s channel', async () => {
    const actor = (await house.app.whoIs(kim))!
    const wish = { actor, account: kim, client: 'victim' }
    expect(await house.app.confirmAccount({ ...wish, channel: channel('C-foreign', 'T9') })).toBe(false)
    const stranger = slackUser('T9', 'U-other')
    expect(await house.app.confirmAccount({ ...wish, account: stranger, channel: channel('C-victim', 'T1') })).toBe(
      false,
    )
    expect(await directly('victim')).toEqual([])
  })

  test('by link in a direct message, which its client’s key names as a channel', async () => {
    const channels = [channel('C-victim', 'T1'), channel('D-kim', 'T9')]
    await put('victim', 'victim', { channels, administrators: [person('kim', kim)] })
    const said = await chatWith(house).type(kim, 'link victim', { workspace: 'T9', channel: 'D-kim' })
    expect(said.type === 'card' && said.card.kind).toBe('refusal')
    expect(await house.app.whereIs(channel('D-kim', 'T9'))).toBeNull()
    expect(await directly('victim')).toEqual([])
  })

  test('by the vendor’s staff, whom their own file names', async () => {
    const channels = [channel('C-victim', 'T1')]
    await put('victim', 'victim', { channels, administrators: [person('sam', slackUser('T0', 'sam'))] })
    await chatWith(house).type(slackUser('T0', 'sam'), 'status', { workspace: 'T0', channel: 'C-victim' })
    expect(await directly('victim')).toEqual([])
  })
})
