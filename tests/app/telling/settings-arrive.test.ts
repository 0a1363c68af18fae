import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ClientDocument } from '../../../src/app/ports/ports.ts'
import { tell } from '../../../src/app/telling/tell.ts'
import type { ChatPlatform } from '../../../src/domain/people/client.ts'
import type { Environment } from '../../../src/domain/people/system.ts'
import type { Notice, NoticeKind } from '../../../src/notices/kinds/notice.ts'
import { adminOf, asks, clientDocument } from '../../support/cast.ts'
import { buttonOf, type Chat, cardOf, chatWith, formOf, roomOf, sam } from '../../support/chat.ts'
import { factsOfEvery, heardOf, isOfVendor } from '../../support/every-notice.ts'
import { type House, openHouse } from '../../support/house.ts'
import { from, hours } from '../../support/samples.ts'
import { openVendor, scheduled, updateOf } from '../../support/scene.ts'

// From the form in which it is chosen to the rows of the ledger: what an administrator wants comes, by the way they chose,
// and what they do without does not.

type Choices = { reminders: string; changes: string; progress: string; requests: string }
const all: Choices = { reminders: 'both', changes: 'yes', progress: 'yes', requests: 'yes' }

const onPlatform = (platform: ChatPlatform | null, id: string): ClientDocument => {
  const document = clientDocument(id, 'America/Toronto')
  if (platform === null)
    return {
      ...document,
      channels: [],
      administrators: document.administrators.map((one) => ({ ...one, accounts: [] })),
    }
  return {
    ...document,
    channels: document.channels.map((channel) => ({ ...channel, platform })),
    administrators: document.administrators.map((one) => ({
      ...one,
      accounts: one.accounts.map((account) => ({ ...account, platform })),
    })),
  }
}

describe.each([
  ['slack', 'slack'],
  ['teams', 'teams'],
  ['mail', null],
] as const)('what is chosen in settings, with %s', (_, platform) => {
  const reminders = platform ? ['both', 'mail', 'direct', 'none'] : ['mail', 'none']
  const choices: readonly Choices[] = [
    ...reminders.map((choice) => ({ ...all, reminders: choice })),
    { ...all, reminders: 'mail', changes: 'no' },
    { ...all, reminders: 'mail', progress: 'no' },
    { ...all, reminders: 'mail', requests: 'no' },
    { reminders: 'none', changes: 'no', progress: 'no', requests: 'no' },
  ]
  let house: House
  let chat: Chat
  beforeAll(async () => {
    house = await openHouse()
    chat = chatWith(house)
    await openVendor(house)
    for (const id of ['acme', ...reminders]) await scheduled(house, id, onPlatform(platform, id))
    await house.deliverAll()
  })
  afterAll(() => house.close())

  /** Set by services for her, as a mail-only administrator has it set; their form is the administrator’s own. */
  async function choose(client: string, wanted: Partial<Choices>): Promise<void> {
    const where = roomOf('services')
    const whose = cardOf(await chat.type(sam, `settings ${client} notices`, where))
    const form = formOf(await chat.press(sam, buttonOf(whose, 'Ada Lovelace'), where))
    const filled = { ...wanted, quietFrom: 'none', reason: 'asked for' }
    expect(cardOf(await chat.submit(sam, form, filled, where)).title).toBe('Saved')
  }

  /** What the ledger owes Ada of the newest notice of a kind: `mail`, `calendar`, `direct`. */
  async function owedToAda(client: string, kind: NoticeKind): Promise<string[]> {
    const rows = await house.db
      .selectFrom('deliveries')
      .innerJoin('places', 'places.id', 'deliveries.place')
      .select(['places.kind', 'deliveries.mode'])
      .where('places.administrator', '=', `${client}-ada`)
      .where('deliveries.status', '<>', 'suppressed')
      .where('deliveries.mode', '<>', 'edit')
      .where('deliveries.notice', '=', (eb) =>
        eb
          .selectFrom('notices')
          .select((n) => n.fn.max('id').as('id'))
          .where('kind', '=', kind)
          .where('client', '=', client),
      )
      .execute()
    return rows.map((row) => (row.mode === 'calendar' ? 'calendar' : row.kind === 'direct' ? 'direct' : 'mail')).sort()
  }

  function expected(kind: NoticeKind, environment: Environment, chosen: Choices): string[] {
    const { topic, hear } = heardOf[kind]
    // A staging system alone is never mailed.
    const mailed = hear(environment).includes('acme: mailbox post')
    const wantsMail =
      topic === 'reminders'
        ? chosen.reminders === 'both' || chosen.reminders === 'mail'
        : !topic || chosen[topic] === 'yes'
    const wantsDirect =
      kind === 'schedule-repeated' ||
      (kind === 'start-reminded' && (chosen.reminders === 'both' || chosen.reminders === 'direct'))
    return [
      ...(mailed && !wantsMail && topic === 'changes' ? ['calendar'] : []),
      ...(platform && wantsDirect ? ['direct'] : []),
      ...(mailed && wantsMail ? ['mail'] : []),
    ]
  }

  it.each(choices)('%j: every kind of notice, from the form to the ledger', async (chosen) => {
    await choose('acme', chosen)
    const { id: update } = await updateOf(house, 'acme')
    const named = { update, verification: 'V-1', finding: 'F-1', fingerprint: 'f', request: 'R-1' }
    const [found, wanted]: [string[], string[]] = [[], []]
    for (const environment of ['production', 'staging'] as const)
      for (const [name, facts] of Object.entries(factsOfEvery(named, environment))) {
        const kind = name as NoticeKind
        if (isOfVendor(kind)) continue
        const notice = { kind, client: 'acme', facts } as Notice
        await house.ports.inTransaction(async (tx) => tell(tx, notice, house.clock.now()))
        const line = (ways: readonly string[]) => `${kind} on ${environment}: ${ways.join(' and ') || 'nothing'}`
        found.push(line(await owedToAda('acme', kind)))
        wanted.push(line(expected(kind, environment, chosen)))
        // Sent, so that what is taken back later was heard.
        await house.db.updateTable('deliveries').set({ status: 'sent' }).where('status', '=', 'pending').execute()
      }
    expect(found).toEqual(wanted)
  })

  it('reminders of both systems, of production and of staging alone: a day and an hour ahead', async () => {
    const { startsAt } = await updateOf(house, 'mail')
    const ways: Readonly<Record<string, readonly [string, string]>> = platform
      ? { both: ['direct,mail', 'direct'], mail: ['mail', ''], direct: ['direct', 'direct'], none: ['', ''] }
      : { mail: ['mail', ''], none: ['', ''] }
    const remindedAt = async (instant: Date, about: 0 | 1) => {
      house.clock.set(instant.toISOString())
      await house.work.tick()
      for (const choice of reminders)
        expect(
          [choice, (await owedToAda(choice, 'start-reminded')).join()],
          `${about ? 'staging' : 'both'} at ${instant.toISOString()}`,
        ).toEqual([choice, ways[choice]?.[about]])
      await house.deliverAll()
    }
    for (const choice of reminders) {
      await choose(choice, { reminders: choice })
      await house.app.acknowledge({ ...asks(adminOf(choice)), client: choice, release: '3.9.12' })
    }
    await house.deliverAll()
    await remindedAt(from(startsAt, -hours(24)), 0)
    await remindedAt(from(startsAt, -hours(1)), 0)
    house.clock.set(from(startsAt, -hours(5)).toISOString())
    for (const client of reminders) {
      const system = { client, environment: 'staging' as const }
      const move = { system, startsAt: from(startsAt, hours(72)), seen: null, reason: null }
      const moved = await house.app.rescheduleUpdate({ ...asks(adminOf(client)), ...move })
      expect(moved.ok, client).toBe(true)
    }
    await house.deliverAll()
    await remindedAt(from(startsAt, hours(48)), 1)
    await remindedAt(from(startsAt, hours(71)), 1)
  })
})

describe('a way that leads nowhere any more', () => {
  let house: House
  beforeEach(async () => {
    house = await openHouse()
    await openVendor(house)
  })
  afterEach(() => house.close())

  it.each([
    ['direct', { mail: ['reminders'] }, 'direct', 'mailbox'],
    ['mail', { direct: ['reminders'] }, 'mailbox', 'direct'],
  ] as const)('chosen is %s, and it is gone: reminders come by the other', async (choice, off, gone, other) => {
    await scheduled(house, choice)
    await house.deliverAll()
    await house.app.acknowledge({ ...asks(adminOf(choice)), client: choice, release: '3.9.12' })
    await house.ports.inTransaction(async (tx) => {
      await tx.clients.savePersonal(choice, `${choice}-ada`, { quietHours: null, off }, house.clock.now())
      for (const { id, address, administrator } of await tx.places.around(choice))
        if (address.kind === gone && administrator === `${choice}-ada`)
          await tx.places.markGone(id, 'gone', house.clock.now())
    })
    await house.deliverAll()
    const { startsAt } = await updateOf(house, choice)
    house.clock.set(from(startsAt, -hours(24)).toISOString())
    await house.work.tick()
    house.sent.length = 0
    await house.deliverAll()
    const hers = house.sent.filter(
      ({ card, place }) => card.kind === 'start-reminded' && place.administrator === `${choice}-ada`,
    )
    expect(hers.map(({ place }) => place.address.kind)).toEqual([other])
  })
})
