import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asks, services } from '../../support/cast.ts'
import {
  ada,
  buttonOf,
  type Chat,
  cardOf,
  chatWith,
  errorsOf,
  formOf,
  roomOf,
  sam,
  slackUser,
  wordsOf,
} from '../../support/chat.ts'
import { type House, openHouse } from '../../support/house.ts'
import { available, onFile, openVendor, planOf, scheduled, toldBy } from '../../support/scene.ts'

const room = roomOf('services')

describe('schedule for a client, in chat', () => {
  let house: House
  let chat: Chat
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
    await available(house, '3.9.12')
    chat = chatWith(house)
  })
  afterAll(() => house.close())

  /** Healthy, and nothing is scheduled on one of its systems any more. */
  const cleared = async (client: string, environment: 'production' | 'staging' = 'production') => {
    await scheduled(house, client)
    const cancelled = await house.app.cancelUpdate({
      ...asks(services),
      system: { client, environment },
      seen: null,
      reason: 'exams',
    })
    expect(cancelled.ok).toBe(true)
    await toldBy(house)
  }

  it('shows back what was typed, and tells the client who did it and why', async () => {
    await cleared('acme')
    const line = 'schedule acme/production 2026-12-09 02:00 they called'
    const form = formOf(await chat.type(sam, line, room))
    expect(form.fields).toMatchObject([
      { name: 'release' },
      { initial: '2026-12-09' },
      { initial: '02:00', zone: 'America/Toronto' },
      { initial: 'they called' },
    ])
    const done = await chat.submit(sam, form, {}, room, 'twice')
    expect(wordsOf(cardOf(done))).toContain('Wed 9 Dec 2026, 02:00 EST (America/Toronto)')
    expect(await chat.submit(sam, form, {}, room, 'twice')).toEqual(done)
    expect((await planOf(house, 'acme')).filter((one) => one.startsWith('production'))).toEqual([
      'production 3.9.12 cancelled 2026-12-06T06:00Z',
      'production 3.9.12 scheduled 2026-12-09T07:00Z',
    ])
    const told = await toldBy(house)
    for (const place of ['channel', 'mailbox', 'inbox production'])
      expect(told.filter((one) => one.endsWith(`→ ${place}`))).not.toEqual([])
    const news = house.sent.filter(({ place, mode }) => place.room === null && mode !== 'edit')
    for (const { card, place } of news)
      expect([place.address.kind, wordsOf(card)]).toEqual([
        place.address.kind,
        expect.stringContaining('scheduled by Sam Services: they called'),
      ])
    expect(JSON.stringify(await chat.type(ada, 'history acme'))).toContain('they called')
  })

  it('sends no mail for staging alone', async () => {
    await cleared('stage', 'staging')
    const form = formOf(await chat.type(sam, 'schedule stage/staging 2026-12-09 02:00 they called', room))
    cardOf(await chat.submit(sam, form, {}, room))
    const told = await toldBy(house)
    expect(told.join()).toContain('→ channel')
    expect(told.join()).not.toContain('→ mailbox')
  })

  it.each([
    ['time', { date: '2026-11-20', time: '02:00' }, 'at least 60 minutes'],
    ['time', { date: '2026-12-09', time: '02:10' }, 'quarter-hour'],
    ['time', { date: '2026-12-21', time: '02:00' }, 'exam weeks'],
    ['release', { release: '9.9.9' }, 'unknown'],
    ['reason', { reason: ' ' }, 'say why'],
    ['reason', { reason: 'x'.repeat(5_000) }, 'At most 1000'],
  ])('refuses beside the field %s: %j', async (field, filled, words) => {
    const client = 'rules'
    if ((await planOf(house, client)).length === 0) {
      await cleared(client)
      await house.ports.inTransaction((tx) =>
        tx.freezes.add(
          {
            scope: 'client',
            startsAt: new Date('2026-12-20T05:00:00Z'),
            endsAt: new Date('2026-12-23T05:00:00Z'),
            reason: 'exam weeks',
            inside: null,
          },
          client,
          house.clock.now(),
        ),
      )
    }
    const form = formOf(await chat.type(sam, 'schedule rules/production 2026-12-10 02:00 they called', room))
    expect(errorsOf(await chat.submit(sam, form, filled, room))[field]).toContain(words)
    expect(await planOf(house, client)).toHaveLength(2)
  })

  it('is not bound by a freeze of the vendor', async () => {
    await cleared('free')
    const freeze = {
      scope: 'vendor' as const,
      startsAt: new Date('2027-01-10T00:00:00Z'),
      endsAt: new Date('2027-01-12T00:00:00Z'),
      reason: 'ours',
      inside: null,
    }
    await house.ports.inTransaction((tx) => tx.freezes.add(freeze, null, house.clock.now()))
    const form = formOf(await chat.type(sam, 'schedule free/production 2027-01-11 02:00 they called', room))
    expect(cardOf(await chat.submit(sam, form, {}, room)).title).toBe('free/production is scheduled')
  })

  it('refuses where something is scheduled, and where the copy has not passed', async () => {
    await scheduled(house, 'busy')
    await onFile(house, 'unchecked')
    for (const [client, words] of [
      ['busy', 'Move that update instead'],
      ['unchecked', 'rerun unchecked'],
    ] as const) {
      const before = await planOf(house, client)
      const line = `schedule ${client}/production 2026-12-09 02:00 they called`
      const refused = await chat.submit(sam, formOf(await chat.type(sam, line, room)), {}, room)
      expect(wordsOf(cardOf(refused))).toContain(words)
      expect(await planOf(house, client)).toEqual(before)
    }
  })

  it('asks for what is missing, and is nobody else’s', async () => {
    formOf(await chat.type(sam, 'schedule busy/production', room))
    const spec = slackUser('T0', 'spec')
    expect(wordsOf(cardOf(await chat.type(spec, 'schedule busy/production', room)))).toContain('staff')
  })

  it('goes with cancel and restore: the client reads who did these, too, and why', async () => {
    await scheduled(house, 'helped')
    await toldBy(house)
    const cancel = formOf(await chat.type(sam, 'cancel helped/production they called', room))
    const cancelled = cardOf(await chat.submit(sam, cancel, {}, room))
    await toldBy(house)
    const mailed = (kind: string) =>
      house.sent
        .filter(({ place, card }) => place.address.kind === 'mailbox' && card.kind === kind)
        .map(({ card }) => wordsOf(card))[0]
    expect(mailed('update-cancelled')).toMatch(/Sam Services[\s\S]*they called/)

    const restore = formOf(await chat.press(sam, buttonOf(cancelled, 'Restore'), room))
    const again = { date: '2026-12-08', time: '01:00', reason: '' }
    expect(errorsOf(await chat.submit(sam, restore, again, room))['reason']).toContain('say why')
    const why = { ...again, reason: 'they called again' }
    const confirm = formOf(await chat.submit(sam, restore, why, room))
    cardOf(await chat.submit(sam, confirm, {}, room))
    await toldBy(house)
    expect(mailed('update-restored')).toMatch(/Sam Services[\s\S]*they called again/)
  })
})

it('schedules for nobody over the capacity of a quarter-hour', async () => {
  const house = await openHouse('2026-11-22T12:00:00Z', { slotCapacity: 2 })
  await scheduled(house, 'first')
  await scheduled(house, 'acme')
  const system = { client: 'acme', environment: 'production' } as const
  await house.app.cancelUpdate({ ...asks(services), system, seen: null, reason: 'exams' })
  const wish = { system, release: null, startsAt: new Date('2026-12-06T06:00:00Z'), reason: 'they called' }
  expect(await house.app.scheduleForClient({ ...asks(services), ...wish })).toMatchObject({
    ok: false,
    refusal: { code: 'no-capacity' },
  })
  await house.close()
})
