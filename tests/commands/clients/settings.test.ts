import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Form } from '../../../src/notices/card/form.ts'
import { clientDocument, pipeline } from '../../support/cast.ts'
import {
  ada,
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
import { onFile, openVendor, planOf, scheduled, toldBy } from '../../support/scene.ts'

const bob = slackUser('T1', 'UACME2')
const betty = slackUser('T1', 'UBETA1')
const olga = slackUser('T0', 'olga')

let house: House
let chat: Chat
beforeAll(async () => {
  house = await openHouse()
  chat = chatWith(house)
  await openVendor(house)
  await onFile(house, 'beta')
  await onFile(house, 'zeta', { channels: [] })
  await scheduled(house, 'acme')
  await house.deliverAll()
})
afterAll(() => house.close())

const put = (id: string, more: object = {}) =>
  house.app.putClient(clientDocument(id, 'America/Toronto', more), null, pipeline)
const form = async (who = ada, line = 'settings acme windows', where = channelOf('acme') as never) =>
  formOf(await chat.type(who, line, where))
const at = channelOf('acme')

describe('windows and zone', () => {
  it('are shown with what can be changed', async () => {
    const card = cardOf(await chat.type(ada, 'settings', at))
    expect(wordsOf(card)).toContain('Windows: Sundays, 01:00 to 05:00')
    expect(wordsOf(card)).toContain('Written as: SUN 01:00-05:00')
    expect(wordsOf(card)).toContain('21:00 to 07:00 (America/Toronto)')
    expect(buttonsOf(card).map(({ label }) => label)).toEqual(['Change', 'Add a freeze', 'Change what comes to me'])
  })

  it.each([
    ['windows', { windows: 'SUN 1-5' }, /"SUN 1-5" is not a window: write it as/],
    ['windows', { windows: 'SUN 01:00-05:00\nsomeday 01:00-05:00' }, /not a day of the week/],
    ['windows', { windows: 'SUN 01:00-01:30' }, /30 minutes long.*nothing would ever start/],
    ['windows', { windows: Array(51).fill('SUN 01:00-05:00').join('\n') }, /At most 50/],
    ['zone', { zone: 'europe/berlin' }, /write it as Europe\/Berlin/],
    ['zone', { zone: 'PST' }, /is not a time zone: take .*America\/Los_Angeles/],
    ['zone', { zone: '+05:00' }, /is not a time zone but an offset.*Asia\/Karachi/],
  ])('what is wrong stands at the field %s: %j', async (field, filled, words) => {
    const reply = await chat.submit(ada, await form(), filled, at)
    expect(errorsOf(reply)[field]).toMatch(words)
  })

  it('are confirmed with what they come to, and move nothing that is scheduled', async () => {
    const before = await planOf(house, 'acme')
    const first = await form()
    const sure = formOf(
      await chat.submit(ada, first, { windows: 'sat 23:00-02:00; wed 22:00-23:30', zone: 'Europe/Berlin' }, at),
    )
    const words = JSON.stringify(sure.blocks)
    expect(words).toContain('Saturdays, 23:00 to 02:00 the next day')
    expect(words).toContain('Wednesdays, 22:00 to 23:30')
    expect(words).toContain('on the clock of Europe/Berlin')
    expect(words).toContain('Wed 25 Nov, 22:00 CET')
    expect(words).toContain('acme/production stays at')
    const done = cardOf(await chat.submit(ada, sure, {}, at))
    expect(wordsOf(done)).toContain('What is scheduled already stays where it is')
    expect(buttonsOf(done).map(({ label }) => label)).toEqual(['Move production', 'Move staging'])
    expect(await planOf(house, 'acme')).toEqual(before)
    expect(await toldBy(house)).toEqual([
      'windows-changed → channel',
      'windows-changed → inbox production',
      'windows-changed → inbox staging',
      'windows-changed → mailbox',
      'windows-changed → mailbox',
    ])
  })

  it('outlive a later document, and can be given back to it', async () => {
    await put('acme', { windows: ['MON 01:00-05:00'] })
    expect(await house.app.readClient('acme')).toMatchObject({
      zone: 'Europe/Berlin',
      windows: ['SAT 23:00-SUN 02:00', 'WED 22:00-23:30'],
    })
    const card = cardOf(await chat.type(ada, 'settings', at))
    expect(wordsOf(card)).toContain('Mondays, 01:00 to 05:00 (America/Toronto); what is set here counts')
    const sure = formOf(await chat.press(ada, buttonOf(card, 'Back to what is on file'), at))
    await chat.submit(ada, sure, {}, at)
    await put('acme', { windows: ['TUE 01:00-05:00'] })
    expect(await house.app.readClient('acme')).toMatchObject({
      zone: 'America/Toronto',
      windows: ['TUE 01:00-05:00'],
    })
  })

  it('that somebody else set meanwhile are not overwritten', async () => {
    const [mine, theirs] = [await form(ada), await form(bob)]
    const save = async (who: typeof ada, one: Form, windows: string) =>
      cardOf(await chat.submit(who, formOf(await chat.submit(who, one, { windows }, at)), {}, at))
    await save(bob, theirs, 'THU 01:00-04:00')
    expect((await save(ada, mine, 'FRI 01:00-04:00')).kind).toBe('refusal')
    expect((await house.app.readClient('acme'))?.windows).toEqual(['THU 01:00-04:00'])
  })

  it('are set by services with a reason, which the client reads; by nobody else of the vendor', async () => {
    const where = roomOf('services') as never
    const asked = await form(sam, 'settings beta windows', where)
    expect(errorsOf(await chat.submit(sam, asked, { windows: 'FRI 01:00-04:00' }, where))['reason']).toMatch(/say why/)
    const sure = formOf(await chat.submit(sam, asked, { windows: 'FRI 01:00-04:00', reason: 'asked by phone' }, where))
    expect(cardOf(await chat.submit(sam, sure, {}, where)).tone).toBe('good')
    await toldBy(house)
    expect(house.sent.some(({ card }) => wordsOf(card).includes('asked by phone'))).toBe(true)
    expect(cardOf(await chat.type(olga, 'settings beta windows', where)).kind).toBe('refusal')
    expect(buttonsOf(cardOf(await chat.type(olga, 'settings beta', where)))).toEqual([])
    for (const reply of [
      await chat.type(betty, 'settings acme windows'),
      await chat.submit(betty, await form(), { windows: 'FRI 01:00-04:00' }),
    ])
      expect(cardOf(reply).kind).toBe('refusal')
  })
})

describe('what comes to one administrator', () => {
  const mine = async (who = ada) => formOf(await chat.type(who, 'settings notices', at))
  const save = async (filled: Record<string, string>, who = ada) => chat.submit(who, await mine(who), filled, at)
  const settingsOf = async (id: string) =>
    (await house.app.readClient('acme'))?.administrators.find((one) => one.id === id)?.settings

  it('is set for oneself, with the hours on one’s own clock', async () => {
    const saved = cardOf(
      await save({
        quietFrom: '22',
        quietUntil: '6',
        zone: 'Asia/Tokyo',
        reminders: 'direct',
        progress: 'no',
      }),
    )
    expect(wordsOf(saved)).toContain('22:00 to 06:00 (Asia/Tokyo)')
    expect(await settingsOf('acme-ada')).toEqual({
      quietHours: { from: 22, until: 6 },
      zone: 'Asia/Tokyo',
      off: { mail: ['reminders', 'progress'] },
    })
    expect(await settingsOf('acme-bob')).toBeUndefined()
    expect(Object.fromEntries((await mine()).fields.map(({ name, initial }) => [name, initial]))).toMatchObject({
      quietFrom: '22',
      quietUntil: '6',
      zone: 'Asia/Tokyo',
      reminders: 'direct',
      changes: 'yes',
      progress: 'no',
      requests: 'yes',
    })
    await save({ quietFrom: 'none' })
    expect(await settingsOf('acme-ada')).toMatchObject({ quietHours: null })
  })

  it.each([
    ['quietUntil', { quietFrom: '7', quietUntil: '7' }, /Choose another hour/],
    ['quietFrom', { quietFrom: '25', quietUntil: '7' }, /Choose an hour/],
    ['zone', { zone: 'Mars' }, /not a time zone/],
    ['reminders', { reminders: 'pigeon' }, /one of the ways/],
  ])('what is wrong stands at the field %s', async (field, filled, words) => {
    expect(errorsOf(await save(filled))[field]).toMatch(words)
  })

  it('offers no direct messages to whom none could be sent', async () => {
    const [one] = clientDocument('eta', 'UTC').administrators
    await onFile(house, 'eta', { administrators: [{ ...one!, accounts: [] }] })
    const where = roomOf('services')
    const whose = cardOf(await chat.type(sam, 'settings eta notices', where))
    const form = formOf(await chat.press(sam, buttonOf(whose, 'Ada Lovelace'), where))
    const asked = form.fields.find(({ name }) => name === 'reminders')
    expect(asked).toMatchObject({ initial: 'mail', hint: 'No chat account of yours is on file' })
    expect(asked?.type === 'choice' && asked.options.map(({ value }) => value)).toEqual(['mail', 'none'])
    const filled = { reminders: 'direct', reason: 'asked for' }
    expect(errorsOf(await chat.submit(sam, form, filled, where))['reminders']).toMatch(/choose mail/)
  })

  it('is nobody else’s to set, but services may with a reason, and the person is told', async () => {
    const stolen = {
      ...(await mine(bob)),
      args: { client: 'acme', part: 'personal', administrator: 'acme-ada' },
    }
    expect(cardOf(await chat.submit(bob, stolen, {}, at)).title).toBe('That is theirs')
    const where = roomOf('services')
    const whose = cardOf(await chat.type(sam, 'settings acme notices', where))
    const asked = formOf(await chat.press(sam, buttonOf(whose, 'Bob Marley'), where))
    expect(errorsOf(await chat.submit(sam, asked, { changes: 'no' }, where))['reason']).toMatch(/say why/)
    await toldBy(house)
    await chat.submit(sam, asked, { changes: 'no', reason: 'on leave' }, where)
    expect(await settingsOf('acme-bob')).toMatchObject({ off: { mail: ['changes'] } })
    expect(await toldBy(house)).toEqual(['personal-settings-changed → mailbox'])
    expect(house.sent[0]?.place.administrator).toBe('acme-bob')
  })

  it('is heeded: what was switched off is written down and not sent, and all else comes', async () => {
    const update = (await house.app.readStatus('acme'))?.systems[0]?.update
    await save({ changes: 'no', reminders: 'both', progress: 'yes' })
    await save({ changes: 'yes' }, bob)
    const startsAt = new Date((update?.startsAt.getTime() ?? 0) + 86_400_000)
    const actor = (await house.app.whoIs(bob))!
    const system = { client: 'acme', environment: 'production' } as const
    const moved = await house.app.rescheduleUpdate({
      actor,
      request: 'move',
      system,
      startsAt,
      seen: null,
      reason: null,
    })
    expect(moved.ok).toBe(true)
    expect((await toldBy(house)).filter((line) => line.includes('mailbox'))).toEqual([
      'calendar → mailbox (calendar)',
      'update-rescheduled → mailbox',
    ])
    const { items } = await house.app.readDeliveries('acme', false, { after: null, limit: 50 })
    const left = items.find(({ status, reason }) => status === 'suppressed' && reason === 'switched-off')
    expect(left?.place.administrator).toBe('acme-ada')
    const told = cardOf(await chat.type(ada, 'notices', at))
    expect(wordsOf(told)).toContain('not sent: they switched these off in settings')
    expect(wordsOf(told)).toMatch(/E-mail to ada@acme.example, for the calendar alone: told/)
  })

  it('never leaves a client where nobody hears: the last way stays on', async () => {
    const zed = slackUser('T1', 'UZETA1')
    const last = async (who: typeof zed) => {
      const asked = formOf(await chat.type(who, 'settings notices'))
      return chat.submit(who, asked, { changes: 'no', requests: 'no' })
    }
    expect(cardOf(await last(zed)).tone).toBe('good')
    expect(errorsOf(await last(slackUser('T1', 'UZETA2')))).toEqual({
      changes: expect.stringContaining('Nobody at this client would hear'),
      requests: expect.stringContaining('Nobody at this client would hear'),
    })
  })
})

describe('freezes', () => {
  const ask = async () => formOf(await chat.type(ada, 'settings freeze', at))

  it.each([
    ['first', { first: '', last: '2026-12-08' }, /first day/],
    ['last', { first: '2026-12-08', last: '2026-12-07' }, /before the first/],
    ['first', { first: '2026-02-30', last: '2026-02-30' }, /first day/],
    ['last', { first: '2026-11-01', last: '2026-11-02' }, /is over/],
    ['reason', { first: '2026-12-07', last: '2026-12-08', reason: ' ' }, /say why/],
  ])('what is wrong stands at the field %s: %j', async (field, filled, words) => {
    const errors = errorsOf(await chat.submit(ada, await ask(), { reason: 'exams', ...filled }, at))
    expect(errors[field]).toMatch(words)
  })

  it('are confirmed with what lies in them, added, shown and ended', async () => {
    const { systems } = (await house.app.readStatus('acme'))!
    const day = systems[0]!.update!.startsAt.toISOString().slice(0, 10)
    const filled = { first: day, last: day, reason: 'exams' }
    const sure = formOf(await chat.submit(ada, await ask(), filled, at))
    expect(JSON.stringify(sure.blocks)).toContain('is planned anew after it')
    const added = cardOf(await chat.submit(ada, sure, {}, at))
    expect(added.title).toMatch(/^Freeze \S+ added$/)
    expect(wordsOf(added)).toMatch(/start in it moved/)
    const card = cardOf(await chat.type(ada, 'settings', at))
    expect(wordsOf(card)).toContain('exams')
    expect(wordsOf(cardOf(await chat.type(ada, 'history', at)))).toContain('freeze added')
    const end = buttonsOf(card).find(({ label }) => label.startsWith('End'))!
    const ended = formOf(await chat.press(ada, end, at))
    expect(cardOf(await chat.submit(ada, ended, {}, at)).title).toMatch(/ended$/)
    expect(cardOf(await chat.submit(ada, ended, {}, at)).kind).toBe('refusal')
    expect(wordsOf(cardOf(await chat.type(ada, 'history', at)))).toContain('freeze ended')
  })

  it.each(['freeze', 'add', 'lay'])('are added by `settings %s`', async (part) => {
    expect(formOf(await chat.type(ada, `settings ${part}`, at)).title).toBe('Add a freeze')
  })

  it.each(['end', 'lift'])('are ended by `settings %s`', async (part) => {
    expect(cardOf(await chat.type(ada, `settings acme ${part}`, at)).title).toBe('No freeze to end')
  })

  it('of more than thirty days in a quarter are refused, with a way to choose others', async () => {
    const filled = { first: '2027-01-01', last: '2027-02-15', reason: 'a long winter' }
    const sure = formOf(await chat.submit(ada, await ask(), filled, at))
    const refused = cardOf(await chat.submit(ada, sure, {}, at))
    expect(wordsOf(refused)).toContain('30 days of a quarter')
    expect(buttonsOf(refused).map(({ label }) => label)).toEqual(['Choose other days'])
  })
})
