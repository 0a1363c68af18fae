import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Outgoing } from '../../../src/app/ports/delivery-ports.ts'
import { clientDocument, pipeline } from '../../support/cast.ts'
import {
  ada,
  buttonOf,
  type Chat,
  cardOf,
  channelOf,
  chatWith,
  errorsOf,
  formOf,
  roomOf,
  sam,
  slackUser,
  type Where,
  wordsOf,
} from '../../support/chat.ts'
import { type House, openHouse } from '../../support/house.ts'
import { onFile, openVendor, scheduled } from '../../support/scene.ts'

const olga = slackUser('T0', 'olga')
const spec = slackUser('T0', 'spec')
const at = (channel: string): Where => ({ workspace: 'T1', channel })

let house: House
let chat: Chat
beforeAll(async () => {
  house = await openHouse()
  chat = chatWith(house)
  await openVendor(house)
  await onFile(house, 'beta')
  await scheduled(house, 'acme')
  await house.deliverAll()
})
afterAll(() => house.close())

/** Links a channel as staff do: the word, then the confirmation. */
const link = async (client: string, where: Where, by = sam) =>
  cardOf(await chat.submit(by, formOf(await chat.type(by, `link ${client}`, where)), {}, where))

/** Everything that is owed now, by the name of the place. */
async function told(): Promise<string[]> {
  house.sent.length = 0
  await house.deliverAll()
  return house.sent.map((one) => `${one.card.kind} → ${nameOf(one)}`).sort()
}
const nameOf = ({ place: { room, address } }: Outgoing): string =>
  room ?? (address.kind === 'channel' ? address.channel : address.kind === 'mailbox' ? address.email : address.kind)

const put = (id: string, channels: string[]) =>
  house.app.putClient(
    clientDocument(id, 'America/Toronto', {
      channels: channels.map((channel) => ({ platform: 'slack', workspace: 'T1', channel })),
    }),
    null,
    pipeline,
  )
const clientAt = async (channel: string) =>
  (await house.app.whereIs({ platform: 'slack', workspace: 'T1', channel }))?.client ?? null

describe('linking a channel', () => {
  it('is confirmed, welcomes the channel, shows it what is planned, and tells ops and the administrators', async () => {
    const form = formOf(await chat.type(sam, 'link ACME', at('CNEW')))
    expect(JSON.stringify(form.blocks)).toContain('Acme College (acme)')
    expect(await clientAt('CNEW')).toBeNull()
    const done = cardOf(await chat.submit(sam, form, {}, at('CNEW')))
    expect(done.title).toBe('Linked to Acme College')
    expect(await clientAt('CNEW')).toBe('acme')

    expect(await told()).toEqual([
      'channel-linked → CNEW',
      'channel-linked → ada@acme.example',
      'channel-linked → bob@acme.example',
      'channel-linked → ops',
      'rollout → CNEW',
    ])
    const welcome = house.sent.find((one) => one.card.kind === 'channel-linked' && nameOf(one) === 'CNEW')!.card
    expect(wordsOf(welcome)).toContain('This channel follows Acme College from now on')
    expect(wordsOf(welcome)).toContain('America/Toronto')
    const [entry] = await house.app.readHistory('acme', 1)
    expect(entry).toMatchObject({
      action: 'channel-linked',
      actor: { id: 'sam' },
      detail: { channel: 'CNEW' },
    })
  })

  it('makes it a channel of that client: it answers about it, and is told like the others', async () => {
    const status = cardOf(await chat.type(ada, 'status', at('CNEW')))
    expect(status.title).toBe('Acme College: status')
    const cancel = formOf(await chat.type(ada, 'cancel staging exams', at('CNEW')))
    await chat.submit(ada, cancel, { reason: 'exams' }, at('CNEW'))
    expect(await told()).toEqual(
      expect.arrayContaining(['rollout → CACME', 'rollout → CNEW', 'update-cancelled → CNEW']),
    )
  })

  it('asks for the client where none is named, and says what is wrong at the field', async () => {
    const form = formOf(await chat.type(olga, 'link', at('CNEXT')))
    expect(form.fields.map(({ name }) => name)).toEqual(['client'])
    expect(errorsOf(await chat.submit(olga, form, { client: 'nowhere' }, at('CNEXT')))).toEqual({
      client: 'There is no client of that id.',
    })
    expect(formOf(await chat.submit(olga, form, { client: 'beta' }, at('CNEXT'))).args).toMatchObject({
      client: 'beta',
    })
    expect(JSON.stringify(form)).not.toMatch(/beta/i)
  })

  it.each([
    ['an administrator of the client', ada],
    ['an administrator of another client', slackUser('T1', 'UBETA1')],
    ['a specialist', spec],
  ])('is not for %s, also with a form of somebody else', async (_, who) => {
    const form = formOf(await chat.type(sam, 'link acme', at('CFREE')))
    for (const reply of [
      await chat.type(who, 'link acme', at('CFREE')),
      await chat.submit(who, form, {}, at('CFREE')),
    ]) {
      expect(cardOf(reply).kind).toBe('refusal')
      expect(JSON.stringify(reply)).not.toMatch(/College/)
    }
    expect(await clientAt('CFREE')).toBeNull()
  })

  it('is refused where the channel is another client’s, one of our rooms, or none', async () => {
    expect(wordsOf(cardOf(await chat.type(sam, 'link beta', channelOf('acme'))))).toContain('It follows acme')
    expect(wordsOf(cardOf(await chat.type(sam, 'link acme', 'direct')))).toContain('in the channel that is to be')
    expect(cardOf(await chat.type(sam, 'link acme', roomOf('ops'))).title).toBe('Acme College: channels')
    const { app } = house
    const channel = { platform: 'slack', workspace: 'T0', channel: 'C-OPS' } as const
    const actor = await app.whoIs(sam)
    const linked = await app.linkChannel({ actor: actor!, request: 'x', client: 'acme', channel })
    expect(linked).toMatchObject({ ok: false, refusal: { code: 'taken' } })
  })

  it('is done by ids from a room, where the vendor has no account, with what is wrong at the field', async () => {
    const room = roomOf('ops')
    const list = cardOf(await chat.type(olga, 'link beta', room))
    const form = formOf(await chat.press(olga, buttonOf(list, 'Link by its ids'), room))
    const tenant = '72F988BF-86f1-41af-91ab-2d7cd011db47'
    const wrong = await chat.submit(olga, form, { workspace: 'acme', channel: 'Updates' }, room)
    expect(Object.keys(errorsOf(wrong))).toEqual(['workspace', 'channel'])
    const channel = '19:updates@thread.tacv2'
    const sure = formOf(await chat.submit(olga, form, { workspace: tenant, channel }, room))
    expect(JSON.stringify(sure.blocks)).toContain('Beta College (beta)')
    expect(cardOf(await chat.submit(olga, sure, {}, room)).title).toContain('is linked to Beta College')
    const workspace = tenant.toLowerCase()
    expect(await house.app.whereIs({ platform: 'teams', workspace, channel })).toMatchObject({
      client: 'beta',
    })
    await told()
    const slack = { platform: 'slack', workspace: 'T1', channel: 'CACME' }
    const taken = formOf(await chat.submit(olga, form, slack, room))
    expect(cardOf(await chat.submit(olga, taken, {}, room)).kind).toBe('refusal')
    // Outside our rooms nobody links another channel than the one they are in.
    const outside = await chat.submit(olga, taken, { channel: 'CSTOLEN' }, at('COUTSIDE'))
    expect(await clientAt('CSTOLEN')).toBeNull()
    expect(JSON.stringify(outside)).not.toContain('CSTOLEN')
  })

  it('of two clients at once gives it to one', async () => {
    const actor = (await house.app.whoIs(sam))!
    const channel = { platform: 'slack', workspace: 'T1', channel: 'CRACE' } as const
    const outcomes = await Promise.all(
      ['acme', 'beta', 'acme', 'beta'].map((client, index) =>
        house.app.linkChannel({ actor, request: `race-${index}`, client, channel }),
      ),
    )
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(2)
    const winner = await clientAt('CRACE')
    expect(outcomes.map((one) => (one.ok ? one.value.client.id : one.refusal.code)).sort()).toEqual(
      [winner, winner, 'taken', 'taken'].sort(),
    )
    expect((await told()).filter((line) => line === 'channel-linked → CRACE')).toHaveLength(1)
  })

  it('sent twice is done and told once', async () => {
    const form = formOf(await chat.type(sam, 'link beta', at('CTWICE')))
    const [one, two] = await Promise.all([
      chat.submit(sam, form, {}, at('CTWICE'), 'same'),
      chat.submit(sam, form, {}, at('CTWICE'), 'same'),
    ])
    expect(one).toEqual(two)
    expect((await told()).filter((line) => line === 'channel-linked → CTWICE')).toHaveLength(1)
  })
})

describe('what was linked in chat', () => {
  it('is not wiped by a later document, and stays unlinked when it was unlinked', async () => {
    await link('beta', at('CKEPT'))
    await put('beta', ['CBETA'])
    expect(await clientAt('CKEPT')).toBe('beta')

    const shown = cardOf(await chat.type(olga, 'link', at('CKEPT')))
    expect(shown.title).toBe('Linked to Beta College')
    const sure = formOf(await chat.press(olga, buttonOf(shown, 'Unlink'), at('CKEPT')))
    await told()
    expect(cardOf(await chat.submit(olga, sure, {}, at('CKEPT'))).title).toBe('Unlinked')
    expect(await told()).toEqual([
      'channel-unlinked → CKEPT',
      'channel-unlinked → ada@beta.example',
      'channel-unlinked → bob@beta.example',
      'channel-unlinked → ops',
    ])
    await put('beta', ['CBETA', 'CKEPT'])
    expect(await clientAt('CKEPT')).toBeNull()

    // It is free for another client, and the document of the first is still taken.
    await link('acme', at('CKEPT'))
    expect(await put('beta', ['CBETA', 'CKEPT'])).toMatchObject({ ok: true })
    expect(await clientAt('CKEPT')).toBe('acme')
  })

  it('can be unlinked from a room, also where the channel itself is gone', async () => {
    await link('beta', at('CLOST'))
    const place = await house.app.whereIs({ platform: 'slack', workspace: 'T1', channel: 'CLOST' })
    await house.ports.inTransaction((tx) => tx.places.markGone(place!.id, 'the bot was removed', house.clock.now()))
    const list = cardOf(await chat.type(sam, 'link beta', roomOf('services')))
    expect(wordsOf(list)).toContain('gone: messages do not get through')
    const section = list.blocks.find((block) => block.type === 'section' && block.title.endsWith('CLOST'))
    const [unlink] = section?.type === 'section' ? section.actions : []
    if (!unlink || !('verb' in unlink)) throw new Error('no button')
    const sure = formOf(await chat.press(sam, unlink, roomOf('services')))
    expect(cardOf(await chat.submit(sam, sure, {}, roomOf('services'))).title).toBe('Unlinked')
    expect(await clientAt('CLOST')).toBeNull()
    expect(cardOf(await chat.submit(sam, sure, {}, roomOf('services'))).kind).toBe('refusal')
  })

  it('is taken up again when it was gone and is linked again', async () => {
    const where = channelOf('acme')
    const place = await house.app.whereIs({ platform: 'slack', workspace: 'T1', channel: 'CACME' })
    await house.ports.inTransaction((tx) => tx.places.markGone(place!.id, 'the bot was removed', house.clock.now()))
    await told()
    expect(cardOf(await chat.type(ada, 'link', where)).kind).toBe('refusal')
    const again = cardOf(await chat.type(sam, 'link acme', where))
    expect(again.title).toBe('Linked to Acme College, as before')
    expect(await house.app.whereIs({ platform: 'slack', workspace: 'T1', channel: 'CACME' })).toEqual({
      ...place,
      gone: false,
    })
    expect(await told()).toEqual(expect.arrayContaining(['channel-linked → CACME', 'rollout → CACME']))
    expect(cardOf(await chat.type(sam, 'link acme', where)).title).toBe('Linked to Acme College')
    expect(await told()).toEqual([])
  })
})
