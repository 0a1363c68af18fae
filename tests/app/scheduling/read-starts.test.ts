import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Starts } from '../../../src/app/use-cases/starts.ts'
import { adminOf, asks, type House, openHouse, services, specialist } from '../../support/house.ts'
import { openVendor, scheduled, updateOf } from '../../support/scene.ts'

let house: House
const system = { client: 'acme', environment: 'staging' } as const
// Toronto's month of December with its neighbours: a freeze, the deadline and full slots lie in it.
const span = { from: new Date('2026-11-22T05:00:00Z'), until: new Date('2027-01-13T05:00:00Z') }

beforeAll(async () => {
  house = await openHouse('2026-11-22T12:00:00Z', { slotCapacity: 2 })
  await openVendor(house)
  await scheduled(house, 'acme')
  // Beta fills 6 Dec 06:15 UTC, because Acme fills 06:00.
  await scheduled(house, 'beta')
  await house.ports.inTransaction((tx) =>
    tx.freezes.add(
      {
        scope: 'vendor',
        startsAt: new Date('2026-12-24T05:00:00Z'),
        endsAt: new Date('2026-12-27T05:00:00Z'),
        reason: 'Holidays',
        inside: null,
      },
      null,
      house.clock.now(),
    ),
  )
})
afterAll(() => house.close())

async function startsFor(actor = adminOf('acme')): Promise<Starts> {
  const read = await house.app.readStarts({ actor, system, ...span })
  if (!read.ok) throw new Error(read.refusal.rule)
  return read.value
}

test('says of every quarter-hour what a move to it would be answered', async () => {
  for (const actor of [adminOf('acme'), services]) {
    const { starts } = await startsFor(actor)
    expect(starts).toHaveLength((span.until.getTime() - span.from.getTime()) / 900_000)
    // Every change from one rule to the next, and a few in between.
    const told = starts.filter(
      ({ rule, inWindow }, index) =>
        starts[index - 1]?.rule !== rule || starts[index - 1]?.inWindow !== inWindow || index % 311 === 0,
    )
    expect(new Set(told.map(({ rule }) => rule)).size).toBeGreaterThanOrEqual(actor === services ? 3 : 5)
    for (const { at, rule, inWindow } of told) {
      const judged = await house.app.judgeMove({
        ...asks(actor),
        system,
        startsAt: at,
        seen: null,
        reason: 'x',
      })
      expect(judged.ok ? null : judged.refusal.rule, at.toISOString()).toBe(rule)
      if (judged.ok) expect(judged.value.outsideWindow, at.toISOString()).toBe(!inWindow)
    }
  }
})

test('names what is moved, its limits, and the other system', async () => {
  const { update, other, restores, limits } = await startsFor()
  expect([update.environment, other?.environment, restores]).toEqual(['staging', 'production', false])
  expect(limits.deadline.toISOString()).toBe('2027-01-11T05:00:00.000Z')
})

test('is refused where no other time can help, and to those who may not act', async () => {
  const rule = async (actor = adminOf('acme')) => {
    const read = await house.app.readStarts({ actor, system, ...span })
    return read.ok ? 'ok' : read.refusal.rule
  }
  expect(await rule(specialist)).toBe('not-yours')
  expect(await rule(adminOf('beta'))).toBe('not-yours')
  house.clock.set('2026-12-06T03:00:00Z')
  expect(await rule()).toBe('too-late')
  expect(await rule(services)).toBe('ok')
  const { startsAt } = await updateOf(house, 'acme', 'staging')
  house.clock.set(startsAt.toISOString())
  await house.work.startUpdate((await updateOf(house, 'acme', 'staging')).id)
  expect(await rule()).toBe('already-started')
})
