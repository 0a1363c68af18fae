import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
import { asks, type House, openHouse, receivedReport, services } from '../../support/house.ts'
import { available, onFile, openVendor, verificationOf } from '../../support/scene.ts'

const spec = slackUser('T0', 'spec')
const rita = slackUser('T0', 'rita')
const triage = roomOf('triage')

describe('handing a failure over', () => {
  let house: House
  let chat: Chat
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
    const person = (id: string, name: string, role: 'specialist' | 'services', accounts = [slackUser('T0', id)]) => ({
      id,
      name,
      roles: [role],
      accounts,
      email: `${id}@vendor.example`,
    })
    await house.ports.inTransaction((tx) =>
      tx.people.putStaff([
        person('spec', 'Spec Specialist', 'specialist', [spec]),
        person('rita', 'Rita Root', 'specialist', [rita]),
        person('rob', 'Rob Root', 'specialist'),
        person('sam', 'Sam Services', 'services'),
      ]),
    )
    await available(house, '3.9.12')
    chat = chatWith(house)
  })
  afterAll(() => house.close())

  const fails = async (client: string, name: string): Promise<string> => {
    await onFile(house, client)
    const received = await house.app.receiveReport(
      await verificationOf(house, client),
      receivedReport(4_000, [{ name }]),
    )
    const [finding] = received.ok ? received.value.findings : []
    return finding?.id ?? ''
  }
  const type = (line: string, who = spec) => chat.type(who, line, triage)
  const said = async (line: string, who = spec) => wordsOf(cardOf(await type(line, who)))
  const open = async (line: string, who = spec) => formOf(await type(line, who))
  const findingOf = async (id: string) => {
    const view = await house.app.readFinding(id)
    if (!view) throw new Error(`no ${id}`)
    return view.finding
  }
  const told = async () => {
    house.sent.length = 0
    await house.deliverAll()
    return house.sent.filter(({ place }) => place.room === 'triage')
  }

  it('by one line, at every client that has it: its message is redrawn, its thread mentions the receiver', async () => {
    const id = await fails('line1', 'handed over by a line')
    const second = await fails('line2', 'handed over by a line')
    await type(`claim-finding ${id}`)
    await told()
    expect(cardOf(await type(`hand-over ${id.toLowerCase()} @rita`)).title).toBe(
      `${id} is Rita Root’s, with 1 more of the same failure`,
    )
    for (const one of [id, second])
      expect(await findingOf(one)).toMatchObject({
        status: 'claimed',
        claimedBy: { id: 'rita', forVendor: true },
      })
    const [edit, reply, ...more] = await told()
    expect(more).toEqual([])
    expect(edit?.mode).toBe('edit')
    expect(JSON.stringify(edit?.card)).toContain('claimed by Rita Root')
    expect(reply).toMatchObject({ mode: 'reply', standing: edit?.standing })
    expect(reply?.card.title).toBe(`Spec Specialist hands ${id} over to Rita Root`)
    expect(reply?.card.blocks[0]).toMatchObject({
      text: [
        { person: 'Rita Root', accounts: [rita] },
        expect.anything(),
        { bold: 'handed over by a line' },
        expect.anything(),
        expect.anything(),
        expect.anything(),
      ],
    })
    const audited = (await house.app.readHistory('line1', 10)).find(({ action }) => action === 'finding-handed-over')
    expect(audited).toMatchObject({
      subject: id,
      actor: { id: 'spec' },
      detail: { from: 'spec', to: 'rita' },
    })
    // Who has it now decides it; who gave it away would have to take it over.
    expect(await said(`accept-finding ${id}`)).toContain('Rita Root has')
    expect((await open(`accept-finding ${id}`, rita)).verb).toBe('accept-finding')
  })

  it('by the button on its card: a form with the others, and a word for the receiver', async () => {
    const id = await fails('form', 'handed over by a form')
    const card = (await told()).find(({ mode }) => mode === 'post')?.card
    if (!card) throw new Error('no card in triage')
    const form = formOf(await chat.press(spec, buttonOf(card, 'Hand over'), triage))
    const [to] = form.fields
    expect(to?.type === 'choice' && to.options.map(({ value }) => value)).toEqual(['rita', 'rob'])
    expect(errorsOf(await chat.submit(spec, form, {}, triage))).toHaveProperty('to')
    expect(errorsOf(await chat.submit(spec, form, { to: 'rita', note: 'x'.repeat(1_001) }, triage))).toHaveProperty(
      'note',
    )
    const filled = { to: 'rita', note: 'Ask the theme’s author.' }
    const done = cardOf(await chat.submit(spec, form, filled, triage, 'once'))
    expect(done.title).toBe(`${id} is Rita Root’s`)
    expect(cardOf(await chat.submit(spec, form, filled, triage, 'once'))).toEqual(done)
    const replies = (await told()).filter(({ mode }) => mode === 'reply')
    expect(replies).toHaveLength(1)
    expect(JSON.stringify(replies)).toContain('Ask the theme’s author.')
    // The card it was pressed on is out of date by now: the form says who has it.
    const again = formOf(await chat.press(spec, buttonOf(card, 'Hand over'), triage))
    expect(JSON.stringify(again.blocks)).toContain('Rita Root has it in hand.')
  })

  it('out of a colleague’s hands only after a form that says so; and back to all', async () => {
    const id = await fails('back', 'handed over and put back')
    expect(await said(`hand-over ${id} nobody`)).toContain(`Nobody has ${id} in hand`)
    await type(`claim-finding ${id}`, rita)
    const form = await open(`hand-over ${id} nobody`)
    expect(JSON.stringify(form.blocks)).toContain('Rita Root has it in hand.')
    expect((await findingOf(id)).status).toBe('claimed')
    expect(cardOf(await chat.submit(spec, form, {}, triage)).title).toBe(`${id} is put back`)
    expect(await findingOf(id)).toMatchObject({ status: 'open', claimedBy: null })
    await told()
    expect(wordsOf(cardOf(await type('triage')))).toContain(`${id}, open`)
  })

  it('refuses, and says what to do', async () => {
    const id = await fails('no', 'not handed over')
    expect(await said(`hand-over ${id} spec`)).toContain('claim it')
    expect(await said(`hand-over ${id} sam`)).toContain('“sam” is no specialist. There are: Rita Root (rita)')
    expect(await said(`hand-over ${id} <!channel>`)).toContain('is no specialist')
    const root = await open(`hand-over ${id} root`)
    expect(JSON.stringify(root.fields)).toContain('Several are called “root”')
    expect(await said('hand-over F-999 rita')).toContain('There is no finding F-999')
    expect(cardOf(await type('hand-over')).kind).toBe('triage')

    // Somebody was quicker than the form.
    await type(`claim-finding ${id}`, rita)
    const late = cardOf(await chat.submit(spec, root, { to: 'rob' }, triage))
    expect(wordsOf(late)).toContain('Rita Root has')
    expect(formOf(await chat.press(spec, buttonOf(late, 'Look again'), triage)).verb).toBe('hand-over')
    expect(await said(`hand-over ${id} rita`)).toContain(`Rita Root has ${id} in hand already`)
    expect(await said(`hand-over ${id} rita`, rita)).toContain(`You have ${id} in hand already`)
    expect(await findingOf(id)).toMatchObject({ claimedBy: { id: 'rita' } })

    const accept = await open(`accept-finding ${id} known`, rita)
    await chat.submit(rita, accept, {}, triage)
    expect(await said(`hand-over ${id} rob`)).toContain('accepted by Rita Root already')
    const again = await fails('obsolete', 'made obsolete')
    await house.app.rerun({
      ...asks({ ...services, roles: ['specialist'] } as never),
      client: 'obsolete',
      release: '3.9.12',
      seen: null,
    })
    expect(await said(`hand-over ${again} rob`)).toContain('obsolete')
  })

  it('is judged by the deed itself, too', async () => {
    const id = await fails('deed', 'handed over by the deed')
    const give = (to: string | null, actor = services) =>
      house.app.handOver({ ...asks(actor), finding: id, seen: null, to, takeOver: false, note: null })
    expect(await give('rita')).toMatchObject({ ok: false, refusal: { code: 'not-yours' } })
    const specialist = { ...services, id: 'spec', roles: ['specialist'] } as typeof services
    expect(await give('sam', specialist)).toMatchObject({ refusal: { code: 'no-specialist' } })
    expect(await give('a stranger', specialist)).toMatchObject({ refusal: { code: 'no-specialist' } })
    expect((await findingOf(id)).status).toBe('open')
  })
})
