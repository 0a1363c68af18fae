import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plain } from '../../../src/notices/card/card.ts'
import type { Form } from '../../../src/notices/card/form.ts'
import { receivedReport } from '../../support/cast.ts'
import {
  buttonOf,
  type Chat,
  cardOf,
  chatWith,
  errorsOf,
  formOf,
  roomOf,
  slackUser,
  wordsOf,
} from '../../support/chat.ts'
import { type House, openHouse } from '../../support/house.ts'
import { available, onFile, openVendor, planOf, verificationOf } from '../../support/scene.ts'

const spec = slackUser('T0', 'spec')
const rita = slackUser('T0', 'rita')
const triage = roomOf('triage')

describe('triage in chat', () => {
  let house: House
  let chat: Chat
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
    await house.ports.inTransaction((tx) =>
      tx.people.putStaff([
        {
          id: 'spec',
          name: 'Spec Specialist',
          email: 's@v.example',
          roles: ['specialist'],
          accounts: [spec],
        },
        { id: 'rita', name: 'Rita Root', email: 'r@v.example', roles: ['specialist'], accounts: [rita] },
      ]),
    )
    await available(house, '3.9.12')
    chat = chatWith(house)
  })
  afterAll(() => house.close())

  /** @returns the ids of the findings */
  const fails = async (client: string, ...names: string[]): Promise<string[]> => {
    await onFile(house, client)
    const received = await house.app.receiveReport(
      await verificationOf(house, client),
      receivedReport(
        4_000,
        names.map((name) => ({ name })),
      ),
    )
    if (!received.ok) throw new Error('refused')
    return received.value.findings.map(({ id }) => id)
  }
  const type = (line: string, who = spec) => chat.type(who, line, triage)
  const open = async (line: string, who = spec) => formOf(await type(line, who))

  it('lists what is open, oldest first, one entry for a failure, with its clients', async () => {
    const [first] = await fails('list1', 'a chart is drawn')
    house.clock.advance(60_000)
    await fails('list2', 'a quiz is kept', 'a chart is drawn')
    const card = cardOf(await type('triage'))
    expect(card.blocks.map((block) => block.type === 'section' && block.title)).toEqual([
      'a chart is drawn',
      'a quiz is kept',
    ])
    expect(wordsOf(card)).toMatch(/2 clients.*List2 College/s)
    expect(buttonOf(card, 'Accept').args['finding']).toBe(first)
  })

  it('accepts with a form, says what it means, and answers the same form alike', async () => {
    const [id = ''] = await fails('accept', 'a lonely failure')
    const form = await open(`accept-finding ${id} flaky every second night`)
    expect(form.fields.map(({ name, initial }) => [name, initial])).toEqual([
      ['reason', 'flaky'],
      ['note', 'every second night'],
      ['show', 'no'],
    ])
    const done = cardOf(await chat.submit(spec, form, {}, triage, 'once'))
    expect(done.title).toBe(`${id} is accepted`)
    expect(wordsOf(done)).toContain('scheduled by itself')
    expect(cardOf(await chat.submit(spec, form, {}, triage, 'once'))).toEqual(done)
    expect(await planOf(house, 'accept')).toHaveLength(2)
    expect(wordsOf(cardOf(await type(`accept-finding ${id}`)))).toContain('accepted by Spec Specialist already')
  })

  it('asks for a reason, and for a ticket', async () => {
    const [id = ''] = await fails('fields', 'fields fail')
    const accept = await open(`accept-finding ${id}`)
    expect(errorsOf(await chat.submit(spec, accept, { reason: 'because' }, triage))).toHaveProperty('reason')
    expect(
      errorsOf(await chat.submit(spec, accept, { reason: 'known', note: 'x'.repeat(1_001) }, triage)),
    ).toHaveProperty('note')
    const confirm = await open(`confirm-finding ${id}`)
    expect(errorsOf(await chat.submit(spec, confirm, { ticket: '  ' }, triage))).toHaveProperty('ticket')
    expect(errorsOf(await chat.submit(spec, confirm, { ticket: 'x'.repeat(201) }, triage))).toHaveProperty('ticket')
    const done = cardOf(await chat.submit(spec, confirm, { ticket: 'LMS-7' }, triage))
    expect(wordsOf(done)).toContain('fields: waits for a fix')
    // And taken back.
    const back = await open(`accept-finding ${id}`)
    expect(JSON.stringify(back.blocks)).toContain('confirmed by Spec Specialist')
    expect(wordsOf(cardOf(await chat.submit(spec, back, { reason: 'known' }, triage)))).toContain('scheduled by itself')
  })

  it('decides for several clients only after a list of them', async () => {
    const [id = ''] = await fails('many1', 'shared by many')
    for (const client of ['many2', 'many3', 'many4']) await fails(client, 'shared by many')
    const form = await open(`accept-finding ${id} environment`)
    expect(JSON.stringify(form.blocks)).toContain('Also at 3 clients')
    expect(errorsOf(await chat.submit(spec, form, { scope: 'named' }, triage))).toHaveProperty('clients')
    expect(
      errorsOf(await chat.submit(spec, form, { scope: 'named', clients: 'many2 acme' }, triage))['clients'],
    ).toContain('acme')
    const two = formOf(await chat.submit(spec, form, { scope: 'named', clients: 'Many2' }, triage))
    expect(JSON.stringify(two.blocks)).toContain('many1, many2')
    expect(cardOf(await chat.submit(spec, two, {}, triage)).title).toBe(`${id} and 1 more are accepted`)
    expect(await planOf(house, 'many3')).toEqual([])

    const third = (await house.app.readFinding(id))?.group.find(({ client }) => client === 'many3')?.id ?? ''
    const next = await open(`accept-finding ${third}`)
    expect(next.fields.find(({ name }) => name === 'reason')?.initial).toBe('environment')
    expect(JSON.stringify(next.blocks)).toMatch(
      /Also at 3 clients; accepted by Spec Specialist on Sun 22 Nov 2026: environment/,
    )
    const all = formOf(await chat.submit(spec, next, { scope: 'all' }, triage))
    // What comes in after the list is decided on its own.
    await fails('many5', 'shared by many')
    expect(wordsOf(cardOf(await chat.submit(spec, all, {}, triage)))).toMatch(/many3: .*many4: /s)
    expect(await planOf(house, 'many4')).toHaveLength(2)
    expect(await planOf(house, 'many5')).toEqual([])
  })

  it('shows every different message before a decision covers several clients', async () => {
    const says = async (client: string, ...messages: string[]) => {
      await onFile(house, client)
      const report = receivedReport(
        4_000,
        messages.map((message) => ({ name: 'a page loads', message })),
      )
      const received = await house.app.receiveReport(await verificationOf(house, client), report)
      return received.ok ? (received.value.findings[0]?.id ?? '') : ''
    }
    const id = await says('says1', 'HTTP 500 after 3 s at 10:15')
    await says('says2', 'HTTP 500 after 3 s at 10:15')
    await says('says3', 'HTTP 500 after 70 s at 23:59', 'HTTP 500 after 71 s at 23:59')
    await says('says4', 'HTTP 404 after 3 s at 10:15')
    const form = await open(`accept-finding ${id} environment`)
    const shown = (from: Form) =>
      from.blocks.flatMap((block) =>
        block.type === 'quote' ? [block.text] : block.type === 'text' ? [plain(block.text)] : [],
      )
    const every = [
      '3 different messages at 3 clients:',
      'HTTP 500 after 3 s at 10:15',
      'at 2 clients: says1, says2',
      'HTTP 500 after 70 s at 23:59',
      'at 1 client: says3',
      'HTTP 500 after 71 s at 23:59',
      'at 1 client: says3',
    ]
    expect(shown(form)).toEqual(['a page loads in grades', ...every, 'Also at 2 clients.'])
    const some = formOf(await chat.submit(spec, form, { scope: 'named', clients: 'says2' }, triage))
    expect(shown(some)).toContain('HTTP 500 after 3 s at 10:15')
    expect(shown(some).join()).not.toContain('different messages')
    const all = formOf(await chat.submit(spec, form, { scope: 'all' }, triage))
    expect(shown(all)).toEqual([
      'a page loads in grades',
      'One decision for 3 clients: says1, says2, says3',
      ...every,
      'Each client whose last finding this was is scheduled by itself.',
    ])
    expect(cardOf(await chat.submit(spec, all, {}, triage)).title).toBe(`${id} and 3 more are accepted`)
    expect(await planOf(house, 'says4')).toEqual([])
    // Of one report alone, too.
    const own = await says('says5', 'HTTP 500 after 1 s at 09:00', 'HTTP 500 after 2 s at 09:01')
    expect(shown(await open(`confirm-finding ${own}`))).toContain('at 1 client: says5')
    await house.deliverAll()
    const standing = house.sent.findLast(({ card }) => card.kind === 'findings' && /a page/.test(card.title))
    expect(standing && wordsOf(standing.card)).toContain('One of 5 messages: Accept and Confirm show each.')
  })

  it('hands a claimed failure over only after a confirmation', async () => {
    const [id = ''] = await fails('claim', 'claimed by one')
    expect(cardOf(await type(`claim-finding ${id}`)).title).toBe(`${id} is yours`)
    const refused = cardOf(await type(`accept-finding ${id}`, rita))
    expect(wordsOf(refused)).toContain('Spec Specialist has')
    const form = formOf(await chat.press(rita, buttonOf(refused, 'Take over'), triage))
    expect(JSON.stringify(form.blocks)).toContain('Spec Specialist has it in hand')
    expect(wordsOf(cardOf(await chat.submit(rita, form, {}, triage)))).toContain('from Spec Specialist')
    expect(wordsOf(cardOf(await type(`confirm-finding ${id}`)))).toContain('Rita Root has')
    expect((await open(`confirm-finding ${id}`, rita)).verb).toBe('confirm-finding')
  })

  it('refuses a form that somebody overtook', async () => {
    const [id = ''] = await fails('race', 'decided twice')
    const accept = await open(`accept-finding ${id} known`)
    const confirm = await open(`confirm-finding ${id} LMS-1`, rita)
    await chat.submit(rita, confirm, {}, triage)
    expect(wordsOf(cardOf(await chat.submit(spec, accept, {}, triage)))).toContain('Nothing was done')
    expect((await house.app.readFinding(id))?.finding.status).toBe('confirmed')
  })

  it('runs a check again after a confirmation, by client or by finding', async () => {
    const [id = ''] = await fails('again', 'checked again')
    const form = await open(`rerun ${id.toLowerCase()}`)
    expect(form.args).toMatchObject({ client: 'again', release: '3.9.12' })
    expect(cardOf(await chat.submit(spec, form, {}, triage)).title).toBe('again is checked again')
    expect(wordsOf(cardOf(await chat.submit(spec, form, {}, triage)))).toContain('run again already')
    expect(wordsOf(cardOf(await type('rerun again')))).toContain('still running')
    expect(wordsOf(cardOf(await type(`accept-finding ${id}`)))).toContain('obsolete')
    expect((await open('rerun accept')).args['client']).toBe('accept')
    expect(wordsOf(cardOf(await type('rerun nobody')))).toContain('No release has been tried')
  })

  it.each(['F-999', 'x', 'F-', '<!channel>', '🎓', 'F-99999999999999999999'])('%j is no finding', async (id) => {
    for (const verb of ['claim-finding', 'accept-finding', 'confirm-finding'])
      expect(cardOf(await type(`${verb} ${id}`)).kind).toBe('refusal')
  })
})
