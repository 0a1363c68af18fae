import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { renderMail } from '../../src/adapters/email/render-mail.ts'
import { makeInboxSender } from '../../src/adapters/in-app/inbox-sender.ts'
import { makeInbox } from '../../src/adapters/postgres/deliveries/inbox-repository.ts'
import { renderCard as renderForSlack } from '../../src/adapters/slack/rendering/render-card.ts'
import { renderCard as renderForTeams } from '../../src/adapters/teams/rendering/render-card.ts'
import { tell } from '../../src/app/telling/tell.ts'
import { deliveriesCard } from '../../src/notices/deliveries/deliveries-card.ts'
import type { Notice } from '../../src/notices/kinds/notice.ts'
import { messageSchema } from '../adapters/slack/block-kit-schema.ts'
import { problemsOf } from '../adapters/teams/check-card.ts'
import { wordsOf } from '../support/chat.ts'
import { clientDocument, type House, openHouse } from '../support/house.ts'
import { available, openVendor, scheduled, updateOf } from '../support/scene.ts'

// Modules are shared with the files that ran before: here they are loaded anew, with one kind more.
vi.hoisted(() => vi.resetModules())
// The kind of notice that the guide has one write, in the list and nowhere else.
vi.mock('../../src/notices/kinds/all-notices.ts', async (original) => {
  const { definedByGuide } = await import('./notice-on-page.ts')
  const { allNotices } = await original<typeof import('../../src/notices/kinds/all-notices.ts')>()
  return { allNotices: [...allNotices, await definedByGuide()] }
})

const first = { after: null, limit: 50 }
const title = 'Acme College production: files are on the server'
const options = { command: '/update', parametersOf: () => [], signature: 'Zerotouch' }

let house: House
let facts: { update: string; environment: 'production'; release: string; startsAt: string }
beforeAll(async () => {
  house = await openHouse()
  await openVendor(house)
  await available(house, '3.9.12')
  const [ada] = clientDocument('acme', 'America/Toronto').administrators
  await scheduled(house, 'acme', { administrators: ada ? [ada] : [] })
  const { id: update, startsAt } = await updateOf(house, 'acme')
  facts = { update, environment: 'production', release: '3.9.12', startsAt: startsAt.toISOString() }
  await house.deliverAll()
})
afterAll(async () => {
  await house.close()
  vi.doUnmock('../../src/notices/kinds/all-notices.ts')
  vi.resetModules()
})
beforeEach(() => {
  house.sent.length = 0
})

const tellOfIt = () =>
  house.ports.inTransaction(async (tx) =>
    tell(tx, { kind: 'files-copied', client: 'acme', facts } as unknown as Notice, house.clock.now()),
  )
const latest = async () => {
  const { items } = await house.app.readDeliveries('acme', true, first)
  return items.filter(({ noticeNumber }) => noticeNumber === items[0]?.noticeNumber)
}

test('it is told wherever its route leads, and drawn there', async () => {
  await tellOfIt()
  await house.deliverAll()
  const where = house.sent.map(({ place, mode }) => `${place.address.kind} ${mode}`)
  expect(where.sort()).toEqual(['channel edit', 'channel reply', 'inbox post', 'mailbox post'])
  for (const { mode, card } of house.sent) {
    if (mode !== 'edit') expect(card).toMatchObject({ kind: 'files-copied', title })
    messageSchema.parse(renderForSlack(card, { workspace: 'T1' }))
    expect(problemsOf(renderForTeams(card, { workspace: 'T1' }))).toEqual([])
  }
  const mail = house.sent.find(({ place }) => place.address.kind === 'mailbox')
  expect(mail && renderMail(mail.card, options).text).toContain(title)
})

test('its mail carries the calendar, and can be done without by its topic', async () => {
  await tellOfIt()
  await house.deliverAll()
  const mail = house.sent.find(({ place }) => place.address.kind === 'mailbox')
  expect(mail?.calendar?.production.startsAt.toISOString()).toBe(facts.startsAt)
  expect(mail?.letter?.stop?.topic).toBe('progress')
})

test('it stands in the list of who was told what, and in the inbox', async () => {
  await tellOfIt()
  await house.deliverAll()
  const client = await house.app.readClient('acme')
  if (!client) throw new Error('acme is gone')
  const { items } = await house.app.readDeliveries('acme', false, first)
  expect(wordsOf(deliveriesCard(client, items, null))).toContain('Files copied ahead (3.9.12, production)')
  const sender = makeInboxSender(makeInbox(house.db), house.clock)
  for (const outgoing of house.sent) if (outgoing.place.address.kind === 'inbox') await sender.send(outgoing)
  const inbox = await house.app.readInbox({ client: 'acme', environment: 'production' }, first)
  expect(inbox.items[0]?.card.title).toBe(title)
})

test('it tells of a start, so that no reminder follows at once', async () => {
  await tellOfIt()
  const told = await house.ports.inTransaction(async (tx) => tx.nudges.toldOf(await updateOf(house, 'acme')))
  expect(new Set(told.map(({ plannedAt }) => plannedAt?.toISOString()))).toEqual(
    new Set([house.clock.now().toISOString()]),
  )
})

test('it is left unsaid where something newer was told of its update', async () => {
  await tellOfIt()
  const older = await latest()
  await house.ports.inTransaction(async (tx) => {
    const about = { update: facts.update, environment: facts.environment, release: facts.release }
    tell(tx, { kind: 'update-started', client: 'acme', facts: about }, house.clock.now())
  })
  await house.deliverAll()
  const { items } = await house.app.readDeliveries('acme', true, first)
  const became = items.filter(({ id }) => older.some((one) => one.id === id))
  expect(new Set(became.map(({ status, reason }) => `${status}: ${reason}`))).toEqual(
    new Set(['suppressed: overtaken']),
  )
})

test('who switched its topic off gets the calendar alone', async () => {
  await house.ports.inTransaction((tx) =>
    tx.clients.savePersonal('acme', 'acme-ada', { off: { mail: ['progress'] } }, house.clock.now()),
  )
  await tellOfIt()
  const mails = (await latest()).filter(({ place }) => place.address.kind === 'mailbox')
  expect(mails.map(({ mode, status, reason }) => `${mode} ${status} ${reason}`).sort()).toEqual([
    'calendar pending null',
    'post suppressed switched-off',
  ])
})
