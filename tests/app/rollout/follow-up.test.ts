import { sql } from 'kysely'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { changeReleaseStatus, type StatusChange } from '../../../src/app/rollout/change-release-status.ts'
import { insideText } from '../../../src/domain/updates/inside-text.ts'
import { asks, operator, services } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import { onFile, openVendor, planOf, scheduled, toldBy, updateOf } from '../../support/scene.ts'

const version = '3.9.12'
const ids = ['acme', 'beta', 'gamma']
const reasons = { reason: null, inside: insideText('grades get lost') }

let house: House
beforeEach(async () => {
  house = await openHouse()
  houses.push(house)
  await openVendor(house)
  for (const id of ids) await scheduled(house, id)
  await toldBy(house)
})
const houses: House[] = []
afterAll(async () => {
  for (const one of houses) await one.close()
})

/** As if the process had died right after the commit. */
const changed = (to: StatusChange['to'], from: StatusChange['from'] = null) =>
  house.ports.inTransaction((tx) =>
    changeReleaseStatus(tx, house.ports, { version, reasons, actor: operator, from, to }),
  )
const statuses = async (): Promise<string[]> => Promise.all(ids.map(async (id) => (await updateOf(house, id)).status))
const owed = async (): Promise<readonly number[]> => house.ports.withoutTransaction((tx) => tx.followUps.owed(0, 1_000))

it('a release that is paused starts nowhere, though nobody has followed yet; the next round holds it', async () => {
  expect(await changed('paused')).toMatchObject({ ok: true, value: { status: 'paused' } })
  expect(await owed()).toHaveLength(3)
  const update = await updateOf(house, 'acme')
  house.clock.set(update.startsAt.toISOString())
  await house.work.startUpdate(update.id)
  expect(house.jobs).toEqual([])
  expect(await statuses()).toEqual(['scheduled', 'scheduled', 'scheduled'])
  await house.work.tick()
  expect(await statuses()).toEqual(['held', 'held', 'held'])
  expect(await updateOf(house, 'acme')).toMatchObject({ hold: 'release-paused', ...reasons })
  expect(await owed()).toEqual([])
  const history = await house.app.readHistory('beta', 1)
  expect(history[0]).toMatchObject({ action: 'update-held', actor: { name: 'Olga Operator' } })
})

it('what goes on before anybody has followed moves nothing, and clients hear nothing of it', async () => {
  const before = await planOf(house, 'acme')
  await changed('paused')
  await changed('available', 'paused')
  expect(await owed()).toHaveLength(3)
  await house.work.tick()
  expect(await planOf(house, 'acme')).toEqual(before)
  expect(await toldBy(house)).toEqual(['release-paused → ops', 'release-resumed → ops'])
})

it('what is withdrawn before its pause was followed is cancelled, once, with the last reason', async () => {
  await changed('paused')
  await house.app.withdrawRelease(version, 'it loses grades', operator, 'It can lose grades.')
  expect(await statuses()).toEqual(['cancelled', 'cancelled', 'cancelled'])
  expect(await updateOf(house, 'gamma')).toMatchObject({ reason: 'It can lose grades.' })
  const told = await toldBy(house)
  expect(told.filter((one) => one.startsWith('update-held'))).toEqual([])
  expect(told.filter((one) => one === 'update-cancelled → mailbox')).toHaveLength(2 * ids.length)
  await house.work.tick()
  expect(await toldBy(house)).toEqual([])
})

it('nothing starts in a freeze of the vendor’s that nobody has followed yet; the next round plans it anew', async () => {
  const { startsAt } = await updateOf(house, 'acme')
  const freeze = await house.ports.inTransaction(async (tx) => {
    await tx.updates.lockPlans()
    const span = { scope: 'vendor', startsAt, endsAt: new Date(startsAt.getTime() + 86_400_000), ...reasons } as const
    const added = await tx.freezes.add(span, null, house.clock.now())
    expect(await tx.followUps.oweFreeze(added)).toBe(2 * ids.length)
    return added
  })
  house.clock.set(startsAt.toISOString())
  await house.work.startUpdate((await updateOf(house, 'acme')).id)
  expect(house.jobs).toEqual([])
  await house.work.tick()
  for (const id of ids) expect((await updateOf(house, id)).startsAt.getTime()).toBeGreaterThan(freeze.endsAt.getTime())
  expect(await owed()).toEqual([])
})

it('a freeze that was ended before anybody followed moves nothing', async () => {
  const before = await planOf(house, 'acme')
  const { startsAt } = await updateOf(house, 'acme')
  await house.ports.inTransaction(async (tx) => {
    const endsAt = new Date(startsAt.getTime() + 86_400_000)
    const added = await tx.freezes.add({ scope: 'vendor', startsAt, endsAt, ...reasons }, null, house.clock.now())
    await tx.followUps.oweFreeze(added)
    await tx.freezes.end(added.id, house.clock.now())
  })
  await house.work.tick()
  expect(await planOf(house, 'acme')).toEqual(before)
})

it('one client that cannot be followed up holds up none of the others, and goes on to be owed', async () => {
  await sql`
    create function refuse_beta() returns trigger language plpgsql as $$
    begin
      if new.client = 'beta' then raise exception 'beta is broken'; end if;
      return new;
    end $$`.execute(house.db)
  await sql`create trigger refuse_beta before update on updates for each row execute function refuse_beta()`.execute(
    house.db,
  )
  expect(await house.app.pauseRelease(version, 'a look', operator)).toMatchObject({ ok: true })
  expect(await statuses()).toEqual(['held', 'scheduled', 'held'])
  await house.work.tick()
  expect(await owed()).toHaveLength(1)
  await sql`drop trigger refuse_beta on updates`.execute(house.db)
  await house.work.tick()
  expect(await statuses()).toEqual(['held', 'held', 'held'])
  expect(await owed()).toEqual([])
})

it('several processes follow up together, each client once', async () => {
  await changed('withdrawn')
  await Promise.all([house.work.tick(), house.work.tick(), house.work.tick()])
  expect(await statuses()).toEqual(['cancelled', 'cancelled', 'cancelled'])
  expect(await owed()).toEqual([])
  const told = await toldBy(house)
  expect(told.filter((one) => one === 'update-cancelled → mailbox')).toHaveLength(2 * ids.length)
})

it('a client put on file meanwhile owes nothing, and is planned by what the release is', async () => {
  await changed('paused')
  await onFile(house, 'late')
  expect(await owed()).toHaveLength(3)
  await house.work.tick()
  expect(await planOf(house, 'late')).toEqual([])
})

it('those who start soonest follow first', async () => {
  const update = await updateOf(house, 'gamma')
  const soon = new Date(update.startsAt.getTime() - 3 * 3_600_000)
  const move = {
    system: { client: 'gamma', environment: 'production' } as const,
    startsAt: soon,
    seen: null,
    reason: null,
  }
  expect((await house.app.rescheduleUpdate({ ...asks(services), ...move, reason: 'asked' })).ok).toBe(true)
  await changed('paused')
  const [first] = await owed()
  const rows = await house.db.selectFrom('follow_ups').selectAll().orderBy('id').execute()
  expect(rows[0]).toMatchObject({ id: first, client: 'gamma' })
})
