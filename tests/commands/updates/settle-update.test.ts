import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pipeline, receivedReport } from '../../support/cast.ts'
import {
  buttonOf,
  buttonsOf,
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
import {
  available,
  onFile,
  openVendor,
  scheduled,
  startNow,
  toldBy,
  updateOf,
  verificationOf,
} from '../../support/scene.ts'

const spec = slackUser('T0', 'spec')
const olga = slackUser('T0', 'olga')
const triage = roomOf('triage')
const hours = 60 * 60_000

describe('an update that failed or went silent', () => {
  let house: House
  let chat: Chat
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
    chat = chatWith(house)
  })
  afterAll(() => house.close())

  const type = (line: string, who = spec) => chat.type(who, line, triage)
  const said = async (line: string, who = spec) => wordsOf(cardOf(await type(line, who)))
  const say = (update: string, word: Parameters<House['app']['recordUpdate']>[1]) =>
    house.app.recordUpdate(update, word, pipeline)
  const fails = async (client: string) => {
    await scheduled(house, client)
    const update = await updateOf(house, client)
    await startNow(house, update)
    await say(update.id, { status: 'failed', detail: 'disk is full' })
    return update
  }
  const finds = async (client: string, name: string) => {
    await available(house, '3.9.12')
    await onFile(house, client)
    await house.app.receiveReport(await verificationOf(house, client), receivedReport(4_000, [{ name }]))
  }
  const goesSilent = async (client: string) => {
    await scheduled(house, client)
    const update = await updateOf(house, client)
    await startNow(house, update)
    house.clock.advance(3 * hours)
    await house.work.tick()
    return update
  }
  const incident = async (id: string) => (await house.app.readIncident(id))?.incident
  /** What stands in triage, as it was drawn last. */
  const standing = async (id: string) => {
    house.sent.length = 0
    await house.deliverAll()
    return house.sent
      .filter(
        ({ place, mode, standing: key }) => place.room === 'triage' && mode !== 'reply' && key === `incident:${id}`,
      )
      .at(-1)
  }

  it('that failed is listed before the findings, with its owner, and claimed on its message', async () => {
    await finds('older', 'an older failure')
    house.clock.advance(60_000)
    const { id } = await fails('fails')
    const card = (await standing(id))?.card
    expect(card).toMatchObject({ kind: 'update-failed', title: 'Fails College production: update failed' })
    expect(JSON.stringify(card)).toContain('disk is full')
    const claimed = cardOf(await chat.press(spec, buttonOf(card!, 'Claim'), triage))
    expect(claimed.title).toBe(`${id} is yours`)
    const after = await standing(id)
    expect(after?.mode).toBe('edit')
    expect(wordsOf(after!.card)).toContain('claimed by Spec Specialist')
    house.clock.advance(60_000)
    await finds('newer', 'a newer failure')
    const list = cardOf(await type('triage'))
    expect(list.blocks.map((block) => block.type === 'section' && block.title)).toEqual([
      'Fails College production: update failed',
      'an older failure',
      'a newer failure',
    ])
    expect(wordsOf(list)).toContain(`${id}, claimed by Spec Specialist`)
  })

  it('is taken over only after a second click, and settled with what was found, which no client reads', async () => {
    const { id } = await fails('found')
    await type(`claim-update ${id}`)
    const early = formOf(await type(`settle-update ${id} a full disk`, olga))
    const refused = cardOf(await chat.submit(olga, early, {}, triage))
    expect(wordsOf(refused)).toContain('Spec Specialist has')
    expect(wordsOf(cardOf(await type(`claim-update ${id}`, olga)))).toContain('Spec Specialist has')
    const taken = cardOf(await chat.press(olga, buttonOf(refused, 'Take over'), triage))
    expect(wordsOf(taken)).toContain('You took it over from Spec Specialist')
    const form = formOf(await type(`settle-update ${id.toLowerCase()} a full disk`, olga))
    expect(form.fields.map(({ name }) => name)).toEqual(['note'])
    expect(errorsOf(await chat.submit(olga, form, { note: ' ' }, triage))).toHaveProperty('note')
    await standing(id)
    const done = cardOf(await chat.submit(olga, form, {}, triage, 'once'))
    expect(done.title).toBe(`${id} is settled`)
    expect(cardOf(await chat.submit(olga, form, {}, triage, 'once'))).toEqual(done)
    const told = await toldBy(house)
    expect(told.filter((one) => !one.includes('(edit)'))).toEqual([])
    expect(told).toEqual(expect.arrayContaining(['update-failed → ops (edit)', 'update-failed → triage (edit)']))
    for (const { place } of house.sent) expect(place.room).not.toBe(null)
    expect(await said('triage')).not.toContain(id)
    expect(await said(`settle-update ${id}`)).toContain('settled by Olga Operator')
    expect(await said(`claim-update ${id}`)).toContain('settled by Olga Operator')
  })

  it('that failed is settled by itself when a later update of the system goes through', async () => {
    const { id } = await fails('later')
    const again = await updateOf(house, 'later')
    expect(again.id).not.toBe(id)
    await startNow(house, again)
    await say(again.id, { status: 'updated', version: null })
    expect(await incident(id)).toMatchObject({ status: 'settled', note: `${again.id} went through.` })
    expect(await said('triage')).not.toContain(id)
  })

  it('that is silent waits for a person, who says that it went through', async () => {
    const { id } = await goesSilent('silent')
    const card = (await standing(id))?.card
    expect(card?.title).toBe('Silent College production: no word from the update')
    expect(await said('triage')).toContain(id)
    const form = formOf(await chat.press(olga, buttonOf(card!, 'Say what became of it'), roomOf('ops')))
    expect(errorsOf(await chat.submit(olga, form, {}, triage))).toHaveProperty('end')
    expect(cardOf(await chat.submit(olga, form, { end: 'updated' }, triage)).title).toBe(`${id} is updated`)
    expect((await house.app.readUpdate(id))?.status).toBe('updated')
    expect(await incident(id)).toMatchObject({ status: 'settled', settledBy: { id: 'olga' } })
    expect((await standing(id))?.card.title).toBe('Silent College production: updated after all')
    expect((await house.app.readHistory('silent', 5)).map(({ action, actor }) => [action, actor.name])).toContainEqual([
      'update-finished',
      'Olga Operator',
    ])
  })

  it('that is silent and failed is planned anew, and stays with who said so; its one message is redrawn', async () => {
    const { id } = await goesSilent('dead')
    await standing(id)
    const form = formOf(await type(`settle-update ${id} failed it never booted`))
    expect(form.fields.map(({ name, initial }) => [name, initial])).toEqual([
      ['end', 'failed'],
      ['note', 'it never booted'],
    ])
    await chat.submit(spec, form, {}, triage)
    const again = await updateOf(house, 'dead')
    expect([again.status, again.id === id]).toEqual(['scheduled', false])
    expect(await incident(id)).toMatchObject({ status: 'claimed', claimedBy: { id: 'spec' } })
    const told = await toldBy(house)
    expect(told.filter((one) => one.endsWith('→ triage'))).toEqual([])
    expect(told).toEqual(expect.arrayContaining(['update-failed → triage (edit)', 'update-failed → triage (reply)']))
  })

  it('whose late word comes while somebody fills in the form: the form is refused, and nothing is done twice', async () => {
    const { id } = await goesSilent('late')
    const form = formOf(await type(`settle-update ${id} failed`))
    await say(id, { status: 'updated', version: null })
    expect(wordsOf(cardOf(await chat.submit(spec, form, { end: 'failed' }, triage)))).toContain(
      'was settled by pipeline',
    )
    expect((await house.app.readUpdate(id))?.status).toBe('updated')
    const other = await goesSilent('late2')
    const second = formOf(await type(`settle-update ${other.id} updated`))
    await say(other.id, { status: 'failed', detail: 'no' })
    const stale = cardOf(await chat.submit(spec, second, {}, triage))
    expect(wordsOf(stale)).toContain('Nothing was done')
    expect(
      formOf(await chat.press(spec, buttonOf(stale, 'Look again'), triage)).fields.map(({ name }) => name),
    ).toEqual(['note'])
    expect((await house.app.readUpdate(other.id))?.status).toBe('failed')
  })

  it('that nobody claims is in the digest of triage, with a button', async () => {
    await fails('forgotten')
    house.clock.advance(31 * 60_000)
    await house.work.tick()
    house.sent.length = 0
    await house.deliverAll()
    const isDigest = ({ card, place }: (typeof house.sent)[number]) =>
      place.room === 'triage' && card.kind === 'room-reminded'
    const digest = house.sent.filter(isDigest).at(-1)?.card
    expect(wordsOf(digest!)).toContain('production: update failed')
    const claim = buttonsOf(digest!).find(({ verb }) => verb === 'claim-update')
    expect(cardOf(await chat.press(spec, claim!, triage)).title).toBe(`${claim?.args['update']} is yours`)
  })

  it('shows a long list a page at a time, nothing twice', async () => {
    for (let n = 0; n < 12; n++) await fails(`many${n}`)
    const seen: string[] = []
    let card = cardOf(await type('triage'))
    for (;;) {
      seen.push(
        ...card.blocks.flatMap((block) =>
          block.type === 'section' ? [block.title + JSON.stringify(block.facts[0])] : [],
        ),
      )
      const more = card.actions.find((action) => action.label === 'Show more')
      if (!more || !('verb' in more)) break
      card = cardOf(await chat.press(spec, more, triage))
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.filter((one) => one.includes('Many'))).toHaveLength(12)
  })

  it.each(['U-99999', 'x', 'F-1', '<!channel>', '🎓'])('%j is none', async (id) => {
    for (const verb of ['claim-update', 'settle-update'])
      expect(wordsOf(cardOf(await type(`${verb} ${id}`)))).toContain('There is no update')
  })
})
