import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Outgoing } from '../../../src/app/ports/delivery-ports.ts'
import { buttonsOf } from '../../support/chat.ts'
import {
  adminOf,
  asks,
  type House,
  openHouse,
  operator,
  receivedReport,
  services,
  specialist,
} from '../../support/house.ts'
import { at, from, hours } from '../../support/samples.ts'
import {
  available,
  healthy,
  onFile,
  openVendor,
  scheduled,
  startNow,
  updateOf,
  verificationOf,
} from '../../support/scene.ts'

let house: House
/** What each message shows now, by the id of the delivery that posted it. */
let shown: Map<string, Outgoing>
beforeEach(async () => {
  house = await openHouse()
  await openVendor(house)
  shown = new Map()
})
afterEach(() => house.close())

async function deliver(): Promise<void> {
  house.sent.length = 0
  await house.deliverAll()
  for (const outgoing of house.sent) {
    if (outgoing.place.address.kind !== 'channel') continue
    const id = outgoing.mode === 'edit' ? outgoing.standingMessage?.['id'] : outgoing.delivery
    if (id) shown.set(id, outgoing)
  }
}
async function timeIs(iso: string): Promise<void> {
  house.clock.set(iso)
  await house.work.tick()
  await deliver()
}
async function seenByAll(): Promise<void> {
  for (const administrator of [adminOf('acme'), adminOf('acme', 'acme-bob', 'Bob Marley')])
    await house.app.acknowledge({ ...asks(administrator), client: 'acme', release: '3.9.12' })
}
/** The verbs that a kind of message offers, one list for each message that stands. */
const offered = (kind: string) =>
  [...shown.values()]
    .filter(({ card }) => card.kind === kind)
    .map(({ card }) => [...new Set(buttonsOf(card).map(({ verb }) => verb))].filter((verb) => verb !== 'open').sort())

const start = at('2026-12-06T06:00:00Z')

describe('buttons of a start', () => {
  beforeEach(async () => {
    await scheduled(house, 'acme')
    await deliver()
    await seenByAll()
    await timeIs(from(start, -hours(24)).toISOString())
  })

  it('disappear at the cut-off, from the standing card and from its reminder', async () => {
    expect(offered('rollout')).toEqual([['cancel', 'reschedule']])
    expect(offered('start-reminded')).toEqual([['cancel', 'reschedule']])
    await timeIs(from(start, -hours(4) + 60_000).toISOString())
    expect(offered('rollout')).toEqual([[]])
    expect(offered('start-reminded')).toEqual([[]])
  })

  it('disappear at the client’s own cut-off, where it has one', async () => {
    await scheduled(house, 'beta', { policy: { cutOffHours: 12 } })
    await deliver()
    const offeredTo = (client: string) =>
      [...shown.values()]
        .filter(({ place, card }) => place.client === client && card.kind === 'rollout')
        .flatMap(({ card }) => buttonsOf(card).map(({ verb }) => verb))
    const { startsAt } = await updateOf(house, 'beta')
    await timeIs(from(startsAt, -hours(12)).toISOString())
    expect(offeredTo('beta')).toContain('reschedule')
    await timeIs(from(startsAt, -hours(12) + 60_000).toISOString())
    expect(offeredTo('beta')).not.toContain('reschedule')
    expect(offeredTo('acme')).toContain('reschedule')
  })

  it('disappear from the reminder when what it told is cancelled', async () => {
    for (const environment of ['production', 'staging'] as const)
      await house.app.cancelUpdate({
        ...asks(adminOf('acme')),
        system: { client: 'acme', environment },
        seen: null,
        reason: 'exams',
      })
    await deliver()
    expect(offered('start-reminded')).toEqual([[]])
  })

  it('follow the update that moved', async () => {
    const system = { client: 'acme', environment: 'production' } as const
    await house.app.rescheduleUpdate({
      ...asks(adminOf('acme')),
      system,
      startsAt: at('2026-12-09T08:00:00Z'),
      seen: null,
      reason: null,
    })
    await deliver()
    const { id, revision } = await updateOf(house, 'acme')
    const reminder = [...shown.values()].find(({ card }) => card.kind === 'start-reminded')
    expect(JSON.stringify(reminder?.card)).toContain(`${id}@${revision}`)
  })
})

describe('buttons of a card that another one follows', () => {
  const offers = () => offered('rollout').filter((verbs) => verbs.length > 0)
  beforeEach(async () => {
    await scheduled(house, 'acme')
    await deliver()
  })

  it('go when a newer release takes its place', async () => {
    await healthy(house, 'acme', '3.9.13')
    await deliver()
    expect(offered('rollout')).toEqual([[], ['acknowledge', 'cancel', 'reschedule']])
  })

  it('go when it is planned anew after it failed', async () => {
    const update = await updateOf(house, 'acme')
    await house.app.rescheduleUpdate({
      ...asks(adminOf('acme')),
      system: { client: 'acme', environment: 'staging' },
      seen: null,
      reason: null,
      startsAt: at('2026-12-20T08:00:00Z'),
    })
    await startNow(house, update)
    await house.app.recordUpdate(update.id, { status: 'failed', detail: 'disk full' }, operator)
    await deliver()
    // What was seen of the one that failed says nothing of the new one.
    expect(offers()).toEqual([['acknowledge', 'cancel', 'reschedule']])
  })

  it('go when the channel is linked again, also when it could not be redrawn at once', async () => {
    const place = [...shown.values()].find(({ card }) => card.kind === 'rollout')!.place
    await house.ports.inTransaction((tx) => tx.places.markGone(place.id, 'the bot was removed', house.clock.now()))
    house.senderAnswers(() => ({ kind: 'retry', reason: 'HTTP 503', afterMs: hours(1) }))
    const channel = { platform: 'slack', workspace: 'T1', channel: 'CACME' } as const
    await house.app.linkChannel({ ...asks(services), client: 'acme', channel })
    await deliver()
    await seenByAll()
    house.senderAnswers(() => null)
    await timeIs(from(house.clock.now(), hours(1)).toISOString())
    expect(offered('rollout')).toEqual([[], ['cancel', 'reschedule']])
  })
})

describe('buttons of a digest', () => {
  it('go when the failure is claimed, and when a newer digest follows', async () => {
    await onFile(house, 'acme')
    await available(house, '3.9.12')
    const failures = [{ name: 'one' }, { name: 'two' }]
    await house.app.receiveReport(await verificationOf(house, 'acme'), receivedReport(4_000, failures))
    await timeIs('2026-11-23T09:00:00Z')
    expect(offered('room-reminded')).toEqual([['claim-finding']])
    await timeIs('2026-11-23T11:00:00Z')
    expect(offered('room-reminded')).toEqual([[], ['claim-finding']])
    for (const finding of ['F-1', 'F-2'])
      await house.app.claimFinding({ ...asks(specialist), finding, seen: null } as never)
    await deliver()
    expect(offered('room-reminded')).toEqual([[], []])
  })

  it('go when the request is claimed', async () => {
    await onFile(house, 'acme')
    await available(house, '3.9.12')
    const system = { client: 'acme', environment: 'production' } as const
    const asked = await house.app.requestUrgent({
      ...asks(adminOf('acme')),
      system,
      release: null,
      reason: 'broken',
      wishedAt: null,
    })
    if (!asked.ok) throw new Error(asked.refusal.detail)
    await deliver()
    await timeIs('2026-11-23T09:00:00Z')
    expect(offered('room-reminded')).toEqual([['claim-request']])
    await house.app.claimRequest({ ...asks(services), requestId: asked.value.id, seen: null })
    await deliver()
    expect(offered('room-reminded')).toEqual([[]])
  })
})
