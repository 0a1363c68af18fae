import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeDeliveries } from '../../../../src/adapters/postgres/deliveries/deliveries-repository.ts'
import { makeInTransaction } from '../../../../src/adapters/postgres/in-transaction.ts'
import { openPresence } from '../../../../src/adapters/postgres/operations/presence.ts'
import { type Database, openDatabase } from '../../../../src/adapters/postgres/plumbing/database.ts'
import type { Deliveries, Delivery } from '../../../../src/app/ports/delivery-ports.ts'
import { StaleWrite } from '../../../../src/app/ports/ports.ts'
import type { OwedDelivery } from '../../../../src/domain/notices/audience.ts'
import type { DeliveryMode } from '../../../../src/domain/notices/route.ts'
import type { Place } from '../../../../src/domain/people/place.ts'
import type { Notice } from '../../../../src/notices/kinds/notice.ts'
import { claim as claimBy } from '../claim.ts'
import { annStamp, documentOf, later, noon, openStore, type Store } from '../store.ts'

const notice: Notice = {
  kind: 'update-cancelled',
  client: 'acme',
  facts: {
    update: 'U-1001',
    environment: 'production',
    release: '3.9.12',
    reason: 'exams \0 🎓',
    inside: null,
    startsAt: noon.toISOString(),
    by: annStamp,
  },
}
const message = { channel: 'C-acme', ts: '1.1' }

let store: Store
let ledger: Deliveries
let channel: Place
let mailbox: Place
beforeAll(async () => {
  store = await openStore()
  ledger = makeDeliveries(store.db)
  await store.inTransaction((tx) => tx.clients.put(documentOf('acme'), noon))
  const places = await store.inTransaction((tx) => tx.places.around('acme'))
  channel = places.find(({ address }) => address.kind === 'channel')!
  mailbox = places.find(({ address }) => address.kind === 'mailbox')!
})
afterAll(() => store.close())
beforeEach(async () => {
  await store.db.deleteFrom('standing_messages').execute()
  await store.db.deleteFrom('deliveries').execute()
})

const to = (place: Place, mode: DeliveryMode, standing: string | null = 'rollout:acme:3.9.12'): OwedDelivery => ({
  place: place.id,
  mode,
  standing,
  suppressed: null,
})
/** As if it had been taken for sending so many seconds ago. */
const claimedAgo = async (seconds: number, ...ids: string[]): Promise<void> => {
  await sql`update deliveries set claimed_at = clock_timestamp() - make_interval(secs => ${seconds})
    where 'D-' || id = any(${ids})`.execute(store.db)
}
const owe = async (...owed: OwedDelivery[]): Promise<string[]> => {
  const before = await newest()
  await store.inTransaction((tx) => tx.notices.owe([{ notice, owed }], noon))
  const rows = store.db.selectFrom('deliveries').select('id').where('id', '>', before).orderBy('id')
  return (await rows.execute()).map(({ id }) => `D-${id}`)
}
const newest = async (): Promise<number> =>
  (await store.db.selectFrom('deliveries').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst())?.id ?? 0
const rowOf = (id: string) =>
  store.db
    .selectFrom('deliveries')
    .selectAll()
    .where('id', '=', Number(id.slice(2)))
    .executeTakeFirstOrThrow()
const due = async (now: Date, limit: number): Promise<string[]> => (await ledger.due(now, limit)).map(({ id }) => id)
const claim = (id: string, now = noon, by = ledger): Promise<Delivery | null> => claimBy(store, by, id, now)
const send = async (id: string): Promise<void> => {
  expect(await claim(id)).not.toBeNull()
  await ledger.sent(id, message, noon)
}

describe('what is owed', () => {
  it('is claimed with all that is needed to send it', async () => {
    const [id = ''] = await owe(to(channel, 'post'))
    expect(await claim(id)).toEqual({
      id,
      mode: 'post',
      standing: 'rollout:acme:3.9.12',
      attempts: 1,
      standingMessage: null,
      turn: null,
      appeared: null,
      claimedAt: expect.any(Date),
      notice: { ...notice, facts: { ...notice.facts, reason: 'exams \ufffd 🎓' } },
      notedAt: noon,
      place: channel,
    })
  })

  it('is written once for a place and mode, and a suppressed one is finished with its reason', async () => {
    const suppressed = { ...to(mailbox, 'post'), suppressed: 'staging' } as const
    const [post = '', mail = '', ...rest] = await owe(to(channel, 'post'), suppressed, to(channel, 'post'))
    expect(rest).toEqual([])
    expect(await rowOf(mail)).toMatchObject({ status: 'suppressed', reason: 'staging', finished_at: noon })
    expect(await due(noon, 9)).toEqual([post])
    expect(await claim(mail)).toBeNull()
  })

  it('is nothing when the transaction that owes it breaks', async () => {
    const broken = store.inTransaction(async (tx) => {
      await tx.notices.owe([{ notice, owed: [to(channel, 'post')] }], noon)
      throw new Error('no')
    })
    await expect(broken).rejects.toThrow('no')
    expect(await due(later(99), 9)).toEqual([])
  })

  it('is owed to a place that is gone too, and says so', async () => {
    const [id = ''] = await owe(to(mailbox, 'post'))
    await store.inTransaction((tx) => tx.places.markGone(mailbox.id, 'bounced', noon))
    expect((await claim(id))?.place).toEqual({ ...mailbox, gone: true })
    await store.inTransaction((tx) => tx.clients.put(documentOf('acme'), noon))
  })
})

describe('a claim', () => {
  it('is given to one of eight who claim at once, for each of many deliveries', async () => {
    for (let round = 0; round < 20; round++) {
      const [id = ''] = await owe(to(channel, 'post', null))
      const claims = await Promise.all(Array.from({ length: 8 }, () => claim(id)))
      expect(claims.filter(Boolean)).toHaveLength(1)
      expect((await rowOf(id)).attempts).toBe(1)
    }
  })

  it('is refused before its time, after its end, and by an id that is none', async () => {
    const [id = ''] = await owe(to(channel, 'post'))
    expect(await claim(id, later(-1))).toBeNull()
    await send(id)
    for (const other of [id, 'D-999999', 'D-', 'U-1', '\0']) expect(await claim(other)).toBeNull()
  })

  it('counts its attempts, and waits until it is due again', async () => {
    const [id = ''] = await owe(to(channel, 'post'))
    await claim(id)
    await ledger.postponed(id, 'ratelimited', later(5))
    expect(await due(later(4), 9)).toEqual([])
    expect(await claim(id, later(4))).toBeNull()
    expect(await due(later(5), 9)).toEqual([id])
    expect((await claim(id, later(5)))?.attempts).toBe(2)
  })
})

describe('what became of it', () => {
  it('is written once: the same word again changes nothing, another one is refused', async () => {
    const [id = ''] = await owe(to(channel, 'post'))
    await send(id)
    await ledger.sent(id, { channel: 'elsewhere' }, later(5))
    expect(await rowOf(id)).toMatchObject({ status: 'sent', finished_at: noon })
    await expect(ledger.failed(id, 'late', noon)).rejects.toThrow(StaleWrite)
    await expect(ledger.postponed(id, 'late', noon)).rejects.toThrow(StaleWrite)
    expect((await rowOf(id)).status).toBe('sent')
    const [next = ''] = await owe(to(channel, 'edit'))
    expect((await claim(next))?.standingMessage).toEqual(message)
  })

  it.each(['sent', 'failed', 'suppressed', 'inDoubt'] as const)('is never %s of what nobody claimed', async (word) => {
    const [id = ''] = await owe(to(channel, 'post'))
    const said = word === 'sent' ? ledger.sent(id, message, noon) : ledger[word](id, 'why', noon)
    await expect(said).rejects.toThrow(StaleWrite)
    expect(await rowOf(id)).toMatchObject({ status: 'pending', reason: null, attempts: 0 })
  })

  it('may turn out later when it was in doubt', async () => {
    const [arrived = '', lost = ''] = await owe(to(channel, 'post', null), to(mailbox, 'post', null))
    for (const id of [arrived, lost]) {
      await claim(id)
      await ledger.inDoubt(id, 'timeout', noon)
    }
    expect((await ledger.doubtful(9)).map(({ id }) => id)).toEqual([arrived, lost])
    expect((await ledger.doubtful(1))[0]).toMatchObject({ place: channel, attempts: 1, mode: 'post' })
    await ledger.found({ id: arrived, attempts: 1 }, message, later(1))
    await ledger.absent({ id: lost, attempts: 1 }, later(1))
    expect(await ledger.doubtful(9)).toEqual([])
    expect(await due(later(1), 9)).toEqual([lost])
  })

  it('is not decided by a look at an earlier attempt', async () => {
    const [id = ''] = await owe(to(channel, 'post', null))
    await claim(id)
    await ledger.inDoubt(id, 'timeout', noon)
    await ledger.absent({ id, attempts: 1 }, noon)
    // Another process looked at the same time, and is late to say what it saw.
    await claim(id)
    await ledger.absent({ id, attempts: 1 }, noon)
    expect(await rowOf(id)).toMatchObject({ status: 'sending', attempts: 2 })
    await ledger.inDoubt(id, 'timeout', noon)
    await ledger.absent({ id, attempts: 1 }, noon)
    await ledger.found({ id, attempts: 1 }, message, noon)
    expect((await rowOf(id)).status).toBe('in-doubt')
    await ledger.appeared(id, message, noon)
    expect((await rowOf(id)).status).toBe('sent')
    for (const unknown of ['D-999999', 'nonsense']) await ledger.appeared(unknown, message, noon)
  })

  it('names the message as its platform does', async () => {
    const [id = ''] = await owe(to(channel, 'post', null))
    await claim(id)
    await ledger.sent(id, message, noon)
    expect((await rowOf(id)).message).toEqual(message)
    const { items } = await store.inTransaction((tx) => tx.ledger.ofClient('acme', true, { after: null, limit: 1 }))
    expect(items[0]).toMatchObject({ id, message })
  })

  it('is known by the platform’s word, though that comes before anybody doubts it, or too late to be asked', async () => {
    const [doubted = '', again = '', never = ''] = await owe(
      to(channel, 'post', null),
      to(mailbox, 'post', null),
      to(channel, 'reply', null),
    )
    await claim(doubted)
    await ledger.appeared(doubted, message, noon)
    expect((await rowOf(doubted)).status).toBe('sending')
    await ledger.inDoubt(doubted, 'timeout', noon)
    expect((await ledger.doubtful(9))[0]).toMatchObject({ id: doubted, appeared: message })
    await claim(again)
    await ledger.postponed(again, 'it did not arrive', noon)
    await ledger.appeared(again, message, noon)
    expect(await claim(again)).toMatchObject({ appeared: message })
    // Nothing has been sent yet that could stand there.
    await ledger.appeared(never, message, noon)
    expect(await claim(never)).toMatchObject({ appeared: null })
  })

  it('is looked up by one process at a time, and not at once', async () => {
    const ids = await owe(to(channel, 'post', null), to(mailbox, 'post', null))
    for (const id of ids) {
      await claim(id)
      await ledger.inDoubt(id, 'timeout', noon)
    }
    expect(await ledger.takeDoubtful(9)).toEqual([])
    await sql`update deliveries set look_at = clock_timestamp() where status = 'in-doubt'`.execute(store.db)
    const taken = await Promise.all(Array.from({ length: 8 }, () => ledger.takeDoubtful(9)))
    expect(
      taken
        .flat()
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...ids].sort())
    expect(await ledger.takeDoubtful(9)).toEqual([])
    for (const delivery of taken.flat()) await ledger.undecidable(delivery)
    await sql`update deliveries set look_at = clock_timestamp() where status = 'in-doubt'`.execute(store.db)
    expect(await ledger.takeDoubtful(9)).toEqual([])
  })

  it('is in doubt when its worker died, once no request of it can be under way any more', async () => {
    const presence = await openPresence(store.url, () => undefined)
    const living = makeDeliveries(store.db, presence.worker)
    const dead = makeDeliveries(store.db, presence.worker === 1 ? 2 : 1)
    const ids: string[] = []
    for (let at = 0; at < 4; at += 1) ids.push(...(await owe(to(channel, 'post', null))))
    const [orphan = '', fresh = '', busy = '', hung = ''] = ids
    await claim(orphan, noon, dead)
    await claim(fresh, noon, dead)
    await claim(busy, noon, living)
    await claim(hung, noon, living)
    await claimedAgo(30, orphan, busy)
    await claimedAgo(601, hung)
    // However far the app's clock is moved.
    expect((await ledger.abandoned(later(60_000))).toSorted()).toEqual([orphan, hung].toSorted())
    expect(await rowOf(orphan)).toMatchObject({ status: 'in-doubt', finished_at: later(60_000) })
    await presence.close()
    await vi.waitFor(async () => expect(await ledger.abandoned(noon)).toEqual([busy]))
    expect((await rowOf(fresh)).status).toBe('sending')
  })

  it('is told by the process that took it last, and by no other', async () => {
    const [first, second] = [makeDeliveries(store.db, 1), makeDeliveries(store.db, 2)]
    const [id = ''] = await owe(to(channel, 'post', null))
    await claim(id, noon, first)
    await claimedAgo(30, id)
    expect(await ledger.abandoned(noon)).toEqual([id])
    const [doubtful] = await ledger.takeDoubtful(9)
    await ledger.absent(doubtful!, noon)
    await claim(id, noon, second)
    await expect(first.postponed(id, 'late', noon)).rejects.toThrow(StaleWrite)
    await expect(first.inDoubt(id, 'late', noon)).rejects.toThrow(StaleWrite)
    await second.sent(id, message, noon)
    expect(await rowOf(id)).toMatchObject({ status: 'sent', attempts: 2 })
  })
})

describe('the standing message', () => {
  it('is the one that was posted last, per place and subject', async () => {
    const [post = '', mail = '', other = ''] = await owe(
      to(channel, 'post'),
      to(mailbox, 'post'),
      to(channel, 'edit', 'another'),
    )
    await send(post)
    await claim(mail)
    await ledger.sent(mail, null, noon)
    expect((await claim(other))?.standingMessage).toBeNull()
    const [edit = '', reply = ''] = await owe(to(channel, 'edit'), to(channel, 'reply'))
    expect((await claim(edit))?.standingMessage).toEqual(message)
    await ledger.sent(edit, { ts: 'posted anew' }, noon)
    expect((await claim(reply))?.standingMessage).toEqual({ ts: 'posted anew' })
    await ledger.sent(reply, { ts: 'of the reply' }, noon)
    const [again = ''] = await owe(to(channel, 'post'))
    await claim(again)
    await ledger.sent(again, { ts: 'of the new post' }, noon)
    const [last = ''] = await owe(to(channel, 'edit'))
    expect((await claim(last))?.standingMessage).toEqual({ ts: 'of the new post' })
  })
})

describe('the order at one place about one thing', () => {
  it('is kept: a younger one is neither due nor claimed before the older is finished', async () => {
    const [first = '', second = '', third = ''] = [
      ...(await owe(to(channel, 'post'))),
      ...(await owe(to(channel, 'edit'), to(channel, 'reply'))),
    ]
    expect(await due(noon, 9)).toEqual([first])
    expect(await claim(second)).toBeNull()
    await claim(first)
    expect(await claim(second)).toBeNull()
    expect(await due(noon, 9)).toEqual([])
    await ledger.sent(first, message, noon)
    expect(await due(noon, 9)).toEqual([second])
    expect(await claim(third)).toBeNull()
    await send(second)
    expect(await due(noon, 9)).toEqual([third])
  })

  it('is kept between messages that stand apart and are of one matter', async () => {
    const incident = { ...to(channel, 'post', 'incident:U-1'), matter: 'rollout:acme:3.9.12' }
    const [overran = ''] = await owe(to(channel, 'post'))
    const [stalled = ''] = await owe(incident)
    const [checked = ''] = await owe(to(channel, 'post'))
    expect(await due(noon, 9)).toEqual([overran])
    expect(await claim(stalled)).toBeNull()
    await send(overran)
    expect(await due(noon, 9)).toEqual([stalled])
    expect(await claim(checked)).toBeNull()
  })

  it.each(['failed', 'suppressed'] as const)('goes on after one that %s', async (word) => {
    const [first = ''] = await owe(to(channel, 'post'))
    const [second = ''] = await owe(to(channel, 'edit'))
    await claim(first)
    await ledger[word](first, 'why', noon)
    expect(await claim(second)).not.toBeNull()
  })

  it('holds for a postponed one too: nothing overtakes it', async () => {
    const [first = ''] = await owe(to(channel, 'post'))
    const [second = ''] = await owe(to(channel, 'post'))
    await claim(first)
    await ledger.postponed(first, 'ratelimited', later(60))
    expect(await claim(second, later(30))).toBeNull()
  })

  it.each(['post', 'edit', 'reply'] as const)('holds back a %s while one in doubt may be decided', async (mode) => {
    const [first = ''] = await owe(to(channel, 'post'))
    const [next = ''] = await owe(to(channel, mode))
    await claim(first)
    await ledger.inDoubt(first, 'timeout', noon)
    expect(await claim(next)).toBeNull()
    expect(await due(noon, 9)).toEqual([])
    await ledger.undecidable({ id: first, attempts: 1 })
    expect(await due(noon, 9)).toEqual([next])
    expect(await claim(next)).not.toBeNull()
  })

  it('leaves nobody untold for more than ten minutes', async () => {
    const [first = ''] = await owe(to(channel, 'post'))
    const [next = ''] = await owe(to(channel, 'post'))
    await claim(first)
    await ledger.inDoubt(first, 'timeout', noon)
    await claimedAgo(599, first)
    expect(await claim(next)).toBeNull()
    await claimedAgo(601, first)
    expect(await due(noon, 9)).toEqual([next])
    expect(await claim(next)).not.toBeNull()
  })

  it('binds neither other places, nor other things, nor what stands alone', async () => {
    const [, ...free] = await owe(
      to(channel, 'post'),
      to(mailbox, 'post'),
      to(channel, 'edit', 'another'),
      to(channel, 'reply', null),
    )
    expect((await due(noon, 9)).slice(1)).toEqual(free)
    for (const id of free) expect(await claim(id)).not.toBeNull()
  })

  it('keeps a crowd of sleepers from hiding what is due', async () => {
    const [first = ''] = await owe(to(channel, 'post'))
    for (let younger = 0; younger < 20; younger++) await owe(to(channel, 'edit'))
    const [mail = ''] = await owe(to(mailbox, 'post'))
    expect(await due(noon, 2)).toEqual([first, mail])
  })

  it('is kept by eight workers who take whatever they can get', async () => {
    const all: string[] = []
    for (let round = 0; round < 10; round++) all.push(...(await owe(to(channel, 'post'), to(mailbox, 'post'))))
    const arrived: Delivery[] = []
    const work = async (): Promise<void> => {
      for (let some = await due(noon, 4); arrived.length < all.length; some = await due(noon, 4)) {
        for (const id of some) {
          const delivery = await claim(id)
          if (!delivery) continue
          arrived.push(delivery)
          await ledger.sent(id, message, noon)
        }
      }
    }
    await Promise.all(Array.from({ length: 8 }, work))
    for (const place of [channel, mailbox]) {
      const order = arrived.filter((delivery) => delivery.place.id === place.id).map(({ id }) => Number(id.slice(2)))
      expect(order).toEqual([...order].sort((a, b) => a - b))
      expect(order).toHaveLength(10)
    }
  })
})

describe('while the database is away', () => {
  /** A ledger whose next connection, or the answer to its next statement, is lost. */
  async function cutOff(act: (ledger: Deliveries, db: Database) => Promise<unknown>): Promise<unknown> {
    const db = openDatabase({ url: store.url, applicationName: 'cut off', maxConnections: 1 })
    const cutting = makeDeliveries(db, 7)
    const cut = () =>
      sql`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'cut off' and datname = current_database()`.execute(store.db)
    const blocker = await store.db.startTransaction().execute()
    await sql`lock table deliveries in access exclusive mode`.execute(blocker)
    const acting = act(cutting, db).catch((error: unknown) => error)
    await vi.waitFor(async () => {
      const { rows } = await sql`select from pg_stat_activity
        where application_name = 'cut off' and wait_event_type = 'Lock'`.execute(store.db)
      expect(rows).toHaveLength(1)
    })
    await cut()
    await blocker.commit().execute()
    return acting.finally(() => db.destroy())
  }

  it('what became of a delivery is not forgotten', async () => {
    const [id = ''] = await owe(to(channel, 'post', null))
    await claim(id, noon, makeDeliveries(store.db, 7))
    expect(await cutOff((ledger) => ledger.sent(id, message, noon))).toBeUndefined()
    expect((await rowOf(id)).status).toBe('sent')
  })

  it('a claim whose answer was lost is given back', async () => {
    const [id = ''] = await owe(to(channel, 'post', null))
    expect(
      await cutOff((ledger, db) => claimBy({ inTransaction: makeInTransaction(db) }, ledger, id, noon)),
    ).toBeInstanceOf(Error)
    expect((await rowOf(id)).status).toBe('pending')
    expect(await claim(id)).not.toBeNull()
  })
})
