import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  buttonOf,
  buttonsOf,
  type Chat,
  cardOf,
  channelOf,
  chatWith,
  errorsOf,
  formOf,
  roomOf,
  sam,
  slackUser,
  wordsOf,
} from '../../support/chat.ts'
import { type House, openHouse } from '../../support/house.ts'
import { available, healthy, onFile, openVendor, planOf, scheduled, toldBy } from '../../support/scene.ts'

const adminIn = (client: string) => slackUser('T1', `U${client.toUpperCase()}1`)
const services = roomOf('services')

describe('urgent in chat', () => {
  let house: House
  let chat: Chat
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
    await available(house, '3.9.12')
    chat = chatWith(house)
  })
  afterAll(() => house.close())
  const fresh = async (client: string) => {
    await onFile(house, client)
    return adminIn(client)
  }
  const ask = async (client: string): Promise<string> => {
    const card = cardOf(await chat.type(await fresh(client), 'urgent production 3.9.12 grades are lost'))
    return buttonOf(card, 'Take it back').args['request'] ?? ''
  }

  it('asks for what is missing, and is told what becomes of it', async () => {
    const who = await fresh('beta')
    const form = formOf(await chat.type(who, 'urgent beta/production'))
    expect(errorsOf(await chat.submit(who, form))['reason']).toContain('what you need it for')
    expect(errorsOf(await chat.submit(who, form, { reason: 'x'.repeat(5_000) }))['reason']).toContain('5000')
    expect(errorsOf(await chat.submit(who, form, { reason: 'x', release: '9.9.9' }))['release']).toContain(
      'not available',
    )
    const past = errorsOf(await chat.submit(who, form, { reason: 'x', date: '2026-11-20', time: '02:00' }))
    expect(past['time']).toContain('is over')
    expect(errorsOf(await chat.submit(who, form, { reason: 'x', date: '2026-11-25' }))['time']).toContain(
      'Add the hour',
    )
    const wish = { reason: 'grades are lost 🎓', date: '2026-11-25', time: '02:00' }
    const card = cardOf(await chat.submit(who, form, wish))
    expect(card.title).toMatch(/^R-\d+ is with our services team$/)
    expect(wordsOf(card)).toContain('release 3.9.12 on beta/production')
  })

  it('asks which of two where the wished time comes twice', async () => {
    const who = await fresh('clock')
    const form = formOf(await chat.type(who, 'urgent staging'))
    const asked = formOf(await chat.submit(who, form, { reason: 'x', date: '2027-11-07', time: '01:30' }))
    expect(asked.fields.at(-1)).toMatchObject({ name: 'which' })
    expect(cardOf(await chat.submit(who, asked, { which: 'second' })).kind).toBe('urgent-requested')
    const [request] = (await house.app.listUnansweredRequests()).filter(({ client }) => client === 'clock')
    expect(request?.wishedAt?.toISOString()).toBe('2027-11-07T06:30:00.000Z')
  })

  it.each([
    ['named', 'urgent production 3.9.12 grades are lost', '3.9.12', 'grades are lost'],
    ['unnamed', 'urgent production grades are lost', '3.9.12', 'grades are lost'],
    ['number', 'urgent production 3 students wait', '3.9.12', '3 students wait'],
  ])('reads a release that is %s: %j', async (client, line, release, reason) => {
    const card = cardOf(await chat.type(await fresh(client), line))
    const [request] = (await house.app.listUnansweredRequests()).filter((one) => one.client === client)
    expect(request).toMatchObject({ release, reason })
    expect(card.kind).toBe('urgent-requested')
  })

  it('refuses a reason that is too long, typed', async () => {
    const card = cardOf(await chat.type(adminIn('beta'), `urgent staging ${'x '.repeat(2_500)}`))
    expect(wordsOf(card)).toContain('At most 1000 characters')
  })

  it('offers to move what is scheduled earlier, and to take back what was asked', async () => {
    await scheduled(house, 'busy')
    const busy = cardOf(await chat.type(adminIn('busy'), 'urgent production now please'))
    expect(wordsOf(busy)).toContain('is scheduled')
    formOf(await chat.press(adminIn('busy'), buttonOf(busy, 'Move it earlier')))
    const again = cardOf(await chat.type(adminIn('beta'), 'urgent production once more'))
    const [takeBack] = buttonsOf(again)
    expect(takeBack?.label).toMatch(/^Take R-\d+ back$/)
    expect(cardOf(await chat.press(adminIn('beta'), takeBack!)).title).toMatch(/is withdrawn$/)
  })

  it('is decided by services in their room: claim, accept with a time, and the client is told', async () => {
    const id = await ask('decide')
    expect(cardOf(await chat.type(sam, `claim-request ${id.toLowerCase()}`, services)).title).toBe(`${id} is yours`)
    await toldBy(house)
    const form = formOf(await chat.type(sam, `accept-request ${id}`, services))
    const wrong = async (date: string, time: string) =>
      errorsOf(await chat.submit(sam, form, { date, time }, services))['time']
    expect(await wrong('2026-11-20', '02:00')).toContain('at least 60 minutes')
    expect(await wrong('2026-11-25', '02:10')).toContain('quarter-hour')
    expect(await wrong('2026-11-25', '')).toContain('Add the hour')
    const card = cardOf(await chat.submit(sam, form, { date: '2026-11-25', time: '02:00' }, services))
    expect(wordsOf(card)).toContain('waits for the check of the copy')
    expect(wordsOf(card)).toContain('Wed 25 Nov 2026, 02:00 EST (America/Toronto)')
    expect(await toldBy(house)).toContain('urgent-waiting → mailbox')
    await healthy(house, 'decide')
    expect((await planOf(house, 'decide'))[0]).toBe('production 3.9.12 scheduled 2026-11-25T07:00Z')
    expect(wordsOf(cardOf(await chat.submit(sam, form, { date: '2026-11-26', time: '02:00' }, services)))).toContain(
      `Request ${id} is scheduled by Sam Services`,
    )
  })

  it('shows a typed time back on the client’s clock before it counts', async () => {
    const id = await ask('echo')
    const form = formOf(await chat.type(sam, `accept-request ${id} 2026-11-26 02:00`, services))
    expect(form.fields).toMatchObject([{ initial: '2026-11-26' }, { initial: '02:00', zone: 'America/Toronto' }])
    expect((await house.app.readRequest(id))?.status).toBe('requested')
    expect(cardOf(await chat.submit(sam, form, {}, services)).kind).toBe('request-accepted')
    expect(wordsOf(cardOf(await chat.type(sam, 'accept-request R-1 yesterdayish', services)))).toContain(
      'not a time I can read',
    )
  })

  it('asks services which of two where the time comes twice', async () => {
    const id = await ask('twice')
    const form = formOf(await chat.type(sam, `accept-request ${id}`, services))
    const asked = formOf(await chat.submit(sam, form, { date: '2027-11-07', time: '01:30' }, services))
    expect(cardOf(await chat.submit(sam, asked, { which: 'first' }, services)).kind).toBe('request-accepted')
    expect((await house.app.readRequest(id))?.startsAt?.toISOString()).toBe('2027-11-07T05:30:00.000Z')
  })

  it('is declined with a reason, asked for where it is missing', async () => {
    const id = await ask('declined')
    const form = formOf(await chat.type(sam, `decline-request ${id}`, services))
    expect(errorsOf(await chat.submit(sam, form, {}, services))['reason']).toContain('say why')
    expect(errorsOf(await chat.submit(sam, form, { reason: 'x'.repeat(5_000) }, services))['reason']).toContain('5000')
    expect(wordsOf(cardOf(await chat.type(sam, `decline-request ${id} ${'x'.repeat(5_000)}`, services)))).toContain(
      'too long',
    )
    expect(cardOf(await chat.submit(sam, form, { reason: 'in 3.9.13' }, services)).title).toBe(`${id} is declined`)
    for (const verb of ['accept-request', 'decline-request', 'claim-request'])
      expect(wordsOf(cardOf(await chat.type(sam, `${verb} ${id}`, services)))).toContain(
        `Request ${id} is declined by Sam Services`,
      )
  })

  it.each(['R-99999', 'nonsense', '🎓', 'R-1; drop table', `R-${'9'.repeat(400)}`])(
    'knows no request %s',
    async (id) => {
      for (const verb of ['accept-request', 'decline-request', 'claim-request'])
        expect(cardOf(await chat.type(sam, `${verb} ${id}`, services)).kind).toBe('refusal')
      expect(cardOf(await chat.type(adminIn('beta'), `withdraw-request ${id}`)).kind).toBe('refusal')
    },
  )

  it('offers the open requests where none is named', async () => {
    const id = await ask('menu')
    for (const verb of ['accept-request', 'decline-request', 'claim-request']) {
      const card = cardOf(await chat.type(sam, verb, services))
      expect(card.kind).toBe('choice')
      const button = buttonOf(card, `${id}, menu/production`)
      expect(button.verb).toBe(verb)
    }
    const mine = cardOf(await chat.type(adminIn('menu'), 'withdraw-request'))
    expect(buttonsOf(mine).map(({ label }) => label)).toEqual([`${id}, menu/production`])
    expect(cardOf(await chat.press(adminIn('menu'), buttonsOf(mine)[0]!)).title).toBe(`${id} is withdrawn`)
    expect(buttonsOf(cardOf(await chat.type(adminIn('menu'), 'withdraw-request')))).toEqual([])
  })

  it('of one client is not taken back in the channel of another', async () => {
    const both = slackUser('T1', 'UBOTH')
    for (const id of ['left', 'right']) {
      await onFile(house, id, {
        administrators: [{ id: 'both', name: 'Bo Both', email: `bo@${id}.example`, accounts: [both] }],
      })
    }
    const card = cardOf(await chat.type(both, 'urgent left/production x', channelOf('left')))
    const id = buttonOf(card, 'Take it back').args['request'] ?? ''
    expect(cardOf(await chat.type(both, `withdraw-request ${id}`, channelOf('right'))).title).toBe(
      'Another channel, please',
    )
    expect(cardOf(await chat.type(both, `withdraw-request ${id}`, channelOf('left'))).title).toBe(`${id} is withdrawn`)
  })
})
