import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { mailLane } from '../../../src/adapters/email/limits.ts'
import { makeDeliveries } from '../../../src/adapters/postgres/deliveries/deliveries-repository.ts'
import { slackLanes } from '../../../src/adapters/slack/sending/lanes.ts'
import { makeWork } from '../../../src/app/make-work.ts'
import type { Outgoing, Sender } from '../../../src/app/ports/delivery-ports.ts'
import type { Work } from '../../../src/app/ports/work.ts'
import { type House, openHouse } from '../../support/house.ts'
import { realSecondsPass } from '../../support/real-time.ts'
import { at } from '../../support/samples.ts'
import { move, openVendor, scheduled } from '../../support/scene.ts'

const open: House[] = []
afterEach(async () => {
  for (const house of open.splice(0)) await house.close()
})
async function opened(): Promise<House> {
  const house = await openHouse()
  open.push(house)
  await openVendor(house)
  return house
}

const due = async ({ work }: House): Promise<string[]> => (await work.dueDeliveries(1_000)).map(({ id }) => id)
const ledger = async ({ db }: House) =>
  (
    await sql<{ id: string; kind: string; mode: string; to: string; status: string; reason: string | null }>`
      select 'D-' || d.id as id, n.kind, d.mode, p.kind as to, d.status, d.reason, d.attempts,
        d.due_at, d.turn_at, d.turn_round, d.finished_at
      from deliveries d join notices n on n.id = d.notice join places p on p.id = d.place order by d.id`.execute(db)
  ).rows
const statusOf = async (house: House, id: string) => (await ledger(house)).find((row) => row.id === id)?.status

describe('a process that dies in the middle of a batch', () => {
  /** A worker of a process of its own. */
  const workerOf = ({ ports, db }: House, sender: Sender): Work =>
    makeWork(ports, {
      deliveries: makeDeliveries(db),
      senderFor: () => sender,
      updateRunner: { run: async () => ({ status: 'calls-back' }) },
      verificationRunner: null,
      readReport: () => Promise.reject(new Error('nothing is verified here')),
    })

  it('leaves in doubt what was on its way, and loses and doubles nothing', async () => {
    const house = await opened()
    await scheduled(house, 'acme')
    await house.deliverAll()
    const before = (await ledger(house)).map(({ id }) => id)
    await move(house, 'acme', at('2026-12-08T06:00:00Z'))
    const shown: string[] = []
    const sender = (isStuck: (outgoing: Outgoing) => boolean): Sender => ({
      send: async (outgoing) => {
        if (isStuck(outgoing)) return new Promise(() => undefined)
        shown.push(outgoing.delivery)
        return { kind: 'sent', message: { id: outgoing.delivery } }
      },
      find: async () => ({ kind: 'absent' }),
    })
    const batch = await due(house)
    // The edit of the channel's card never comes back; its reply waits behind it.
    void workerOf(
      house,
      sender(({ mode }) => mode === 'edit'),
    ).sendDeliveries(batch)
    await expect.poll(() => shown.length, { timeout: 20_000 }).toBe(batch.length - 1)
    await expect
      .poll(async () => (await ledger(house)).filter(({ status }) => status === 'sending').length, { timeout: 20_000 })
      .toBe(1)
    expect((await ledger(house)).filter(({ status }) => status === 'pending').map(({ mode }) => mode)).toEqual([
      'reply',
    ])

    const other = workerOf(
      house,
      sender(() => false),
    )
    await realSecondsPass(house.db, 26)
    await other.tick()
    const doubtful = (await ledger(house)).filter(({ status }) => status === 'in-doubt' || status === 'sending')
    expect(doubtful.filter(({ mode }) => mode !== 'edit')).toEqual([])
    for (let rounds = 0; rounds < 5; rounds += 1) {
      await other.sendDeliveries(await due(house))
      await realSecondsPass(house.db, 20)
      await other.tick()
    }
    expect(
      (await ledger(house)).map(({ status }) => status).filter((status) => !/sent|suppressed/.test(status)),
    ).toEqual([])
    const sent = (await ledger(house)).filter((row) => row.status === 'sent' && !before.includes(row.id))
    expect(sent.map(({ mode }) => mode)).toEqual(expect.arrayContaining(['edit', 'reply', 'post']))
    expect([...shown].sort()).toEqual(sent.map(({ id }) => id).sort())
  })

  it('has done nothing when it dies before anything leaves', async () => {
    const house = await opened()
    await scheduled(house, 'acme')
    const batch = await due(house)
    const before = await ledger(house)
    const { inTransaction } = house.ports
    const breaks: House['ports']['inTransaction'] = (work) =>
      inTransaction(async (tx) => {
        await work(tx)
        throw new Error('killed')
      })
    Object.assign(house.ports, { inTransaction: breaks })
    await expect(house.work.sendDeliveries(batch)).rejects.toThrow('killed')
    Object.assign(house.ports, { inTransaction })
    expect(await ledger(house)).toEqual(before)
    expect(house.sent).toEqual([])
    await house.work.sendDeliveries(batch)
    expect(house.sent.map(({ delivery }) => delivery).sort()).toEqual([...batch].sort())
  })
})

describe('one of a batch that is odd holds up none of the others:', () => {
  /** A batch in which something is done to one, which the others then have left behind. */
  async function allBut(house: House, spoil: (id: string) => Promise<unknown>): Promise<string> {
    const batch = await due(house)
    const odd = (await ledger(house)).find(({ kind, to }) => kind === 'updates-scheduled' && to === 'mailbox')?.id ?? ''
    await spoil(odd)
    await house.work.sendDeliveries(batch)
    const others = batch.filter((id) => id !== odd)
    expect(
      house.sent
        .map(({ delivery }) => delivery)
        .filter((id) => id !== odd)
        .sort(),
    ).toEqual(others.sort())
    for (const id of others) expect(await statusOf(house, id)).toBe('sent')
    return odd
  }
  /** A notice of its own for one delivery. */
  const tells = (house: House, id: string, kind: string, facts: object) =>
    sql`
    with told as (
      insert into notices (kind, client, facts, noted_at)
      values (${kind}, 'acme', ${JSON.stringify(facts)}::jsonb, ${house.clock.now()}) returning id)
    update deliveries set notice = (select id from told) where 'D-' || id = ${id}`.execute(house.db)

  it('its subject is gone', async () => {
    const house = await opened()
    await scheduled(house, 'acme')
    const odd = await allBut(house, (id) => tells(house, id, 'release-paused', { release: '0.0.1', reason: 'why' }))
    const row = (await ledger(house)).find(({ id }) => id === odd)
    expect(row).toMatchObject({ status: 'pending', reason: 'the card could not be drawn', attempts: 1 })
  })

  it('Postgres itself cannot read it', async () => {
    const house = await opened()
    await scheduled(house, 'acme')
    const starts = [{ update: 'U-1', startsAt: 'soon' }]
    const odd = await allBut(house, async (id) => {
      await tells(house, id, 'start-reminded', { release: '3.9.12', lead: 'day', starts })
      await sql`update updates set status = 'scheduled'`.execute(house.db)
    })
    const row = (await ledger(house)).find(({ id }) => id === odd)
    expect(row).toMatchObject({ status: 'pending', reason: 'it could not be made ready', attempts: 1 })
    house.clock.advance(10_000)
    expect(await due(house)).toContain(odd)
  })

  it.each(['breaks', 'hangs for a while', 'refuses it'])('its platform %s', async (what) => {
    const house = await opened()
    await scheduled(house, 'acme')
    let odd = ''
    let release: () => void = () => undefined
    house.senderHangs(({ delivery }) =>
      delivery === odd && what.startsWith('hangs')
        ? new Promise((resolve) => {
            release = resolve
          })
        : Promise.resolve(),
    )
    house.senderAnswers(({ delivery }) => {
      if (delivery !== odd) return null
      if (what === 'breaks') return new Error('socket hang up')
      return what === 'refuses it' ? { kind: 'rejected', reason: 'invalid' } : null
    })
    const batch = await due(house)
    odd = (await ledger(house)).find(({ to }) => to === 'mailbox')?.id ?? ''
    const sending = house.work.sendDeliveries(batch)
    for (const id of batch.filter((one) => one !== odd))
      await expect.poll(() => statusOf(house, id), { timeout: 20_000 }).toBe('sent')
    if (what.startsWith('hangs')) expect(await statusOf(house, odd)).toBe('sending')
    release()
    await sending
    expect(await statusOf(house, odd)).toBe(
      { breaks: 'in-doubt', 'refuses it': 'failed', 'hangs for a while': 'sent' }[what],
    )
  })
})

it('what finds no room beside others of its batch goes as soon as any of them is back', async () => {
  const house = await opened()
  for (const client of ['acme', 'birch']) await scheduled(house, client)
  house.lanesAre(() => [{ key: 'narrow', rates: [], atOnce: 2 }])
  const batch = await due(house)
  expect(batch.length).toBeGreaterThan(8)
  let release: () => void = () => undefined
  const [first = ''] = batch
  house.senderHangs(({ delivery }) =>
    delivery === first
      ? new Promise((resolve) => {
          release = resolve
        })
      : Promise.resolve(),
  )
  const sending = house.work.sendDeliveries(batch)
  await expect.poll(() => house.sent.length, { timeout: 20_000 }).toBe(batch.length - 1)
  expect(await statusOf(house, first)).toBe('sending')
  release()
  await sending
  expect(house.sent.map(({ delivery }) => delivery).sort()).toEqual([...batch].sort())
})

it('a batch decides for each what it would decide alone', async () => {
  const houses = [await opened(), await opened()]
  for (const house of houses) {
    for (const client of ['acme', 'birch', 'cedar']) await scheduled(house, client)
    house.lanesAre((outgoing) => (outgoing.place.address.kind === 'mailbox' ? [mailLane] : slackLanes(outgoing)))
    await house.ports.inTransaction(async (tx) => {
      const places = await tx.places.around('birch')
      const channel = places.find(({ client, address }) => client === 'birch' && address.kind === 'channel')
      await tx.places.markGone(channel?.id ?? '', 'is_archived', house.clock.now())
    })
  }
  const [together, alone] = houses as [House, House]
  const rounds = async (): Promise<void> => {
    for (let seconds = 0; seconds < 12; seconds += 1) {
      await together.work.sendDeliveries(await due(together))
      for (const id of await due(alone)) await alone.work.sendDeliveries([id])
      for (const house of houses) house.clock.advance(1_000)
      expect(await ledger(together)).toEqual(await ledger(alone))
    }
  }
  await rounds()
  for (const house of houses) {
    for (const client of ['acme', 'birch', 'cedar']) await move(house, client, at('2026-12-08T06:00:00Z'))
    for (const client of ['acme', 'cedar']) await move(house, client, at('2026-12-09T06:00:00Z'))
  }
  await rounds()
  const said = ({ sent }: House) =>
    sent.map(({ delivery, card, mode }) => [delivery, mode, card.summary].join(' ')).sort()
  expect(said(together)).toEqual(said(alone))
  expect(said(together).length).toBeGreaterThan(25)
})
