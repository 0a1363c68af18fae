import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { up } from '../../../migrations/20261127T2155_two-texts.ts'
import { insideText } from '../../../src/domain/updates/inside-text.ts'
import { asks, type House, openHouse, operator } from '../../support/house.ts'
import { openVendor, scheduled, updateOf } from '../../support/scene.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
  await openVendor(house)
})
afterAll(() => house.close())

const staging = 'The update failed on staging, which went first'

it('what was written before there were two texts is read as meant for the inside, and holds as it held', async () => {
  const rows: readonly [client: string, status: string, by: string | null, detail: string | null][] = [
    ['paused', 'held', null, '1 of 5 updates that finished have failed, and at most 5 % may'],
    ['staging', 'held', null, staging],
    ['worded', 'held', null, staging],
    ['fix', 'held', null, 'A failure on the copy was confirmed; the update waits for a fix'],
    ['again', 'held', null, 'The copy was checked again and a specialist looks at what was found'],
    ['nowhere', 'held', null, 'No maintenance window within reach is free'],
    ['skipped', 'cancelled', 'client', 'exams'],
    ['withdrawn', 'cancelled', 'vendor', 'it loses grades'],
    ['failed', 'failed', null, 'disk full'],
    ['planned', 'scheduled', null, null],
  ]
  for (const [client] of rows) await scheduled(house, client)
  const added = await house.app.addFreeze({
    ...asks(operator),
    client: null,
    reason: 'year end',
    startsAt: new Date('2027-02-01T00:00:00Z'),
    endsAt: new Date('2027-02-08T00:00:00Z'),
  })
  expect(added.ok).toBe(true)
  await sql`
    alter table updates drop constraint updates_held_for, drop column hold, drop column reason, drop column inside,
      add column detail text`.execute(house.db)
  await sql`update freezes set reason = inside`.execute(house.db)
  await sql`alter table freezes drop column inside, alter column reason set not null`.execute(house.db)
  for (const [client, status, by, detail] of rows)
    await sql`update updates set status = ${status}, cancelled_by = ${by}, detail = ${detail},
      held_at = ${status === 'held' ? house.clock.now() : null}
      where client = ${client} and environment = 'production'`.execute(house.db)
  // The one was held by what failed on staging; the other by a person who paused with the same words.
  await sql`update updates set status = 'failed' where client = 'staging' and environment = 'staging'`.execute(house.db)
  await sql`update releases set status = 'paused'`.execute(house.db)
  const told = async (kind: string, client: string | null, facts: object) =>
    sql`insert into notices (kind, client, facts, noted_at)
      values (${kind}, ${client}, ${JSON.stringify(facts)}, ${house.clock.now()})`.execute(house.db)
  await sql`delete from deliveries`.execute(house.db)
  await sql`delete from notices`.execute(house.db)
  await told('update-held', 'paused', { reason: '1 of 5 have failed' })
  await told('update-held', 'staging', { reason: staging })
  await told('update-cancelled', 'skipped', { reason: 'exams', by: { forVendor: false } })
  await told('update-cancelled', 'withdrawn', { reason: 'it loses grades', by: { forVendor: true } })
  await told('update-failed', 'failed', { detail: 'disk full' })
  await told('release-paused', null, { reason: 'why' })
  await told('freeze-laid', null, { reason: 'year end' })
  await told('freeze-laid', 'skipped', { reason: 'exams' })
  await told('urgent-declined', 'skipped', { reason: 'Release 3.9.12 was withdrawn: it loses grades' })

  await up(house.db as never)

  const now: Record<string, object> = {}
  for (const [client] of rows) {
    const { hold, reason, inside } = await updateOf(house, client)
    now[client] = [hold, reason, inside]
  }
  expect(now).toEqual({
    paused: ['release-paused', null, insideText(rows[0]?.[3])],
    staging: ['staging-failed', null, null],
    worded: ['release-paused', null, insideText(staging)],
    fix: ['failure-confirmed', null, null],
    again: ['checked-again', null, null],
    nowhere: ['no-legal-start', null, null],
    skipped: [null, 'exams', null],
    withdrawn: [null, null, insideText('it loses grades')],
    failed: [null, null, insideText('disk full')],
    planned: [null, null, null],
  })
  const [freeze] = await house.app.listFreezes(null)
  expect(freeze).toMatchObject({ reason: null, inside: insideText('year end') })
  const { rows: facts } = await sql<{ facts: object }>`select facts from notices order by id`.execute(house.db)
  expect(facts.map((row) => row.facts)).toEqual([
    { hold: 'release-paused', reason: null, inside: { inside: '1 of 5 have failed' } },
    { hold: 'staging-failed', reason: null, inside: null },
    { reason: 'exams', inside: null, by: { forVendor: false } },
    { reason: null, inside: { inside: 'it loses grades' }, by: { forVendor: true } },
    { detail: { inside: 'disk full' } },
    { reason: null, inside: { inside: 'why' } },
    { reason: null, inside: { inside: 'year end' } },
    { reason: 'exams', inside: null },
    { reason: 'Release 3.9.12 was withdrawn' },
  ])
})
