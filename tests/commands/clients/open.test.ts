import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommand } from '../../../commands/command/run-command.ts'
import { type Card, isLink } from '../../../src/notices/card/card.ts'
import type { Reply } from '../../../src/notices/card/reply.ts'
import {
  ada,
  buttonOf,
  buttonsOf,
  type Chat,
  cardOf,
  channelOf,
  chatWith,
  registry,
  roomOf,
  slackUser,
  wordsOf,
} from '../../support/chat.ts'
import { type House, openHouse, publicUrl } from '../../support/house.ts'
import { pagesOf, type TestPages } from '../../support/pages.ts'
import { healthy, onFile, openVendor, verificationOf } from '../../support/scene.ts'

let house: House
let chat: Chat
let pages: TestPages
const olga = slackUser('T0', 'olga')

beforeAll(async () => {
  house = await openHouse()
  await openVendor(house)
  for (const id of ['acme', 'beta']) await onFile(house, id)
  await healthy(house, 'acme')
  chat = chatWith(house)
  pages = pagesOf(house)
})
afterAll(() => house.close())

const linksOf = (card: Card): string[] =>
  [card.actions, ...card.blocks.map((block) => (block.type === 'section' ? block.actions : []))]
    .flat()
    .flatMap((action) => (isLink(action) && action.link.startsWith(publicUrl) ? [action.link] : []))
const pathIn = (reply: Reply): string => (linksOf(cardOf(reply))[0] ?? '').slice(publicUrl.length)

describe('open', () => {
  test('gives an administrator a link of their own, which opens', async () => {
    const reply = await chat.type(ada, 'open schedule acme', channelOf('acme'))
    expect(wordsOf(cardOf(reply))).toContain('For you alone')
    const page = await pages.get(pathIn(reply))
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('Ada Lovelace')
    expect(pathIn(await chat.type(ada, 'open report'))).toMatch(/^\/reports\/eyJ/)
    expect(pathIn(await chat.type(ada, 'open calendar'))).toMatch(/^\/calendar\/eyJ.*\.ics$/)
  })

  test('asks which page; nothing typed and nonsense are alike', async () => {
    for (const line of ['open', 'open sesame', 'open acme']) {
      const card = cardOf(await chat.type(ada, line))
      expect(buttonsOf(card).map(({ label }) => label)).toEqual(['System Health report', 'scheduling page', 'calendar'])
    }
    const card = cardOf(await chat.type(ada, 'open'))
    expect(pathIn(await chat.press(ada, buttonOf(card, 'scheduling page')))).toMatch(/^\/schedule\/eyJ/)
  })

  test('signs staff in from an internal room: to the board, or to a client’s page', async () => {
    const board = pathIn(await chat.type(olga, 'open board', roomOf('ops')))
    expect(board).toMatch(/^\/sign-in\/eyJ/)
    expect(await (await pages.get(board)).text()).toContain('Olga Operator')
    expect(pathIn(await chat.type(olga, 'open schedule acme', roomOf('ops')))).toMatch(/^\/sign-in\/eyJ/)
    expect(wordsOf(cardOf(await chat.type(olga, 'open board')))).toContain('from our internal channels')
    expect(wordsOf(cardOf(await chat.type(ada, 'open board', channelOf('acme'))))).toContain('That is not possible')
  })

  test('in a channel of Teams what is typed is answered by a button, and the button alone by the link', async () => {
    const document = await onFile(house, 'delta', {
      administrators: [
        {
          id: 'delta-dora',
          name: 'Dora',
          email: 'dora@delta.example',
          accounts: [{ platform: 'teams', workspace: 'TENANT', user: 'dora' }],
        },
      ],
      channels: [{ platform: 'teams', workspace: 'TENANT', channel: '19:delta' }],
    })
    const say = (said: Pick<Parameters<typeof runCommand>[1], 'via' | 'rest' | 'args'>) =>
      runCommand(
        registry,
        {
          ...said,
          verb: 'open',
          account: { platform: 'teams', workspace: 'TENANT', user: 'dora' },
          channel: document.channels[0] ?? null,
          request: `teams-${Math.random()}`,
        },
        house.app,
      )
    const typed = cardOf(await say({ via: 'typed', rest: 'schedule' }))
    expect(linksOf(typed)).toEqual([])
    const [button] = buttonsOf(typed)
    expect(button).toMatchObject({ verb: 'open', args: { page: 'schedule', client: 'delta' } })
    expect(pathIn(await say({ via: 'button', args: button?.args ?? {} }))).toMatch(/^\/schedule\/eyJ/)
  })

  test('a button names a report; one of another client is not shown', async () => {
    const beta = await verificationOf(house, 'beta')
    const args = { page: 'report', client: 'acme', subject: beta }
    const path = pathIn(await chat.press(ada, { verb: 'open', label: '', args }))
    const opened = await house.app.openLink(path.split('/').at(-1) ?? '', 'report')
    expect(opened).toMatchObject({
      ok: true,
      value: { link: { subject: await verificationOf(house, 'acme') } },
    })
  })
})

describe('what is told', () => {
  test('carries personal links where one person reads, and a button that answers where many do', async () => {
    house.sent.length = 0
    await house.deliverAll()
    const scheduled = house.sent.filter(({ card }) => card.kind === 'rollout')
    const to = (kind: string) => scheduled.filter(({ place }) => place.address.kind === kind)
    expect(to('mailbox')).toHaveLength(2)
    for (const { card, place } of to('mailbox')) {
      for (const [page, path] of [
        ['schedule', '/schedule/'],
        ['report', '/reports/'],
      ] as const) {
        const link = linksOf(card).find((one) => one.includes(path))
        const opened = await house.app.openLink(link?.split('/').at(-1) ?? '', page)
        expect(opened.ok && opened.value.reader.person.id, page).toBe(place.administrator)
      }
      expect(buttonsOf(card).some(({ verb }) => verb === 'open')).toBe(false)
    }
    for (const kind of ['channel', 'inbox'])
      for (const { card } of to(kind)) {
        expect(linksOf(card)).toEqual([])
        expect(buttonOf(card, 'Open the scheduling page').verb).toBe('open')
      }
    const report = house.sent.find(({ card }) => card.kind === 'health-report')
    expect(report && buttonOf(report.card, 'Open the report').args).toMatchObject({ page: 'report' })
  })

  test('an inbox read for one administrator leads to the pages by that person’s links', async () => {
    // The recorder of this house keeps the cards; the inbox's own sender writes them.
    const item = house.sent.find(({ card, place }) => card.kind === 'rollout' && place.address.kind === 'inbox')
    if (!item) throw new Error('nothing for the inbox')
    await house.db
      .insertInto('inbox_items')
      .values({
        delivery: Number(item.delivery.slice(2)),
        client: 'acme',
        environment: 'production',
        card: JSON.stringify(item.card),
        at: house.clock.now(),
      })
      .execute()
    const system = { client: 'acme', environment: 'production' } as const
    const page = { after: null, limit: 10 }
    const plain = await house.app.readInbox(system, page)
    const own = await house.app.readInbox(system, page, 'acme-bob')
    expect(plain.items.flatMap(({ card }) => linksOf(card))).toEqual([])
    const [link = ''] = own.items.flatMap(({ card }) => linksOf(card))
    const opened = await house.app.openLink(link.split('/').at(-1) ?? '', 'schedule')
    expect(opened.ok && opened.value.reader.person.id).toBe('acme-bob')
  })
})
