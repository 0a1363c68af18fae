import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { slackLanes } from '../../../src/adapters/slack/sending/lanes.ts'
import { type House, openHouse } from '../../support/house.ts'
import { from, hours } from '../../support/samples.ts'
import { onFile, openVendor, scheduled } from '../../support/scene.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
  await openVendor(house)
  for (const id of ['soon', 'later']) await scheduled(house, id)
  await onFile(house, 'idle')
  await house.deliverAll()
  for (const [client, ahead] of [
    ['soon', 12],
    ['later', 240],
  ] as const)
    await house.db
      .updateTable('updates')
      .set({ starts_at: from(house.clock.now(), hours(ahead)) })
      .where('client', '=', client)
      .execute()
  // One workspace for all: that of a vendor who invites its clients.
  await sql`update places set address = jsonb_set(address, '{workspace}', '"T0"') where address ? 'workspace'`.execute(
    house.db,
  )
  house.lanesAre(slackLanes)
  house.sent.length = 0
})
afterEach(() => house.close())

/** So many messages that stand in a channel are to be redrawn. */
async function owe(where: string | null, count: number): Promise<void> {
  await house.ports.inTransaction(async (tx) => {
    const place = (await tx.places.around(where)).find(({ client, room, address }) =>
      where === null ? room === 'ops' : client === where && address.kind === 'channel',
    )
    if (!place) throw new Error('no such place')
    for (let n = 0; n < count; n += 1) {
      const standing = `some:${where}:${n}`
      await house.db
        .insertInto('standing_messages')
        .values({
          place: Number(place.id.slice(2)),
          key: standing,
          message: { ts: standing } as never,
          shows: null,
          updated_at: house.clock.now(),
        } as never)
        .execute()
      await tx.notices.owe(
        [
          {
            notice: {
              kind: 'release-paused',
              client: null,
              facts: { release: '3.9.12', by: { id: 'x', name: 'X' } as never, reason: 'why', inside: null },
            },
            owed: [{ place: place.id, mode: 'edit', standing, suppressed: null }],
          },
        ],
        house.clock.now(),
      )
    }
  })
}

/** All that is due is taken once, by two workers that send one after the other. */
async function round(): Promise<void> {
  const due = await house.work.dueDeliveries(1_000)
  await Promise.all(
    [house.work, house.anotherWorker()].map(async (worker, first) => {
      for (let at = first; at < due.length; at += 2) await worker.sendDeliveries([due[at]?.id ?? ''])
    }),
  )
}

/** Whose messages were redrawn since the last look, counted. */
function redrawn(): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { place } of house.sent.splice(0)) {
    const who = place.client ?? place.room ?? ''
    counts[who] = (counts[who] ?? 0) + 1
  }
  return counts
}

it('a workspace that takes fifty edits a minute shows first what the vendor sees, then what starts soon', async () => {
  await owe('later', 120)
  await round()
  expect(redrawn()).toEqual({ later: 50 })
  await owe('idle', 10)
  await owe('soon', 30)
  await owe(null, 5)
  await round()
  expect(redrawn()).toEqual({})

  house.clock.advance(60_000)
  await round()
  expect(redrawn()).toEqual({ ops: 5, soon: 30, later: 15 })

  // What was put off comes in the end, and none of it twice or in more than fifty a minute.
  const rest: Record<string, number> = {}
  for (let minutes = 0; minutes < 15; minutes += 1) {
    house.clock.advance(60_000)
    await round()
    const now = redrawn()
    expect(Object.values(now).reduce((sum, some) => sum + some, 0)).toBeLessThanOrEqual(50)
    for (const [who, some] of Object.entries(now)) rest[who] = (rest[who] ?? 0) + some
  }
  expect(rest).toEqual({ later: 55, idle: 10 })
})

it('five hundred edits keep no more turns than two minutes hold', async () => {
  await owe('later', 500)
  await round()
  const { rows } = await sql`select from kept_turns`.execute(house.db)
  expect(rows.length).toBeLessThanOrEqual(100)
})
