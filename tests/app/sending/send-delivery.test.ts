import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Outgoing, SendOutcome } from '../../../src/app/ports/delivery-ports.ts'
import { claim } from '../../adapters/postgres/claim.ts'
import { adminOf, asks } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import { realSecondsPass } from '../../support/real-time.ts'
import { scheduled, toldBy } from '../../support/scene.ts'

describe('a delivery', () => {
  let house: House
  beforeEach(async () => {
    house = await openHouse()
    await scheduled(house, 'acme')
    await toldBy(house)
    house.sent.length = 0
  })
  afterEach(() => house.close())

  /** Ada moves the update; what is owed then goes out under the test's eyes. */
  const move = (iso = '2026-12-08T06:00:00Z') =>
    house.app.rescheduleUpdate({
      ...asks(adminOf('acme')),
      system: { client: 'acme', environment: 'production' },
      seen: null,
      reason: null,
      startsAt: new Date(iso),
    })
  const ledger = async () =>
    house.db
      .selectFrom('deliveries')
      .innerJoin('notices', 'notices.id', 'deliveries.notice')
      .innerJoin('places', 'places.id', 'deliveries.place')
      .select(['places.kind', 'deliveries.mode', 'deliveries.status', 'deliveries.reason', 'deliveries.attempts'])
      .where('notices.kind', '=', 'update-rescheduled')
      .orderBy('deliveries.id')
      .execute()
  const channelAnswers = (answer: SendOutcome | Error | null) =>
    house.senderAnswers(({ place }) => (place.address.kind === 'channel' ? answer : null))
  const statuses = async () => (await ledger()).map(({ kind, mode, status }) => `${kind} ${mode} ${status}`).sort()

  it('arrives, and is never sent again', async () => {
    await move()
    const due = await house.work.dueDeliveries(100)
    await Promise.all([...due, ...due, ...due].map(({ id }) => house.work.sendDeliveries([id])))
    await house.deliverAll()
    expect(new Set(house.sent.map(({ delivery }) => delivery)).size).toBe(house.sent.length)
    expect(await statuses()).toEqual([
      'channel edit sent',
      'channel reply sent',
      'inbox post sent',
      'mailbox post sent',
      'mailbox post sent',
    ])
  })

  it('is tried again when the platform says so, at the platform’s time', async () => {
    await move()
    channelAnswers({ kind: 'retry', reason: '429', afterMs: 30_000 })
    await house.deliverAll()
    expect(await statuses()).toContain('channel edit pending')
    channelAnswers(null)
    house.clock.advance(29_999)
    await house.deliverAll()
    expect(house.sent.filter(({ place }) => place.address.kind === 'channel')).toEqual([])
    house.clock.advance(1)
    await house.deliverAll()
    expect((await statuses()).filter((one) => one.startsWith('channel'))).toEqual([
      'channel edit sent',
      'channel reply sent',
    ])
  })

  it('waits longer from try to try, at most 5 minutes', async () => {
    await move()
    channelAnswers({ kind: 'retry', reason: '503', afterMs: null })
    const waits: number[] = []
    for (let attempt = 0; attempt < 12; attempt++) {
      await house.deliverAll()
      const [row] = await house.db
        .selectFrom('deliveries')
        .select('due_at')
        .where('mode', '=', 'edit')
        .where('status', '=', 'pending')
        .execute()
      waits.push((row?.due_at.getTime() ?? 0) - house.clock.now().getTime())
      house.clock.advance(waits.at(-1) ?? 0)
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300].map((seconds) => seconds * 1000))
  })

  it('keeps its order: a reply waits for the card before it', async () => {
    await move()
    house.senderAnswers(({ mode }) => (mode === 'edit' ? { kind: 'retry', reason: '503', afterMs: 60_000 } : null))
    await house.deliverAll()
    expect(await statuses()).toEqual([
      'channel edit pending',
      'channel reply pending',
      'inbox post sent',
      'mailbox post sent',
      'mailbox post sent',
    ])
  })

  it.each<[string, SendOutcome | Error]>([
    ['the platform does not answer', { kind: 'in-doubt', reason: 'timeout' }],
    ['the sender breaks', new Error('socket hang up')],
  ])('is in doubt when %s, and not sent again until that is settled', async (_, answer) => {
    await move()
    channelAnswers(answer)
    await house.deliverAll()
    expect(await statuses()).toContain('channel edit in-doubt')
    channelAnswers(null)
    house.clock.advance(600_000)
    await realSecondsPass(house.db, 4)
    await house.work.tick()
    await house.deliverAll()
    expect(await statuses()).toContain('channel edit in-doubt')
    const looked: Outgoing[] = []
    house.searchFinds((outgoing) => {
      looked.push(outgoing)
      return { kind: 'found', message: { id: 'there' } }
    })
    await house.work.tick()
    expect(looked).toEqual([])
    await realSecondsPass(house.db, 16)
    await house.work.tick()
    expect(looked).toHaveLength(1)
    expect(looked[0]?.card.kind).toBe('rollout')
    await house.deliverAll()
    expect((await statuses()).filter((one) => one.startsWith('channel'))).toEqual([
      'channel edit sent',
      'channel reply sent',
    ])
    expect(house.sent.filter(({ mode }) => mode === 'edit')).toEqual([])
  })

  it('in doubt that is surely absent is sent again', async () => {
    await move()
    channelAnswers({ kind: 'in-doubt', reason: 'timeout' })
    await house.deliverAll()
    channelAnswers(null)
    house.searchFinds(() => ({ kind: 'absent' }))
    await realSecondsPass(house.db, 4)
    await house.work.tick()
    await house.deliverAll()
    expect(house.sent.filter(({ mode }) => mode === 'edit')).toHaveLength(1)
  })

  it('stays in doubt when the search breaks', async () => {
    await move()
    channelAnswers({ kind: 'in-doubt', reason: 'timeout' })
    await house.deliverAll()
    house.searchFinds(() => new Error('history is closed'))
    await realSecondsPass(house.db, 4)
    await house.work.tick()
    expect(await statuses()).toContain('channel edit in-doubt')
  })

  it('to a place that is gone fails for good, and nothing more goes there', async () => {
    await move()
    channelAnswers({ kind: 'gone', reason: 'channel_not_found' })
    await house.deliverAll()
    expect((await statuses()).filter((one) => one.startsWith('channel'))).toEqual([
      'channel edit failed',
      'channel reply failed',
    ])
    channelAnswers(null)
    await move('2026-12-09T06:00:00Z')
    const told = await toldBy(house)
    expect(told.filter((one) => one.includes('channel'))).toEqual([])
    expect(told.filter((one) => one.includes('mailbox'))).toHaveLength(2)
  })

  it.each<[string, SendOutcome]>([
    ['to a place that is gone', { kind: 'gone', reason: 'channel_not_found' }],
    ['that is refused', { kind: 'rejected', reason: 'invalid_blocks' }],
  ])('%s, while Postgres is away, is written down when it is back', async (_, outcome) => {
    await move()
    const { inTransaction } = house.ports
    house.senderAnswers(({ place }) => {
      if (place.address.kind !== 'channel') return null
      // It goes away while the platform answers.
      Object.assign(house.ports, { inTransaction: () => Promise.reject(new Error('connection lost')) })
      return outcome
    })
    const due = await house.work.dueDeliveries(100)
    const edit = due[(await ledger()).findIndex(({ mode }) => mode === 'edit')]?.id ?? ''
    await expect(house.work.sendDeliveries([edit])).rejects.toThrow('connection lost')
    Object.assign(house.ports, { inTransaction })
    expect(await statuses()).toContain('channel edit pending')
    house.clock.advance(1_000)
    channelAnswers(outcome)
    await house.deliverAll()
    expect((await statuses()).filter((one) => one.startsWith('channel'))).toEqual([
      'channel edit failed',
      'channel reply failed',
    ])
  })

  it('that is refused for good fails alone', async () => {
    await move()
    channelAnswers({ kind: 'rejected', reason: 'invalid_blocks' })
    await house.deliverAll()
    expect(await statuses()).toEqual([
      'channel edit failed',
      'channel reply failed',
      'inbox post sent',
      'mailbox post sent',
      'mailbox post sent',
    ])
    channelAnswers(null)
    await move('2026-12-09T06:00:00Z')
    expect((await toldBy(house)).filter((one) => one.includes('channel'))).toHaveLength(2)
  })

  it('left behind by a dead worker is in doubt as soon as no request of it can be under way', async () => {
    await move()
    const [first] = await house.work.dueDeliveries(1)
    await claim(house.ports, house.deliveries, first?.id ?? '', house.clock.now())
    // The app's clock has no say in this: it may be moved.
    house.clock.advance(600_000)
    await realSecondsPass(house.db, 24)
    await house.work.tick()
    expect(await statuses()).not.toContain('channel edit in-doubt')
    await realSecondsPass(house.db, 2)
    await house.work.tick()
    expect((await ledger()).filter(({ status }) => status === 'in-doubt')).toHaveLength(1)
  })

  it('that nobody can decide stays in doubt and holds nothing back', async () => {
    await move()
    channelAnswers({ kind: 'in-doubt', reason: 'timeout' })
    await house.deliverAll()
    channelAnswers(null)
    house.searchFinds(() => ({ kind: 'undecidable' }))
    expect(await statuses()).toContain('channel reply pending')
    await realSecondsPass(house.db, 4)
    await house.work.tick()
    await house.deliverAll()
    expect((await statuses()).filter((one) => one.startsWith('channel'))).toEqual([
      'channel edit in-doubt',
      'channel reply sent',
    ])
  })

  it('draws what is true when it is sent, and leaves unsaid what is history by then', async () => {
    await move('2026-12-08T06:00:00Z')
    await move('2026-12-09T06:00:00Z')
    await house.deliverAll()
    const edits = house.sent.filter(({ mode }) => mode === 'edit').map(({ card }) => card.summary)
    expect(edits).toHaveLength(1)
    expect(edits[0]).toContain('production Wed 9 Dec')
    const replies = house.sent.filter(({ mode }) => mode === 'reply').map(({ card }) => card.summary)
    expect(replies).toHaveLength(1)
    expect(replies[0]).toContain('Wed 9 Dec')
  })
})
