import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../../src/domain/people/actor.ts'
import { hour, minute, after as since } from '../../../src/domain/time/span.ts'
import { adminOf, asks, pipeline, services } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import { available, onFile, openVendor, scheduled, toldBy, updateOf } from '../../support/scene.ts'
import { acts } from '../../support/urgent-acts.ts'

let house: House
const { wish, withdraw } = acts(() => house)
beforeAll(async () => {
  house = await openHouse()
  await openVendor(house)
  await available(house, '3.9.12')
})
afterAll(() => house.close())

const bound = (client: string): Actor => ({
  kind: 'key',
  id: `K-${client}`,
  name: 'their own',
  client,
  environment: null,
})
const times = (count: number): number[] => Array.from({ length: count }, (_, n) => n)
const now = (): Date => house.clock.now()

describe('freezes', () => {
  const add = (client: string | null, actor: Actor, startsAt = since(now(), hour), length = hour) =>
    house.app.addFreeze({
      ...asks(actor),
      client,
      startsAt,
      endsAt: since(startsAt, length),
      reason: 'exams',
    })
  const codes = async (added: readonly ReturnType<typeof add>[]) =>
    (await Promise.all(added)).map((one) => (one.ok ? 'added' : one.refusal.code))

  it('of one second are none, of a client as of the vendor, however early they began', async () => {
    await onFile(house, 'second')
    const began = since(now(), -24 * hour)
    for (const [client, actor] of [
      ['second', bound('second')],
      [null, pipeline],
    ] as const) {
      expect(await codes([add(client, actor, since(now(), hour), 1_000)])).toEqual(['too-short'])
      expect(await codes([add(client, actor, began, 24 * hour + 1_000)])).toEqual(['too-short'])
    }
    expect(await codes([add('second', bound('second'), since(now(), hour), 15 * minute)])).toEqual(['added'])
  })

  it('of a client are ten a day, by its people and its keys together, also of many at once', async () => {
    await onFile(house, 'flood')
    const added = await codes(times(30).map((n) => add('flood', n % 2 ? bound('flood') : adminOf('flood'))))
    expect(added.filter((one) => one === 'added')).toHaveLength(10)
    expect(added.filter((one) => one === 'too-often')).toHaveLength(20)
    const refused = await add('flood', bound('flood'))
    if (refused.ok) throw new Error('an eleventh freeze')
    expect(refused.refusal.again).toEqual({ at: since(now(), 24 * hour), seconds: 86_400 })
    expect(refused.refusal.detail).toMatch(/next can be added from Mon 23 Nov 2026, 07:00 EST/)
    // Its channel and its two inboxes.
    const told = (await toldBy(house)).filter((one) => one.startsWith('freeze-laid'))
    expect(told.length).toBe(33)
  })

  it('of another client, and by services for this one, are no matter of it', async () => {
    await onFile(house, 'calm')
    expect(await codes([add('calm', adminOf('calm')), add('flood', services)])).toEqual(['added', 'added'])
  })

  it('that were refused for another reason count for nothing, and a day later there are ten more', async () => {
    house.clock.advance(24 * hour)
    const bad = { startsAt: since(now(), hour), endsAt: now(), reason: 'x' }
    for (const _ of times(20)) await house.app.addFreeze({ ...asks(bound('flood')), client: 'flood', ...bad })
    expect(await codes(times(11).map(() => add('flood', bound('flood'))))).toEqual(
      expect.arrayContaining([...times(10).map(() => 'added'), 'too-often']),
    )
  })

  it('to come are fifty at once', async () => {
    await onFile(house, 'many')
    const codesOf: string[] = []
    for (const day of times(6)) {
      for (const _ of times(10)) codesOf.push(...(await codes([add('many', bound('many'), since(now(), 240 * hour))])))
      if (day < 5) house.clock.advance(24 * hour + 1)
    }
    expect(codesOf.filter((one) => one === 'added')).toHaveLength(50)
    expect(codesOf.at(-1)).toBe('too-many')
  })
})

describe('urgent requests', () => {
  it('that are asked and taken back thirty times are two, and services hear of hardly any', async () => {
    await onFile(house, 'hasty')
    await onFile(house, 'calmer')
    await toldBy(house)
    const made: string[] = []
    for (const _ of times(30)) {
      const id = await wish('hasty')
      made.push(id)
      if (id.startsWith('R-')) await withdraw(id, adminOf('hasty'))
    }
    expect(made.filter((one) => one.startsWith('R-'))).toHaveLength(2)
    expect(new Set(made.slice(2))).toEqual(new Set(['too-often']))
    const id = await wish('calmer', {}, adminOf('calmer'))
    expect(id).toMatch(/^R-/)
    const told = await toldBy(house)
    expect(told.filter((one) => one.includes('services'))).toEqual(['urgent-request → services'])
  })

  it('say when, in the client’s zone, and then can be asked again; another system has its own', async () => {
    const staging = await wish('hasty', { system: { client: 'hasty', environment: 'staging' } })
    expect(staging).toMatch(/^R-/)
    const asked = await house.app.requestUrgent({
      ...asks(adminOf('hasty')),
      system: { client: 'hasty', environment: 'production' },
      release: null,
      reason: 'x',
      wishedAt: null,
    })
    if (asked.ok) throw new Error('a third request')
    expect(asked.refusal.detail).toMatch(
      /You can ask again from .* EST \(America.Toronto\); if it cannot wait, call our Client Services/,
    )
    house.clock.set(asked.refusal.again!.at.toISOString())
    const id = await wish('hasty')
    expect(id).toMatch(/^R-/)
    await withdraw(id, adminOf('hasty'))
  })

  it('are six a day, whatever their pace', async () => {
    for (const _ of times(9)) {
      const id = await wish('hasty')
      if (id.startsWith('R-')) await withdraw(id, adminOf('hasty'))
      house.clock.advance(40 * minute)
    }
    const day = await house.db
      .selectFrom('urgent_requests')
      .select('id')
      .where('client', '=', 'hasty')
      .where('environment', '=', 'production')
      .where('requested_at', '>', since(now(), -24 * hour))
      .execute()
    expect(day).toHaveLength(6)
  })
})

describe('moves of an update', () => {
  const move = async (client: string, hours: number, actor: Actor = adminOf(client)) => {
    const update = await updateOf(house, client)
    const startsAt = since(update.firstStart, hours * hour)
    const about = {
      system: { client, environment: 'production' as const },
      startsAt,
      seen: null,
      reason: 'asked to',
    }
    const previewed = await house.app.judgeMove({ ...asks(actor), ...about })
    const moved = await house.app.rescheduleUpdate({ ...asks(actor), ...about })
    return { previewed, moved }
  }

  it('are six an hour by its people; then the rule says so, in the preview, too', async () => {
    await scheduled(house, 'nomad')
    for (const n of times(6)) expect((await move('nomad', n + 1)).moved.ok).toBe(true)
    const { previewed, moved } = await move('nomad', 9)
    for (const one of [previewed, moved]) {
      if (one.ok) throw new Error('a seventh move')
      expect(one.refusal).toMatchObject({
        rule: 'too-many-moves',
        again: { at: since(now(), hour), seconds: 3_600 },
        update: { client: 'nomad' },
        limits: { cutOff: expect.any(Date) },
      })
    }
  })

  it('count a restore, and neither a preview nor what services do', async () => {
    await scheduled(house, 'rover')
    const system = { client: 'rover', environment: 'production' as const }
    for (const n of times(3)) {
      expect((await move('rover', 2 * n + 1)).moved.ok).toBe(true)
      await house.app.cancelUpdate({ ...asks(adminOf('rover')), system, seen: null, reason: 'x' })
      expect((await move('rover', 2 * n + 2)).moved).toMatchObject({ ok: true, value: { restored: true } })
    }
    expect((await move('rover', 12)).moved).toMatchObject({ ok: false, refusal: { rule: 'too-many-moves' } })
    expect((await move('rover', 12, services)).moved.ok).toBe(true)
    house.clock.advance(hour)
    expect((await move('rover', 13)).moved.ok).toBe(true)
  })
})
