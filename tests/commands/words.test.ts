import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nameWords, splitVerb } from '../../commands/command/read-words.ts'
import type { ChatAccount } from '../../src/domain/people/client.ts'
import { receivedReport } from '../support/cast.ts'
import {
  ada,
  buttonOf,
  buttonsOf,
  type Chat,
  cardOf,
  channelOf,
  chatWith,
  formOf,
  registry,
  roomOf,
  sam,
  slackUser,
  type Where,
  wordsOf,
} from '../support/chat.ts'
import { type House, openHouse } from '../support/house.ts'
import { available, onFile, openVendor, scheduled, verificationOf } from '../support/scene.ts'

describe('what is typed', () => {
  it.each([
    ['', '', ''],
    ['  ', '', ''],
    ['STATUS', 'status', ''],
    [' reschedule   acme/staging  sunday 2am ', 'reschedule', 'acme/staging  sunday 2am'],
    ['cancel acme/staging\nexams\nthat week', 'cancel', 'acme/staging\nexams\nthat week'],
  ])('%j is the verb %j and %j', (text, verb, rest) => {
    expect(splitVerb(text)).toEqual({ verb, rest })
  })

  it.each<[string[], string, Record<string, string>]>([
    [['system', 'when'], '', {}],
    [['system', 'when'], 'acme/staging', { system: 'acme/staging' }],
    [['system', 'when'], 'acme/staging  sunday 2am', { system: 'acme/staging', when: 'sunday 2am' }],
    [['client'], 'acme and more', { client: 'acme and more' }],
    [[], 'anything', {}],
  ])('for %j, %j is %j', (parameters, rest, named) => {
    expect(nameWords({ parameters }, rest)).toEqual(named)
  })
})

describe('the words in chat', () => {
  let house: House
  let chat: Chat
  const both = slackUser('T1', 'UBOTH')
  const spec = slackUser('T0', 'spec')
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
    await available(house, '3.9.12')
    await scheduled(house, 'acme')
    for (const id of ['left', 'right']) {
      const administrators = [{ id: 'both', name: 'Bo Both', email: `bo@${id}.example`, accounts: [both] }]
      await scheduled(house, id, { administrators })
    }
    chat = chatWith(house)
  })
  afterAll(() => house.close())

  it.each(
    [...registry.values()].flatMap<readonly [string, string, ChatAccount, Where]>(({ verb, for: who }) =>
      who === 'everyone'
        ? ([
            [verb, 'an administrator', ada, 'direct'],
            [verb, 'an administrator in their channel', ada, channelOf('acme')],
            [verb, 'an administrator of several', both, 'direct'],
            [verb, 'services', sam, roomOf('services')],
          ] as const)
        : who.includes('specialist')
          ? ([[verb, 'a specialist', spec, roomOf('triage')]] as const)
          : ([[verb, 'services', sam, roomOf('services')]] as const),
    ),
  )('%s without arguments, by %s: a form, a menu or an answer, never an error', async (verb, _, who, where) => {
    const reply = await chat.type(who, verb, where)
    if (reply.type === 'card') expect(reply.card.kind).not.toBe('refusal')
    else expect(reply.type).toBe('form')
  })

  it('nothing at all leads to the menu, whose buttons all lead somewhere', async () => {
    const menu = cardOf(await chat.type(ada, '   '))
    expect(menu.kind).toBe('menu')
    for (const button of buttonsOf(menu)) {
      const reply = await chat.press(ada, button)
      expect(reply.type === 'form' || cardOf(reply).kind !== 'refusal').toBe(true)
    }
  })

  it.each([
    ['statsu', 'Did you mean “status”?'],
    ['reshedule', 'Did you mean “reschedule”?'],
    ['HELTH', 'Did you mean “health”?'],
    ['xyzzy-frobnicate', 'Type help'],
    ['<!channel>', 'Type help'],
    ['🎓', 'Type help'],
    ['constructor', 'Type help'],
    ['__proto__', 'Type help'],
    ['x'.repeat(5_000), 'Type help'],
  ])('%s is no verb: %s', async (line, words) => {
    const card = cardOf(await chat.type(ada, line))
    expect(card.title).toBe('I do not know that word')
    expect(wordsOf(card)).toContain(words)
    expect(wordsOf(card).length).toBeLessThan(500)
    expect(cardOf(await chat.press(ada, buttonOf(card, 'Help'))).kind).toBe('help')
  })

  it('suggests to each only what they may use', async () => {
    expect(wordsOf(cardOf(await chat.type(ada, 'claim-reqest')))).not.toContain('claim-request')
    expect(wordsOf(cardOf(await chat.type(sam, 'claim-reqest', roomOf('services'))))).toContain(
      'Did you mean “claim-request”?',
    )
  })

  it('help lists what the reader may use where they are', async () => {
    const verbs = async (...all: Parameters<Chat['type']>) => wordsOf(cardOf(await chat.type(...all)))
    expect(await verbs(ada, 'help')).not.toContain('claim-request')
    expect(await verbs(sam, 'help')).not.toContain('claim-request')
    const inRoom = await verbs(sam, 'help', roomOf('services'))
    const inTriage = await verbs(spec, 'help', roomOf('triage'))
    for (const { verb, for: who } of registry.values()) {
      const isFor = (role: 'services' | 'specialist') => who === 'everyone' || who.includes(role)
      expect(inRoom.includes(`/update ${verb}`), verb).toBe(isFor('services'))
      expect(inTriage.includes(`/update ${verb}`), verb).toBe(isFor('specialist'))
    }
  })

  it('an administrator of several is asked which one, and the answer goes on where it stood', async () => {
    const card = cardOf(await chat.type(both, 'reschedule staging 2026-12-08 01:00'))
    expect(card.title).toBe('Which client?')
    expect(buttonsOf(card).map(({ label }) => label)).toEqual(['left', 'right'])
    const confirm = formOf(await chat.press(both, buttonOf(card, 'right')))
    expect(confirm.args).toMatchObject({ system: 'right/staging', startsAt: '2026-12-08T06:00:00.000Z' })
    // In a channel of one client nobody is asked.
    expect(cardOf(await chat.type(both, 'status', channelOf('left'))).title).toBe('Left College: status')
    expect(cardOf(await chat.type(both, 'status right', channelOf('left'))).title).toBe('Another channel, please')
  })

  it('the vendor’s staff choose a client, or name it', async () => {
    const card = cardOf(await chat.type(sam, 'status', roomOf('services')))
    expect(buttonsOf(card).map(({ label }) => label)).toEqual(['acme', 'left', 'right'])
    expect(cardOf(await chat.press(sam, buttonOf(card, 'acme'), roomOf('services'))).title).toBe('Acme College: status')
    expect(cardOf(await chat.type(sam, 'reschedule acme', roomOf('services'))).title).toBe('Which system?')
  })

  it('status says what runs, what is planned and in which zone, with buttons', async () => {
    const card = cardOf(await chat.type(ada, 'status'))
    expect(wordsOf(card)).toMatch(/Runs: 3\.9\.11[\s\S]*Next: 3\.9\.12, Sun 6 Dec 2026, 01:00 EST \(America\/Toronto\)/)
    expect(card.footer).toContain('America/Toronto')
    formOf(await chat.press(ada, buttonOf(card, 'Reschedule')))
    formOf(await chat.press(ada, buttonOf(card, 'Cancel')))
    expect(cardOf(await chat.press(ada, buttonOf(card, 'Health report'))).kind).toBe('health-report')
  })

  it('health says what the copy counted, or that there is none yet', async () => {
    const card = cardOf(await chat.type(ada, 'health acme'))
    expect(wordsOf(card)).toContain('4,000 tests: 4,000 passed')
    expect(wordsOf(card)).toContain('a copy of your live environment')
    const upToDate = { client: 'new', environment: 'production', version: '3.9.12', url: null } as const
    await onFile(house, 'new', { systems: [upToDate] })
    const none = cardOf(await chat.type(slackUser('T1', 'UNEW1'), 'health'))
    expect(none.title).toBe('No health report yet')
    await onFile(house, 'new')
    const id = await verificationOf(house, 'new')
    expect(wordsOf(cardOf(await chat.type(slackUser('T1', 'UNEW1'), 'health')))).toContain('is being tried on a copy')
    await house.app.receiveReport(id, receivedReport(4_000, [{ name: 'a grade is kept', output: 'at secret:42' }]))
    const failing = wordsOf(cardOf(await chat.type(slackUser('T1', 'UNEW1'), 'health')))
    expect(failing).toContain('a grade is kept in grades')
    expect(failing).not.toContain('secret')
  })

  it('acknowledge thanks each one, and says who else has seen it', async () => {
    const first = cardOf(await chat.type(ada, 'acknowledge'))
    expect(wordsOf(first)).toContain('Ada Lovelace has seen the plan for release 3.9.12')
    const bob = cardOf(await chat.type(slackUser('T1', 'UACME2'), 'acknowledge acme'))
    expect(wordsOf(bob)).toContain(
      'Bob Marley has seen the plan for release 3.9.12; Ada Lovelace has seen it, too. Nothing else happens',
    )
  })

  it('history says who did what, newest first', async () => {
    const move = formOf(await chat.type(ada, 'reschedule production 2026-12-08 01:00'))
    cardOf(await chat.submit(ada, formOf(await chat.submit(ada, move))))
    const words = wordsOf(cardOf(await chat.type(ada, 'history')))
    expect(words).toMatch(/update rescheduled to Tue 8 Dec, 01:00 EST \(U-\d+\) by Ada Lovelace/)
    expect(words).toMatch(/update scheduled for Sun 6 Dec, 01:00 EST \(U-\d+\) by Zerotouch/)
    expect(words.indexOf('rescheduled')).toBeLessThan(words.indexOf('update scheduled'))
  })

  it('policy says the client’s own numbers', async () => {
    await onFile(house, 'strict', { policy: { cutOffHours: 24, deadlineDays: 10 } })
    const words = wordsOf(cardOf(await chat.type(slackUser('T1', 'USTRICT1'), 'policy')))
    expect(words).toContain('until 24 hours before the start')
    expect(words).toContain('up to the 10th day')
    expect(words).toContain('Sundays, 01:00 to 05:00 (America/Toronto)')
  })
})
