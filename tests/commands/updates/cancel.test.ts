import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  buttonOf,
  buttonsOf,
  type Chat,
  cardOf,
  chatWith,
  errorsOf,
  formOf,
  slackUser,
  wordsOf,
} from '../../support/chat.ts'
import { type House, openHouse } from '../../support/house.ts'
import { available, onFile, openVendor, scheduled, updateOf } from '../../support/scene.ts'

const adminIn = (client: string) => slackUser('T1', `U${client.toUpperCase()}1`)

describe('cancel in chat', () => {
  let house: House
  let chat: Chat
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
    chat = chatWith(house)
  })
  afterAll(() => house.close())
  const fresh = async (client: string) => {
    await scheduled(house, client)
    return adminIn(client)
  }

  it('asks why, cancels, and offers to restore', async () => {
    const who = await fresh('acme')
    const form = formOf(await chat.type(who, 'cancel acme/staging'))
    expect(JSON.stringify(form.blocks)).toContain('Sun 6 Dec 2026, 01:00 EST (America/Toronto)')
    expect(errorsOf(await chat.submit(who, form, { reason: '   ' }))['reason']).toContain('say why')
    const done = cardOf(await chat.submit(who, form, { reason: 'exams' }))
    expect(done.title).toBe('acme/staging is cancelled')
    expect(buttonsOf(done).map(({ label }) => label)).toEqual(['Restore'])
    expect((await updateOf(house, 'acme')).status).toBe('scheduled')
  })

  it('is undone by the word restore, by Restore on the card that stands, and where what is said leads', async () => {
    const who = await fresh('back')
    const none = cardOf(await chat.type(who, 'restore back/staging'))
    expect([none.title, buttonsOf(none).map(({ label }) => label)]).toEqual([
      'Nothing to restore',
      ['Reschedule', 'Cancel'],
    ])
    await house.deliverAll()
    house.sent.length = 0
    await chat.submit(who, formOf(await chat.type(who, 'cancel back/staging')), { reason: 'exams' })
    await house.deliverAll()
    const sent = (kind: string, mode: string) =>
      house.sent.find(({ card, mode: how }) => card.kind === kind && how === mode)?.card
    const standing = sent('rollout', 'edit')!
    expect(standing.title).toBe('Back College: release 3.9.12 is scheduled on production and cancelled on staging')
    expect(wordsOf(standing)).toContain('Nothing for you to do on production: it is applied there by itself')
    expect(formOf(await chat.press(who, buttonOf(standing, 'Restore'))).title).toBe('Restore update')
    const news = sent('update-cancelled', 'reply')!
    expect(wordsOf(news)).toContain('with Restore on the card of 3.9.12')
    expect(wordsOf(news)).not.toContain('Reschedule')
    const form = formOf(await chat.type(who, 'restore back/staging sunday 13 december 3am'))
    expect(form.title).toBe('Restore update')
    const sure = formOf(await chat.submit(who, form))
    expect(cardOf(await chat.submit(who, sure)).title).toBe('back/staging is restored')
    expect((await updateOf(house, 'back', 'staging')).status).toBe('scheduled')
  })

  it('takes the reason that was typed, and at most 1,000 characters of it', async () => {
    const who = await fresh('typed')
    expect(formOf(await chat.type(who, 'cancel production exams that week')).fields[0]).toMatchObject({
      initial: 'exams that week',
    })
    const long = formOf(await chat.type(who, `cancel production ${'🎓'.repeat(5_000)}`))
    const [field] = long.fields
    const shown = field && 'initial' in field ? (field.initial ?? '') : ''
    expect([...shown]).toHaveLength(1_000)
    expect(shown).not.toMatch(/\p{Surrogate}/u)
    expect(errorsOf(await chat.submit(who, long, { reason: 'x'.repeat(5_000) }))['reason']).toContain(
      'At most 1000 characters; these are 5000',
    )
    expect((await updateOf(house, 'typed')).status).toBe('scheduled')
  })

  it('keeps emoji, right-to-left text and mentions as they were written, and nothing that turns the text', async () => {
    const who = await fresh('odd')
    const reason = '🎓 בחינות <!channel> @here *bold* `code` \u202Eabc'
    const form = formOf(await chat.type(who, 'cancel production'))
    cardOf(await chat.submit(who, form, { reason }))
    expect((await updateOf(house, 'odd')).reason).toBe(reason.replace('\u202E', ''))
  })

  it('answers a form that is sent twice alike', async () => {
    const who = await fresh('twice')
    const form = formOf(await chat.type(who, 'cancel production'))
    const [first, second] = [
      await chat.submit(who, form, { reason: 'x' }, 'direct', 'same'),
      await chat.submit(who, form, { reason: 'x' }, 'direct', 'same'),
    ]
    expect(cardOf(second)).toEqual(cardOf(first))
    expect((await updateOf(house, 'twice')).revision).toBe(2)
  })

  it('refuses a stale form', async () => {
    const who = await fresh('stale')
    const form = formOf(await chat.type(who, 'cancel production'))
    const move = formOf(await chat.type(who, 'reschedule production 2026-12-08 01:00'))
    cardOf(await chat.submit(who, formOf(await chat.submit(who, move))))
    expect(cardOf(await chat.submit(who, form, { reason: 'x' })).footer).toBe('Rule: changed-meanwhile')
  })

  it('says the rule, the limits and what can be done instead', async () => {
    const who = await fresh('late')
    const { startsAt } = await updateOf(house, 'late')
    house.clock.set(new Date(startsAt.getTime() - 3_600_000).toISOString())
    const card = cardOf(await chat.type(who, 'cancel production exams'))
    expect(card.footer).toBe('Rule: too-late')
    expect(wordsOf(card)).toContain('can be cancelled until 4 hours before its start')
    expect(wordsOf(card)).toContain('Sat 5 Dec 2026, 21:00 EST (America/Toronto)')
    expect(buttonsOf(card).map(({ label }) => label)).toEqual(['Show status'])
    house.clock.set('2026-11-22T12:00:00Z')
  })

  it('offers to restore what is cancelled already, and to ask where nothing ever was', async () => {
    const who = await fresh('again')
    const form = formOf(await chat.type(who, 'cancel production'))
    cardOf(await chat.submit(who, form, { reason: 'x' }))
    const card = cardOf(await chat.type(who, 'cancel production'))
    expect(buttonsOf(card).map(({ label }) => label)).toEqual(['Restore', 'Ask for an urgent update', 'Show status'])
    formOf(await chat.press(who, buttonOf(card, 'Restore')))
    await onFile(house, 'empty')
    const none = cardOf(await chat.type(adminIn('empty'), 'cancel production'))
    expect(buttonsOf(none).map(({ label }) => label)).toEqual(['Ask for an urgent update', 'Show status'])
  })

  it('asks for the system where none is named', async () => {
    const card = cardOf(await chat.type(adminIn('again'), 'cancel'))
    expect(buttonsOf(card).map(({ label }) => label)).toEqual(['Production', 'Staging'])
    formOf(await chat.press(adminIn('again'), buttonOf(card, 'Staging')))
  })
})

describe('cancel of what a newer release has overtaken', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
  })
  afterAll(() => house.close())

  it('promises no way back, and offers none', async () => {
    await scheduled(house, 'acme')
    await available(house, '3.9.13')
    const chat = chatWith(house)
    const form = formOf(await chat.type(adminIn('acme'), 'cancel acme/staging'))
    expect(JSON.stringify(form.blocks)).toContain('It cannot be restored, as there is a newer release')
    const done = cardOf(await chat.submit(adminIn('acme'), form, { reason: 'exams' }))
    expect([done.title, buttonsOf(done)]).toEqual(['acme/staging is cancelled', []])
    const again = cardOf(await chat.type(adminIn('acme'), 'restore acme/staging'))
    expect(again.kind).toBe('refusal')
  })
})
