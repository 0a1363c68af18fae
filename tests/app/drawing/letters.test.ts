import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { renderMail } from '../../../src/adapters/email/render-mail.ts'
import { tell } from '../../../src/app/telling/tell.ts'
import { isLink } from '../../../src/notices/card/card.ts'
import type { Notice, NoticeKind } from '../../../src/notices/kinds/notice.ts'
import { adminOf, asks, clientDocument, operator } from '../../support/cast.ts'
import { factsOfEvery, isOfVendor } from '../../support/every-notice.ts'
import { type House, openHouse, receivedReport } from '../../support/house.ts'
import { pagesOf } from '../../support/pages.ts'
import { available, onFile, openVendor, updateOf, verificationOf } from '../../support/scene.ts'

vi.setConfig({ testTimeout: 120_000 })

const options = { command: '/update', parametersOf: () => ['system'], signature: 'Zerotouch' }
/** What nobody can do in a letter. */
const chatWords = /(?<!\/)\/update\b|in your channel|\btype "/

let house: House
beforeAll(async () => {
  house = await openHouse()
  await openVendor(house)
})
afterAll(() => house.close())

/** A client that reads nothing but mail. */
async function mailOnly(client: string): Promise<void> {
  const document = clientDocument(client, 'America/Toronto')
  await onFile(house, client, {
    channels: [],
    administrators: document.administrators.map((one) => ({ ...one, accounts: [] })),
  })
}

const letters = () =>
  house.sent
    .filter(({ place }) => place.address.kind === 'mailbox' && place.client !== null)
    .map(({ card }) => ({ card, ...renderMail(card, options) }))

const actionsOf = ({ card }: ReturnType<typeof letters>[number]) =>
  [card.actions, ...card.blocks.map((block) => (block.type === 'section' ? block.actions : []))].flat()

describe.each(['mail alone', 'chat as well'])('a client that has %s', (has) => {
  const client = has === 'mail alone' ? 'post' : 'acme'
  let facts: ReturnType<typeof factsOfEvery>
  beforeAll(async () => {
    await (has === 'mail alone' ? mailOnly(client) : onFile(house, client))
    await available(house, '3.9.12')
    const verification = await verificationOf(house, client)
    await house.app.receiveReport(verification, receivedReport(4_000, [{ name: `x ${client}` }]))
    const [finding] = (await house.app.readVerification(verification))?.findings ?? []
    const asked = await house.app.requestUrgent({
      ...asks(adminOf(client)),
      system: { client, environment: 'staging' },
      release: null,
      reason: 'x',
      wishedAt: null,
    })
    if (!finding || !asked.ok) throw new Error('the scene is not set')
    const accepted = await house.app.acceptFinding({
      ...asks({ kind: 'person', id: 'spec', name: 'Spec', administers: [], roles: ['specialist'] }),
      finding: finding.id,
      seen: null,
      reason: 'known',
      note: null,
      forClient: false,
      others: null,
    })
    expect(accepted.ok).toBe(true)
    const { id: update } = await updateOf(house, client)
    await house.deliverAll()
    const ids = {
      verification,
      finding: finding.id,
      fingerprint: finding.fingerprint,
      update,
      request: asked.value.id,
    }
    facts = factsOfEvery(ids, 'production')
  })

  it('gets letters of every kind in which everything that can be done is a link', async () => {
    const kinds = new Set<string>()
    for (const [kind, about] of Object.entries(facts)) {
      if (isOfVendor(kind as NoticeKind) || kind === 'incident-redrawn') continue
      house.sent.length = 0
      await house.ports.inTransaction(async (tx) =>
        tell(tx, { kind, client, facts: about } as Notice, house.clock.now()),
      )
      await house.deliverAll()
      for (const letter of letters()) {
        kinds.add(kind)
        expect(letter.text, kind).not.toMatch(chatWords)
        expect(letter.html, kind).not.toMatch(chatWords)
        expect(actionsOf(letter).every(isLink), kind).toBe(true)
      }
    }
    expect(kinds.size).toBeGreaterThan(15)
  })

  it('can do from the letter what its card offers, and a link alone does nothing', async () => {
    house.sent.length = 0
    await house.ports.inTransaction(async (tx) =>
      tell(tx, { kind: 'updates-scheduled', client, facts: facts['updates-scheduled'] }, house.clock.now()),
    )
    await house.deliverAll()
    const [letter] = letters()
    if (!letter) throw new Error('no letter')
    const links = new Map(actionsOf(letter).flatMap((one) => (isLink(one) ? [[one.label, one.link] as const] : [])))
    expect([...links.keys()]).toEqual(expect.arrayContaining(['Acknowledge', 'Reschedule', 'Cancel']))
    const pages = pagesOf(house)
    const before = await updateOf(house, client)
    for (const [label, link] of links) {
      if (!link.includes('/schedule/') && !link.includes('/reports/')) continue
      const { pathname, search } = new URL(link)
      const opened = await pages.get(`${pathname}${search}`)
      expect([label, opened.status]).toEqual([label, 200])
      if (label === 'Acknowledge') expect(await opened.text()).toContain('Acknowledge')
      if (label === 'Cancel') expect(await opened.text()).toMatch(/name="reason"/)
    }
    expect(await updateOf(house, client)).toEqual(before)
  })
})

it('staff whose channel is gone reads mail that leads to the board', async () => {
  house.sent.length = 0
  house.senderAnswers(({ place }) =>
    place.room === 'ops' && place.address.kind === 'channel' ? { kind: 'gone', reason: 'is_archived' } : null,
  )
  await house.app.pauseRelease('3.9.12', 'a bug', operator)
  await house.deliverAll()
  const mails = house.sent.filter(({ place }) => place.room === 'ops' && place.address.kind === 'mailbox')
  expect(mails.length).toBeGreaterThan(0)
  for (const { card } of mails) {
    expect(renderMail(card, options).text).not.toMatch(chatWords)
    expect(card.actions.flatMap((one) => (isLink(one) ? [one.label] : []))).toContain('Open the release board')
  }
})
