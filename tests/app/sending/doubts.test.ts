import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wordsOf } from '../../support/chat.ts'
import { adminOf, asks, type House, openHouse } from '../../support/house.ts'
import { at, hours } from '../../support/samples.ts'
import { openVendor, scheduled } from '../../support/scene.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
  await openVendor(house)
})
afterEach(() => house.close())

/** Nobody knows whether what is sent to the client's channel arrives. */
const fog = () =>
  house.senderAnswers(({ place }) =>
    place.address.kind === 'channel' && place.client === 'acme' ? { kind: 'in-doubt', reason: 'timeout' } : null,
  )
const minutesPass = async (minutes: number) => {
  house.clock.advance(minutes * 60_000)
  house.sent.length = 0
  await house.work.tick()
  await house.deliverAll()
  return house.sent.filter(({ card }) => card.kind === 'doubts-remain')
}
const move = (to: string) =>
  house.app.rescheduleUpdate({
    ...asks(adminOf('acme')),
    system: { client: 'acme', environment: 'production' as const },
    startsAt: at(to),
    seen: null,
    reason: null,
  })

describe('what stays in doubt', () => {
  it('is told to ops once, in one message, and listed by the API', async () => {
    fog()
    await scheduled(house, 'acme')
    await house.deliverAll()
    expect(await minutesPass(9)).toEqual([])
    const [told, ...more] = await minutesPass(2)
    expect(more).toEqual([])
    expect(told?.place.room).toBe('ops')
    expect(told?.card.title).toBe('2 messages may or may not have arrived')
    expect(wordsOf(told!.card)).toContain(
      'Slack channel CACME of acme: Update scheduled (3.9.12, production and staging)',
    )
    expect(await minutesPass(60)).toEqual([])
    const { items } = await house.app.readDoubts({ after: null, limit: 10 })
    expect(items.map(({ notice, status }) => `${notice.kind} ${status}`)).toEqual([
      'updates-scheduled in-doubt',
      'health-report-received in-doubt',
    ])
  })

  it('is not spoken of when it was decided in time', async () => {
    fog()
    await scheduled(house, 'acme')
    await house.deliverAll()
    for (const { id, attempts } of await house.deliveries.doubtful(10))
      await house.deliveries.found({ id, attempts }, { id }, house.clock.now())
    expect(await minutesPass(60)).toEqual([])
  })
})

describe('a message in doubt that was found at last', () => {
  it('is redrawn, since it missed what changed meanwhile', async () => {
    fog()
    await scheduled(house, 'acme')
    await house.deliverAll()
    const doubtful = await house.deliveries.doubtful(10)
    for (const { id, attempts } of doubtful) await house.deliveries.undecidable({ id, attempts })
    house.senderAnswers(() => null)
    await move('2026-12-07T08:00:00Z')
    await move('2026-12-08T08:00:00Z')
    await house.deliverAll()
    const inChannel = () =>
      house.sent.filter(({ place, mode }) => mode === 'edit' && place.address.kind === 'channel' && place.client)
    expect(inChannel()).toEqual([])
    house.clock.advance(hours(1))
    for (const { id } of doubtful) await house.deliveries.appeared(id, { channel: 'CACME', ts: id }, house.clock.now())
    await house.deliverAll()
    const [edit, ...more] = inChannel()
    expect(more).toEqual([])
    expect(edit?.standingMessage).toMatchObject({ channel: 'CACME' })
    expect(edit?.card.summary).toContain('production Tue 8 Dec, 03:00 EST')
  })
})
