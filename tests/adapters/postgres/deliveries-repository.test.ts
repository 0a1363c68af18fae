import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeDeliveries } from '../../../src/adapters/postgres/deliveries-repository.ts'
import type { Deliveries, Delivery } from '../../../src/app/delivery-ports.ts'
import { StaleWrite } from '../../../src/app/ports.ts'
import type { DeliveryMode, OwedDelivery } from '../../../src/domain/audience.ts'
import type { Notice } from '../../../src/domain/notice.ts'
import type { Place } from '../../../src/domain/place.ts'
import { annStamp, documentOf, later, noon, openStore, type Store } from './store.ts'

const notice: Notice = {
  kind: 'update-cancelled',
  client: 'acme',
  facts: {
    ...{ update: 'U-1001', environment: 'production', release: '3.9.12', reason: 'exams \0 🎓' },
    ...{ startsAt: noon.toISOString(), by: annStamp },
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

const to = (
  place: Place,
  mode: DeliveryMode,
  standing: string | null = 'rollout:acme:3.9.12',
): OwedDelivery => ({
  ...{ place: place.id, mode, standing, suppressed: null },
})
const owe = async (...owed: OwedDelivery[]): Promise<string[]> => {
  const before = await newest()
  await store.inTransaction((tx) => tx.notices.owe(notice, owed, noon))
  const rows = store.db.selectFrom('deliveries').select('id').where('id', '>', before).orderBy('id')
  return (await rows.execute()).map(({ id }) => `D-${id}`)
}
const newest = async (): Promise<number> =>
  (await store.db.selectFrom('deliveries').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst())
    ?.id ?? 0
const rowOf = (id: string) =>
  store.db
    .selectFrom('deliveries')
    .selectAll()
    .where('id', '=', Number(id.slice(2)))
    .executeTakeFirstOrThrow()
const claim = (id: string, now = noon): Promise<Delivery | null> => ledger.claim(id, now)
const send = async (id: string): Promise<void> => {
  expect(await claim(id)).not.toBeNull()
  await ledger.sent(id, message, noon)
}

describe('what is owed', () => {
  it('is claimed with all that is needed to send it', async () => {
    const [id = ''] = await owe(to(channel, 'post'))
    expect(await claim(id)).toEqual({
      ...{
        id,
        mode: 'post',
        standing: 'rollout:acme:3.9.12',
        attempts: 1,
        standingMessage: null,
        turn: null,
      },
      notice: { ...notice, facts: { ...notice.facts, reason: 'exams \ufffd 🎓' } },
      ...{ notedAt: noon, place: channel },
    })
  })

  it('is written once for a place and mode, and a suppressed one is finished with its reason', async () => {
    const suppressed = { ...to(mailbox, 'post'), suppressed: 'staging' } as const
    const [post = '', mail = '', ...rest] = await owe(to(channel, 'post'), suppressed, to(channel, 'post'))
    expect(rest).toEqual([])
    expect(await rowOf(mail)).toMatchObject({ status: 'suppressed', reason: 'staging', finished_at: noon })
    expect(await ledger.due(noon, 9)).toEqual([post])
    expect(await claim(mail)).toBeNull()
  })

  it('is nothing when the transaction that owes it breaks', async () => {
    const broken = store.inTransaction(async (tx) => {
      await tx.notices.owe(notice, [to(channel, 'post')], noon)
      throw new Error('no')
    })
    await expect(broken).rejects.toThrow('no')
    expect(await ledger.due(later(99), 9)).toEqual([])
  })

  it('is owed to a place that is gone too, and says so', async () => {
    const [id = ''] = await owe(to(mailbox, 'post'))
    await store.inTransaction((tx) => tx.places.markGone(mailbox.id, 'bounced'))
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
    expect(await ledger.due(later(4), 9)).toEqual([])
    expect(await claim(id, later(4))).toBeNull()
    expect(await ledger.due(later(5), 9)).toEqual([id])
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

  it.each(['sent', 'failed', 'suppressed', 'inDoubt'] as const)(
    'is never %s of what nobody claimed',
    async (word) => {
      const [id = ''] = await owe(to(channel, 'post'))
      const said = word === 'sent' ? ledger.sent(id, message, noon) : ledger[word](id, 'why', noon)
      await expect(said).rejects.toThrow(StaleWrite)
      expect(await rowOf(id)).toMatchObject({ status: 'pending', reason: null, attempts: 0 })
    },
  )

  it('may turn out later when it was in doubt', async () => {
    const [arrived = '', lost = ''] = await owe(to(channel, 'post', null), to(mailbox, 'post', null))
    for (const id of [arrived, lost]) {
      await claim(id)
      await ledger.inDoubt(id, 'timeout', noon)
    }
    expect((await ledger.doubtful(9)).map(({ id }) => id)).toEqual([arrived, lost])
    expect((await ledger.doubtful(1))[0]).toMatchObject({ place: channel, attempts: 1, mode: 'post' })
    await ledger.sent(arrived, message, later(1))
    await ledger.postponed(lost, 'not there', later(1))
    expect(await ledger.doubtful(9)).toEqual([])
    expect(await ledger.due(later(1), 9)).toEqual([lost])
  })

  it('is in doubt when its worker fell silent', async () => {
    const [silent = '', busy = ''] = await owe(to(channel, 'post', null), to(mailbox, 'post', null))
    await claim(silent, noon)
    await claim(busy, later(5))
    expect(await ledger.abandoned(later(5), later(10))).toEqual([silent])
    expect(await rowOf(silent)).toMatchObject({ status: 'in-doubt', finished_at: later(10) })
    expect((await rowOf(busy)).status).toBe('sending')
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
    expect(await ledger.due(noon, 9)).toEqual([first])
    expect(await claim(second)).toBeNull()
    await claim(first)
    expect(await claim(second)).toBeNull()
    expect(await ledger.due(noon, 9)).toEqual([])
    await ledger.sent(first, message, noon)
    expect(await ledger.due(noon, 9)).toEqual([second])
    expect(await claim(third)).toBeNull()
    await send(second)
    expect(await ledger.due(noon, 9)).toEqual([third])
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

  it('holds back what builds on one in doubt, but leaves nobody untold', async () => {
    const [first = ''] = await owe(to(channel, 'post'))
    const [edit = ''] = await owe(to(channel, 'edit'))
    await claim(first)
    await ledger.inDoubt(first, 'timeout', noon)
    expect(await claim(edit)).toBeNull()
    const [mail = ''] = await owe(to(mailbox, 'post'))
    const [nextMail = ''] = await owe(to(mailbox, 'post'))
    await claim(mail)
    await ledger.inDoubt(mail, 'timeout', noon)
    expect(await ledger.due(noon, 9)).toEqual([nextMail])
    expect(await claim(nextMail)).not.toBeNull()
  })

  it('binds neither other places, nor other things, nor what stands alone', async () => {
    const [, ...free] = await owe(
      to(channel, 'post'),
      to(mailbox, 'post'),
      to(channel, 'edit', 'another'),
      to(channel, 'reply', null),
    )
    expect((await ledger.due(noon, 9)).slice(1)).toEqual(free)
    for (const id of free) expect(await claim(id)).not.toBeNull()
  })

  it('keeps a crowd of sleepers from hiding what is due', async () => {
    const [first = ''] = await owe(to(channel, 'post'))
    for (let younger = 0; younger < 20; younger++) await owe(to(channel, 'edit'))
    const [mail = ''] = await owe(to(mailbox, 'post'))
    expect(await ledger.due(noon, 2)).toEqual([first, mail])
  })

  it('is kept by eight workers who take whatever they can get', async () => {
    const all: string[] = []
    for (let round = 0; round < 10; round++)
      all.push(...(await owe(to(channel, 'post'), to(mailbox, 'post'))))
    const arrived: Delivery[] = []
    const work = async (): Promise<void> => {
      for (
        let due = await ledger.due(noon, 4);
        arrived.length < all.length;
        due = await ledger.due(noon, 4)
      ) {
        for (const id of due) {
          const delivery = await claim(id)
          if (!delivery) continue
          arrived.push(delivery)
          await ledger.sent(id, message, noon)
        }
      }
    }
    await Promise.all(Array.from({ length: 8 }, work))
    for (const place of [channel, mailbox]) {
      const order = arrived
        .filter((delivery) => delivery.place.id === place.id)
        .map(({ id }) => Number(id.slice(2)))
      expect(order).toEqual([...order].sort((a, b) => a - b))
      expect(order).toHaveLength(10)
    }
  })
})
