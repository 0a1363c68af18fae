import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wordsOf } from '../../support/chat.ts'
import { adminOf, asks, type House, openHouse } from '../../support/house.ts'
import { at } from '../../support/samples.ts'
import { healthy, onFile, openVendor, scheduled, toldBy } from '../../support/scene.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
  await openVendor(house)
})
afterEach(() => house.close())

async function toldAt(iso: string): Promise<string[]> {
  house.clock.set(iso)
  await house.work.tick()
  // That the platforms did not answer is a matter of its own.
  return (await toldBy(house)).filter((line) => line !== 'doubts-remain → ops')
}

/** Told on 22 November 12:00Z of a start on 6 December 06:00Z. */
const justBefore = '2026-12-04T05:59:00Z'
const ahead = '2026-12-04T06:00:00Z'
const repeated = ['schedule-repeated → direct', 'schedule-repeated → direct']

/** The platforms cannot say whether what is sent to the client arrived. */
const nothingArrives = () =>
  house.senderAnswers(({ place }) => (place.client === null ? null : { kind: 'in-doubt', reason: 'no answer' }))
const allArrives = () => house.senderAnswers(() => null)

async function plannedUnheard(client: string): Promise<void> {
  nothingArrives()
  await scheduled(house, client)
  await toldBy(house)
  allArrives()
}

const waiting = async () => (await house.app.countAttention({}))['plan-unseen']

describe('a plan that has reached nobody', () => {
  it('is told to their own chat accounts 48 hours before the start, once, and waits for somebody', async () => {
    await plannedUnheard('acme')
    expect(await toldAt(justBefore)).toEqual([])
    expect(await waiting()).toBe(0)
    house.clock.set(ahead)
    expect(await waiting()).toBe(1)
    // 06:00Z is 01:00 in Toronto: direct messages wait for the morning.
    expect(await toldAt(ahead)).toEqual([])
    expect(await toldAt('2026-12-04T12:00:00Z')).toEqual(repeated)
    expect(house.sent[0]?.card.actions).toContainEqual(expect.objectContaining({ verb: 'acknowledge' }))
    expect(await waiting()).toBe(0)
    expect(await toldAt('2026-12-04T15:00:00Z')).toEqual([])
  })

  it('is no plan that arrived by one way: whether somebody pressed a button says nothing', async () => {
    house.senderAnswers(({ place }) =>
      place.client === null || place.address.kind === 'mailbox' ? null : { kind: 'in-doubt', reason: 'no answer' },
    )
    await scheduled(house, 'acme')
    await toldBy(house)
    allArrives()
    expect(await toldAt('2026-12-04T15:00:00Z')).toEqual([])
    expect(await waiting()).toBe(0)
  })

  it('is none where people switched their mails off and staging alone is planned', async () => {
    await onFile(house, 'acme', {})
    nothingArrives()
    await healthy(house, 'acme')
    await toldBy(house)
    allArrives()
    await house.db.updateTable('deliveries').set({ status: 'suppressed', reason: 'staging' }).execute()
    expect(await toldAt('2026-12-04T15:00:00Z')).toEqual([])
    expect(await waiting()).toBe(0)
  })

  it('is left alone when one has acknowledged it or acted on it', async () => {
    for (const client of ['acme', 'beta', 'gamma']) await plannedUnheard(client)
    const system = { client: 'gamma', environment: 'staging' as const }
    const cancel = { ...asks(adminOf('gamma')), system, seen: null, reason: 'exams' }
    expect((await house.app.cancelUpdate(cancel)).ok).toBe(true)
    await house.app.acknowledge({ ...asks(adminOf('acme')), client: 'acme', release: '3.9.12' })
    const move = {
      system: { client: 'beta', environment: 'staging' as const },
      seen: null,
      reason: null,
      startsAt: at('2026-12-06T08:00:00Z'),
    }
    expect((await house.app.rescheduleUpdate({ ...asks(adminOf('beta')), ...move })).ok).toBe(true)
    await toldBy(house)
    expect(await toldAt('2026-12-04T15:00:00Z')).toEqual([])
  })

  it('is told by mail only to those who had none', async () => {
    const document = await onFile(house, 'acme', {
      systems: [{ client: 'acme', environment: 'production', version: '3.9.11', url: null }],
    })
    nothingArrives()
    await healthy(house, 'acme')
    await toldBy(house)
    allArrives()
    const [ada] = document.administrators
    if (!ada) throw new Error('nobody there')
    const eve = { ...ada, id: 'acme-eve', name: 'Eve', email: 'eve@acme.example', accounts: [] }
    await onFile(house, 'acme', { ...document, administrators: [...document.administrators, eve] })
    await toldBy(house)
    expect(await toldAt('2026-12-04T15:00:00Z')).toEqual([...repeated, 'schedule-repeated → mailbox'])
    const mail = house.sent.find(({ place }) => place.address.kind === 'mailbox')
    expect([mail?.place.administrator, mail?.calendar?.production.state]).toEqual(['acme-eve', 'planned'])
  })

  it('about staging alone is mailed to nobody', async () => {
    const document = await onFile(house, 'acme', {})
    nothingArrives()
    await healthy(house, 'acme')
    await toldBy(house)
    allArrives()
    await house.db.updateTable('updates').set({ status: 'updated' }).where('environment', '=', 'production').execute()
    const [ada] = document.administrators
    if (!ada) throw new Error('nobody there')
    const eve = { ...ada, id: 'acme-eve', name: 'Eve', email: 'eve@acme.example', accounts: [] }
    await onFile(house, 'acme', { ...document, administrators: [...document.administrators, eve] })
    await toldBy(house)
    expect(await toldAt('2026-12-04T15:00:00Z')).toEqual(repeated)
  })

  it('stands in a direct message from then on, and is redrawn there as things change', async () => {
    await plannedUnheard('acme')
    await toldAt('2026-12-04T15:00:00Z')
    await house.app.acknowledge({ ...asks(adminOf('acme')), client: 'acme', release: '3.9.12' })
    expect(await toldBy(house)).toEqual(expect.arrayContaining(['rollout → direct (edit)', 'rollout → direct (edit)']))
    expect(house.sent.every(({ card }) => card.footer === 'Seen by Ada Lovelace')).toBe(true)
  })

  it('that was told two days ahead is repeated at half the notice period', async () => {
    nothingArrives()
    await onFile(house, 'acme', { policy: { noticeHours: 24 }, windows: ['TUE 12:00-16:00'] })
    await healthy(house, 'acme')
    await toldBy(house)
    allArrives()
    // Told on Sunday 12:00Z of Tuesday 17:00Z: half of it is Monday 14:30Z.
    expect(await toldAt('2026-11-23T14:29:00Z')).toEqual([])
    expect(await toldAt('2026-11-23T14:30:00Z')).toEqual(repeated)
  })
})

it('what ops is told of all that nobody has acknowledged is one line in the one message of the roll-out', async () => {
  for (const client of ['acme', 'beta', 'gamma']) await scheduled(house, client)
  await toldBy(house)
  await house.app.acknowledge({ ...asks(adminOf('acme')), client: 'acme', release: '3.9.12' })
  const boardCard = async () => {
    const card = await house.app.readReleaseBoard('3.9.12')
    if (!card) throw new Error('no board')
    return card
  }
  const board = async () => wordsOf(await boardCard())
  expect(await board()).toContain('2 of 3 plans not acknowledged')
  expect(await board()).not.toContain('within 48 h')
  house.clock.set('2026-12-05T12:00:00Z')
  expect(await board()).toContain('2 of 3 plans not acknowledged, which start within 48 h')
  const told = await toldAt('2026-12-05T12:00:00Z')
  expect(told.filter((line) => line.endsWith('ops'))).toEqual([])
})
