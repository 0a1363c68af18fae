import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { overtakenAmong } from '../../../../src/adapters/postgres/deliveries/overtaken.ts'
import type { DeliveryMode } from '../../../../src/domain/notices/route.ts'
import type { NoticeKind } from '../../../../src/notices/kinds/notice.ts'
import { documentOf, noon, openStore, type Store } from '../store.ts'

let store: Store
let place = 0
beforeAll(async () => {
  store = await openStore()
  await store.inTransaction((tx) => tx.clients.put(documentOf('acme'), noon))
  const { id } = await store.db.selectFrom('places').select('id').limit(1).executeTakeFirstOrThrow()
  place = id
})
afterAll(() => store.close())
beforeEach(async () => {
  await store.db.deleteFrom('deliveries').execute()
  await store.db.deleteFrom('notices').execute()
})

const isOvertaken = async (id: string): Promise<boolean> => (await overtakenAmong(store.db, [id])).has(id)

type Told = { kind: NoticeKind; update?: string; mode?: DeliveryMode; status?: 'pending' | 'sent' | 'failed' }

/** Writes down that a place is owed a notice about an update. @returns the delivery's id */
async function owe({ kind, update = 'U-1', mode = 'reply', status = 'pending' }: Told): Promise<string> {
  const { db } = store
  const facts = JSON.stringify({ update, environment: 'production', release: '3.9.12' }) as never
  const notice = await db
    .insertInto('notices')
    .values({ kind, client: 'acme', facts, noted_at: noon })
    .returning('id')
    .executeTakeFirstOrThrow()
  const delivery = await db
    .insertInto('deliveries')
    .values({
      notice: notice.id,
      place,
      mode,
      status,
      standing: 'rollout:acme:3.9.12',
      matter: 'rollout:acme:3.9.12',
      reason: status === 'failed' ? 'x' : null,
      attempts: 0,
      due_at: noon,
      claimed_at: null,
      finished_at: status === 'pending' ? null : noon,
      turn_at: null,
      instead_of: null,
      keeps: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return `D-${delivery.id}`
}

const plans = ['update-rescheduled', 'update-cancelled', 'update-restored', 'update-held', 'update-resumed'] as const
const ends = ['update-started', 'update-finished', 'update-failed', 'update-stalled'] as const

describe('what was not sent yet', () => {
  it.each(plans.flatMap((older) => [...plans, ...ends].map((newer) => [older, newer] as const)))(
    '%s is left unsaid once %s is told of the same update',
    async (older, newer) => {
      const id = await owe({ kind: older })
      expect(await isOvertaken(id)).toBe(false)
      await owe({ kind: newer })
      expect(await isOvertaken(id)).toBe(true)
    },
  )

  it.each(ends.flatMap((older) => [...plans, ...ends].map((newer) => [older, newer] as const)))(
    '%s is told, whatever comes after it: %s',
    async (older, newer) => {
      const id = await owe({ kind: older })
      await owe({ kind: newer })
      expect(await isOvertaken(id)).toBe(false)
    },
  )

  it.each<[string, Partial<Told>]>([
    ['is of another update', { update: 'U-2' }],
    ['is a redraw, which nobody reads as news', { mode: 'edit' }],
    ['failed, so that nobody heard it', { status: 'failed' }],
  ])('is told when what came after it %s', async (_, newer) => {
    const id = await owe({ kind: 'update-held' })
    await owe({ kind: 'update-resumed', ...newer })
    expect(await isOvertaken(id)).toBe(false)
  })
})
