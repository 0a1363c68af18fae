import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClientDocument } from '../../../src/app/ports/ports.ts'
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
import { onFile, openVendor, planOf, scheduled, toldBy, updateOf } from '../../support/scene.ts'

const adminIn = (client: string) => slackUser('T1', `U${client.toUpperCase()}1`)

describe('reschedule in chat', () => {
  let house: House
  let chat: Chat
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
    chat = chatWith(house)
  })
  afterAll(() => house.close())
  const fresh = async (client: string, more: Partial<ClientDocument> = {}) => {
    await scheduled(house, client, more)
    return adminIn(client)
  }

  it('goes from the words to the form, to the confirmation, to the move, and offers the other system', async () => {
    const who = await fresh('acme')
    const form = formOf(await chat.type(who, 'reschedule acme/staging sunday 2am'))
    expect(form.fields).toMatchObject([
      { name: 'date', type: 'date', initial: '2026-11-29' },
      { name: 'time', type: 'time', initial: '02:00', zone: 'America/Toronto' },
    ])
    const confirm = formOf(await chat.submit(who, form))
    const shown = JSON.stringify(confirm.blocks)
    expect(shown).toContain('Sun 6 Dec 2026, 01:00 EST (America/Toronto)')
    expect(shown).toContain('Sun 29 Nov 2026, 02:00 EST (America/Toronto)')
    expect(shown).toContain('60 minutes')
    expect((await updateOf(house, 'acme', 'staging')).revision).toBe(1)

    const done = cardOf(await chat.submit(who, confirm))
    expect(done.title).toBe('acme/staging is moved')
    expect(await planOf(house, 'acme')).toEqual([
      'production 3.9.12 scheduled 2026-12-06T06:00Z',
      'staging 3.9.12 scheduled 2026-11-29T07:00Z',
    ])
    const other = formOf(await chat.press(who, buttonOf(done, 'Move production, too')))
    cardOf(await chat.submit(who, other))
    expect((await planOf(house, 'acme'))[0]).toBe('production 3.9.12 scheduled 2026-11-29T07:00Z')
  })

  it('says beside the field what is wrong, and takes the mended form', async () => {
    const who = await fresh('fields')
    const form = formOf(await chat.type(who, 'reschedule production'))
    const wrong = async (date: string, time: string) => errorsOf(await chat.submit(who, form, { date, time }))['time']
    expect(await wrong('2026-11-20', '02:00')).toContain('at least 60 minutes from now')
    expect(await wrong('2026-12-06', '01:00')).toContain('That is the start it has already')
    expect(await wrong('2026-12-08', '02:10')).toContain('quarter-hour')
    expect(await wrong('2027-03-01', '02:00')).toContain('the last day is Sun 10 Jan 2027')
    expect(await wrong('2026-12-08', '')).toContain('Add the hour')
    expect(await wrong('2026-12-08', '25:00')).toContain('There is no')
  })

  it('warns of a start outside the windows before it counts', async () => {
    const who = await fresh('outside')
    const form = formOf(await chat.type(who, 'reschedule production 2026-12-08 14:00'))
    const confirm = formOf(await chat.submit(who, form))
    expect(JSON.stringify(confirm)).toContain('Outside your maintenance windows')
    const inside = formOf(await chat.submit(who, form, { date: '2026-12-13', time: '01:00' }))
    expect(JSON.stringify(inside)).not.toContain('Outside')
  })

  it.each([
    ['gibberish', 'not a time I can read'],
    ['sunday', 'At what time'],
    ['2026-12-06 25:00', 'There is no "25:00"'],
    ['2026-02-30 02:00', 'There is no "2026-02-30"'],
    ['sunday 2am Pacific', 'Leave out'],
    ['12/06 2am', 'two ways'],
    ['🎓', 'not a time I can read'],
    ['\u202Eam2', 'not a time I can read'],
    ['x'.repeat(5_000), 'longer than'],
  ])('answers the typed time %s', async (typed, words) => {
    const who = adminIn('fields')
    const card = cardOf(await chat.type(who, `reschedule production ${typed}`))
    expect(wordsOf(card)).toContain(words)
    formOf(await chat.press(who, buttonOf(card, 'Pick date and time')))
  })

  it('refuses typed times that break a rule, each with ways out', async () => {
    const who = await fresh('typed')
    const refused = async (typed: string) => cardOf(await chat.type(who, `reschedule production ${typed}`))
    expect((await refused('2026-11-01 02:00')).footer).toBe('Rule: too-soon')
    expect((await refused('in 30 minutes')).footer).toBe('Rule: too-soon')
    expect((await refused('2027-03-01 02:00')).footer).toBe('Rule: past-deadline')
    expect((await refused('2026-12-06 01:00')).footer).toBe('Rule: same-time')
    const card = await refused('2026-12-08 02:07')
    expect(card.footer).toBe('Rule: not-a-quarter-hour')
    const [nearest] = buttonsOf(card)
    formOf(await chat.press(who, nearest!))
  })

  it('asks which of two where the clock shows the time twice, and says when it skips one', async () => {
    const policy = { deadlineDays: 365 }
    const who = await fresh('clock', { policy })
    const twice = cardOf(await chat.type(who, 'reschedule production 2027-11-07 01:30'))
    expect(wordsOf(twice)).toContain('comes twice')
    const form = formOf(await chat.press(who, buttonOf(twice, 'Pick date and time')))
    const asked = formOf(await chat.submit(who, form, { date: '2027-11-07', time: '01:30' }))
    expect(asked.fields.at(-1)).toMatchObject({ name: 'which', type: 'choice' })
    const [first, second] = [
      formOf(await chat.submit(who, asked, { which: 'first' })),
      formOf(await chat.submit(who, asked, { which: 'second' })),
    ]
    expect([first.args['startsAt'], second.args['startsAt']]).toEqual([
      '2027-11-07T05:30:00.000Z',
      '2027-11-07T06:30:00.000Z',
    ])
    const skipped = errorsOf(await chat.submit(who, form, { date: '2027-03-14', time: '02:30' }))
    expect(skipped['time']).toContain('does not exist')
  })

  it('reads and shows one clock, also after the client has moved to another zone', async () => {
    const who = await fresh('zone')
    await onFile(house, 'zone', { zone: 'Europe/Berlin' })
    const form = formOf(await chat.type(who, 'reschedule production'))
    expect(form.fields).toMatchObject([{ initial: '2026-12-06' }, { initial: '07:00', zone: 'Europe/Berlin' }])
    // The form sent as it was drawn means no move at all.
    expect(errorsOf(await chat.submit(who, form))['time']).toContain('That is the start it has already')
  })

  it('asks for the system where none is named', async () => {
    const who = await fresh('asks')
    const card = cardOf(await chat.type(who, 'reschedule'))
    expect(buttonsOf(card).map(({ label }) => label)).toEqual(['Production', 'Staging'])
    const form = formOf(await chat.press(who, buttonOf(card, 'Staging')))
    expect(form.args['system']).toBe('asks/staging')
    for (const name of ['asks', 'ASKS', 'asks/prod', 'prod', 'Staging', 'asks/stage'])
      expect(['form', 'card']).toContain((await chat.type(who, `reschedule ${name}`)).type)
    expect(formOf(await chat.type(who, 'reschedule prod')).args['system']).toBe('asks/production')
  })

  it.each(['nonsense!', 'acme/test', 'acme/constructor', '<!channel>', 'a/b/c', '🎓'])(
    'says that %s names no system',
    async (name) => {
      expect(wordsOf(cardOf(await chat.type(adminIn('asks'), `reschedule ${name} sunday 2am`)))).toContain(
        'names no system',
      )
    },
  )

  it('refuses a stale button, and offers the present state', async () => {
    const who = await fresh('stale')
    const form = formOf(await chat.type(who, 'reschedule production'))
    const confirm = formOf(await chat.submit(who, form, { date: '2026-12-08', time: '01:00' }))
    cardOf(await chat.submit(who, confirm))
    for (const reply of [
      await chat.submit(who, form, { date: '2026-12-09', time: '01:00' }),
      await chat.submit(who, { ...confirm, args: { ...confirm.args, startsAt: '2026-12-09T06:00:00.000Z' } }),
      await chat.press(who, { verb: 'reschedule', label: 'Reschedule', args: form.args }),
    ]) {
      const card = cardOf(reply)
      expect(card.footer).toBe('Rule: changed-meanwhile')
      formOf(await chat.press(who, buttonOf(card, 'Choose another time')))
    }
  })

  it('answers a confirmation that is sent twice as it did the first time', async () => {
    const who = await fresh('twice')
    await toldBy(house)
    const form = formOf(await chat.type(who, 'reschedule production 2026-12-08 01:00'))
    const confirm = formOf(await chat.submit(who, form))
    const [first, second] = [
      await chat.submit(who, confirm, {}, 'direct', 'same'),
      await chat.submit(who, confirm, {}, 'direct', 'same'),
    ]
    expect(cardOf(second)).toEqual(cardOf(first))
    expect((await toldBy(house)).filter((one) => one.includes('reply'))).toHaveLength(1)
  })

  it('is refused after the cut-off before any form is shown', async () => {
    const who = await fresh('late')
    const { startsAt } = await updateOf(house, 'late')
    house.clock.set(new Date(startsAt.getTime() - 3_600_000).toISOString())
    for (const line of ['reschedule production', 'reschedule production 2026-12-20 01:00']) {
      const card = cardOf(await chat.type(who, line))
      expect(card.footer).toBe('Rule: too-late')
      expect(wordsOf(card)).toContain('Could be changed until')
      expect(wordsOf(card)).toContain('Client Services')
    }
    house.clock.set('2026-11-22T12:00:00Z')
  })

  it('restores what was cancelled', async () => {
    const who = await fresh('restore')
    const cancel = formOf(await chat.type(who, 'cancel production exams'))
    const cancelled = cardOf(await chat.submit(who, cancel))
    const form = formOf(await chat.press(who, buttonOf(cancelled, 'Restore')))
    expect(form.title).toBe('Restore update')
    const confirm = formOf(await chat.submit(who, form))
    expect(cardOf(await chat.submit(who, confirm)).title).toBe('restore/production is restored')
    expect((await updateOf(house, 'restore')).status).toBe('scheduled')
  })

  it('asks the vendor’s staff why, and tells the client', async () => {
    await fresh('helped')
    const services = roomOf('services')
    const form = formOf(await chat.type(sam, 'reschedule helped/production 2026-12-08 01:00', services))
    expect(form.fields.at(-1)).toMatchObject({ name: 'reason' })
    expect(errorsOf(await chat.submit(sam, form, {}, services))['reason']).toContain('say why')
    expect(errorsOf(await chat.submit(sam, form, { reason: 'x'.repeat(5_000) }, services))['reason']).toContain(
      'these are 5000',
    )
    const confirm = formOf(await chat.submit(sam, form, { reason: 'they called' }, services))
    cardOf(await chat.submit(sam, confirm, {}, services))
    await toldBy(house)
    const mail = house.sent.find(
      ({ place, card }) => place.address.kind === 'mailbox' && card.kind === 'update-rescheduled',
    )
    expect(wordsOf(mail!.card)).toMatch(/Moved by: Sam Services[\s\S]*they called/)
  })

  it('in a channel of one client is about that client', async () => {
    const who = adminIn('asks')
    formOf(await chat.type(who, 'reschedule staging', channelOf('asks')))
    expect(cardOf(await chat.type(who, 'reschedule acme/staging', channelOf('asks'))).title).toBe(
      'Another channel, please',
    )
  })
})
