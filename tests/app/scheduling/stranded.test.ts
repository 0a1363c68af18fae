import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../../../src/domain/people/actor.ts'
import { asks, type House, openHouse, operator, pipeline, services } from '../../support/house.ts'
import { at, hours } from '../../support/samples.ts'
import {
  healthy,
  onFile,
  onFileSinceLong,
  openVendor,
  planOf,
  scheduled,
  startNow,
  toldBy,
  updateOf,
} from '../../support/scene.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
  await openVendor(house)
})
afterEach(() => house.close())

const tooShort = { windows: ['SUN 01:00-01:45'] }
const both = ['production 3.9.12 scheduled 2026-12-06T06:00Z', 'staging 3.9.12 scheduled 2026-12-06T06:00Z']
const freeze = async (endsAt: string, client: string | null = null, actor: Actor = operator) => {
  const startsAt = house.clock.now()
  const added = await house.app.addFreeze({
    ...asks(actor),
    client,
    startsAt,
    endsAt: at(endsAt),
    reason: 'audit',
  })
  if (!added.ok) throw new Error(added.refusal.detail)
  return added.value.freeze.id
}
const passes = async (days: number) => {
  house.clock.advance(hours(24 * days))
  await house.work.tick()
}
const toOps = async () => (await toldBy(house)).filter((one) => one.endsWith('→ ops'))

describe('a client that could not be scheduled is scheduled by itself', () => {
  it('when its windows are changed in chat', async () => {
    await onFileSinceLong(house, 'acme', tooShort)
    await healthy(house, 'acme')
    expect(await planOf(house, 'acme')).toEqual([])
    const windows = ['SUN 01:00-03:00']
    const changed = await house.app.changeWindows({
      ...asks(services),
      client: 'acme',
      seen: null,
      zone: 'America/Toronto',
      windows,
      reason: 'asked by phone',
    })
    expect(changed.ok).toBe(true)
    expect(await planOf(house, 'acme')).toEqual(both)
  })

  it('when its document brings other windows, or a shorter outage', async () => {
    for (const id of ['acme', 'beta']) {
      await onFileSinceLong(house, id, tooShort)
      await healthy(house, id)
    }
    await onFile(house, 'acme')
    await onFile(house, 'beta', { ...tooShort, policy: { expectedMinutes: 45 } })
    for (const id of ['acme', 'beta']) expect(await planOf(house, id)).toEqual(both)
  })

  it('when a channel is linked, where all that reached its people was gone', async () => {
    await onFile(house, 'acme')
    await house.ports.inTransaction(async (tx) => {
      for (const { id, room, address } of await tx.places.around('acme'))
        if (room === null && address.kind !== 'inbox') await tx.places.markGone(id, 'archived', house.clock.now())
    })
    await healthy(house, 'acme')
    expect(await toOps()).toContain('client-unschedulable → ops')
    const channel = { kind: 'channel', platform: 'slack', workspace: 'T1', channel: 'CNEW' } as const
    expect(await house.app.linkChannel({ ...asks(services), client: 'acme', channel })).toMatchObject({
      ok: true,
    })
    expect(await planOf(house, 'acme')).toEqual(both)
  })

  it('when what failed in a freeze can be tried again', async () => {
    await scheduled(house, 'acme')
    const update = await updateOf(house, 'acme')
    await startNow(house, update)
    await startNow(house, await updateOf(house, 'acme', 'staging'))
    const id = await freeze('2027-03-31T00:00:00Z')
    await house.app.recordUpdate(update.id, { status: 'failed', detail: 'disk full' }, pipeline)
    expect((await updateOf(house, 'acme')).status).toBe('failed')
    expect(await toOps()).toContain('client-unschedulable → ops')
    await house.app.endFreeze({ ...asks(operator), freeze: id })
    expect(await planOf(house, 'acme')).toContain('production 3.9.12 scheduled 2026-12-13T06:00Z')
    expect(await toOps()).not.toContain('client-unschedulable → ops')
  })
})

describe('an update that is held for want of a start goes on by itself', () => {
  it('when the end of a freeze comes within 60 days, and nobody is told twice until then', async () => {
    await scheduled(house, 'acme')
    await freeze('2027-02-20T00:00:00Z')
    expect((await updateOf(house, 'acme')).status).toBe('held')
    await toldBy(house)
    for (let day = 0; day < 30; day += 10) await passes(10)
    expect((await updateOf(house, 'acme')).status).toBe('held')
    expect((await toldBy(house)).filter((one) => !one.includes('remind'))).toEqual([])
    await passes(2)
    expect(await planOf(house, 'acme')).toEqual([
      'production 3.9.12 scheduled 2027-02-21T06:00Z',
      'staging 3.9.12 scheduled 2027-02-21T06:00Z',
    ])
    // Held by the vendor's freeze since 22 November: that extends the deadline.
    expect((await updateOf(house, 'acme')).deadline).toEqual(at('2027-02-21T06:15:00Z'))
    expect(await toldBy(house)).toEqual(
      expect.arrayContaining(['update-rescheduled → mailbox', 'update-rescheduled → channel (reply)']),
    )
    const mail = house.sent.find(({ card }) => card.kind === 'update-rescheduled')?.card
    expect(JSON.stringify(mail)).toContain('It was on hold for want of a start; now there is one.')
    await passes(0.02)
    expect((await toldBy(house)).filter((one) => one.startsWith('update-'))).toEqual([])
  })

  it('when its windows change', async () => {
    await scheduled(house, 'acme')
    await onFileSinceLong(house, 'acme', tooShort)
    const { startsAt } = await updateOf(house, 'acme')
    house.clock.set(new Date(startsAt.getTime() + hours(1)).toISOString())
    await house.work.tick()
    expect((await updateOf(house, 'acme')).status).toBe('held')
    await onFile(house, 'acme')
    expect(await planOf(house, 'acme')).toEqual([
      'production 3.9.12 scheduled 2026-12-13T06:00Z',
      'staging 3.9.12 scheduled 2026-12-13T06:00Z',
    ])
  })

  it('but not while its release is on hold', async () => {
    await scheduled(house, 'acme')
    const id = await freeze('2027-03-01T00:00:00Z')
    await house.app.pauseRelease('3.9.12', 'a look', operator)
    await house.app.endFreeze({ ...asks(operator), freeze: id })
    expect((await updateOf(house, 'acme')).status).toBe('held')
    await house.app.resumeRelease('3.9.12', 'mended', operator)
    expect(await planOf(house, 'acme')).toEqual(both)
  })
})
