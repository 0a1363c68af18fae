import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Outgoing } from '../../../src/app/ports/delivery-ports.ts'
import type { ClientDocument } from '../../../src/app/ports/ports.ts'
import { standingInWords } from '../../../src/notices/deliveries/deliveries-card.ts'
import { placeWords } from '../../../src/notices/words/delivery-words.ts'
import { adminOf, asks, type House, openHouse, operator, pipeline, services } from '../../support/house.ts'
import { at } from '../../support/samples.ts'
import { available, healthy, onFile, openVendor, scheduled, updateOf } from '../../support/scene.ts'

let house: House
let acme: ClientDocument
beforeEach(async () => {
  house = await openHouse()
  await openVendor(house)
  acme = await onFile(house, 'acme')
})
afterEach(() => house.close())

/** Places of these kinds are gone: their platform says so to whoever sends there. */
function gone(...kinds: string[]): void {
  house.senderAnswers(({ place }) =>
    place.client === 'acme' && kinds.includes(place.address.kind) ? { kind: 'gone', reason: 'is_archived' } : null,
  )
}
/** What is sent from now on, e.g. `updates-scheduled → E-mail to ada@acme.example`. */
async function told(what: () => Promise<unknown>): Promise<string[]> {
  house.sent.length = 0
  await what()
  await house.deliverAll()
  return house.sent
    .filter(({ card, mode }) => card.kind !== 'release-board' && mode !== 'edit')
    .map(({ card, place }: Outgoing) => `${card.kind} → ${placeWords(place)}`)
    .sort()
}
const mails = (kind: string, ...people: string[]) => people.map((one) => `${kind} → E-mail to ${one}@acme.example`)
const move = (to: string, environment: 'production' | 'staging' = 'production') =>
  house.app.rescheduleUpdate({
    ...asks(adminOf('acme')),
    system: { client: 'acme', environment },
    startsAt: at(to),
    seen: null,
    reason: null,
  })

describe('a channel that is gone', () => {
  it('has what it should have said mailed to the administrators, and ops hears of it once', async () => {
    gone('channel')
    const heard = await told(() => healthy(house, 'acme'))
    expect(heard.filter((one) => one.startsWith('health-report'))).toEqual([
      ...mails('health-report', 'ada', 'bob'),
      'health-report → In-app inbox of production',
    ])
    expect(heard.filter((one) => one.startsWith('place-gone'))).toEqual(['place-gone → Our ops channel'])
  })

  it('is not asked again, and later notices are mailed at once, no notice twice to one mailbox', async () => {
    gone('channel')
    await told(() => healthy(house, 'acme'))
    const asked: string[] = []
    house.senderAnswers(({ place }) => {
      if (place.address.kind === 'channel' && place.client) asked.push(place.id)
      return null
    })
    expect(await told(() => move('2026-12-07T08:00:00Z'))).toEqual([
      ...mails('update-rescheduled', 'ada', 'bob'),
      'update-rescheduled → In-app inbox of production',
    ])
    await healthy(house, 'acme', '3.9.13')
    const later = await told(async () => undefined)
    expect(later.filter((one) => one.startsWith('health-report → E-mail'))).toHaveLength(2)
    expect(later.filter((one) => one.startsWith('rollout → E-mail'))).toEqual(mails('rollout', 'ada', 'bob'))
    expect(later.filter((one) => one.startsWith('place-gone'))).toEqual([])
    expect(asked).toEqual([])
  })

  it('has no mail about staging alone', async () => {
    await told(() => healthy(house, 'acme'))
    gone('channel')
    expect(await told(() => move('2026-12-07T08:00:00Z', 'staging'))).toEqual([
      'place-gone → Our ops channel',
      'update-rescheduled → In-app inbox of staging',
    ])
  })

  it('is spoken to again once the client’s document is put again', async () => {
    gone('channel')
    await told(() => healthy(house, 'acme'))
    house.senderAnswers(() => null)
    await house.app.putClient(acme, null, pipeline)
    const heard = await told(() => healthy(house, 'acme', '3.9.13'))
    expect(heard).toContain('health-report → Slack channel CACME')
    expect(heard.filter((one) => one.startsWith('health-report → E-mail'))).toEqual([])
    gone('channel')
    expect(await told(() => move('2026-12-09T08:00:00Z'))).toContain('place-gone → Our ops channel')
  })

  it('is spoken to again once it is linked again in chat, and nobody is told twice', async () => {
    await told(() => healthy(house, 'acme'))
    gone('channel')
    expect(await told(() => move('2026-12-07T08:00:00Z'))).toContain(mails('update-rescheduled', 'ada')[0])
    house.senderAnswers(() => null)
    const channel = acme.channels[0]!
    const sent = () => house.sent.filter(({ place }) => place.client === 'acme')
    const linked = await told(() => house.app.linkChannel({ ...asks(services), client: 'acme', channel }))
    // What it missed was mailed; now it is shown how things stand, and everybody hears that it is back.
    expect(linked).toEqual([
      ...mails('channel-linked', 'ada', 'bob'),
      'channel-linked → Our ops channel',
      'channel-linked → Slack channel CACME',
      'rollout → Slack channel CACME',
    ])
    const [shown] = sent().filter(({ card, mode }) => card.kind === 'rollout' && mode === 'post')
    expect(shown?.card.summary).toContain('production Mon 7 Dec, 03:00 EST')
    expect(await told(() => move('2026-12-08T08:00:00Z'))).toEqual([
      ...mails('update-rescheduled', 'ada', 'bob'),
      'update-rescheduled → In-app inbox of production',
      'update-rescheduled → Slack channel CACME',
    ])
    expect(sent().filter(({ mode }) => mode === 'edit')).toHaveLength(1)
    // A report goes to the channel alone again, and not by mail in its place.
    const later = await told(() => healthy(house, 'acme', '3.9.13'))
    expect(later.filter((one) => one.startsWith('health-report'))).toEqual([
      'health-report → In-app inbox of production',
      'health-report → Slack channel CACME',
    ])
  })

  it('is answered for in the ledger: why it was not told there, and who was in its place', async () => {
    gone('channel')
    await told(() => healthy(house, 'acme'))
    await told(() => healthy(house, 'acme', '3.9.13'))
    const { items } = await house.app.readDeliveries('acme', false, { after: null, limit: 100 })
    const reports = items.filter(({ notice }) => notice.kind === 'health-report-received')
    const lines = reports.map((one) => `${standingInWords(one)}: ${one.status} ${one.reason ?? ''}`.trim())
    expect(lines).toEqual([
      'E-mail to bob@acme.example, in place of Slack channel CACME: sent',
      'E-mail to ada@acme.example, in place of Slack channel CACME: sent',
      'In-app inbox of production: sent',
      'Slack channel CACME: suppressed gone',
      'E-mail to bob@acme.example, in place of Slack channel CACME: sent',
      'E-mail to ada@acme.example, in place of Slack channel CACME: sent',
      'In-app inbox of production: sent',
      'Slack channel CACME: failed is_archived',
    ])
  })
})

describe('people who did without a kind of mail because the channel tells them', () => {
  it('get it after all when the channel turns out to be gone', async () => {
    await told(() => healthy(house, 'acme'))
    await house.ports.inTransaction(async (tx) => {
      for (const id of ['acme-ada', 'acme-bob'])
        await tx.clients.savePersonal('acme', id, { off: { mail: ['changes'] } }, house.clock.now())
    })
    expect(await told(() => move('2026-12-07T08:00:00Z'))).not.toContain(mails('update-rescheduled', 'ada')[0])
    gone('channel')
    expect(await told(() => move('2026-12-08T08:00:00Z'))).toEqual([
      // Before anybody knew, their calendars were kept right.
      ...mails('calendar', 'ada', 'bob'),
      'place-gone → Our ops channel',
      ...mails('update-rescheduled', 'ada', 'bob'),
      'update-rescheduled → In-app inbox of production',
    ])
  })
})

describe('a client of whom every place is gone', () => {
  it('has ops told of each notice that reached nobody', async () => {
    await told(() => healthy(house, 'acme'))
    gone('channel', 'mailbox', 'direct')
    const heard = await told(() => move('2026-12-07T08:00:00Z'))
    expect(heard.filter((one) => one.startsWith('nobody-told'))).toEqual(['nobody-told → Our ops channel'])
    expect(heard.filter((one) => one.startsWith('place-gone'))).toHaveLength(3)
    expect(await told(() => move('2026-12-08T08:00:00Z'))).toEqual([
      'nobody-told → Our ops channel',
      'update-rescheduled → In-app inbox of production',
    ])
  })

  it('is not complained of where a rule keeps mail about staging back', async () => {
    await told(() => healthy(house, 'acme'))
    gone('channel')
    await told(() => move('2026-12-07T08:00:00Z', 'staging'))
    const heard = await told(() => move('2026-12-08T08:00:00Z', 'staging'))
    expect(heard).toEqual(['update-rescheduled → In-app inbox of staging'])
  })
})

describe('a direct message that cannot be sent', () => {
  it('is mailed to its reader, once', async () => {
    await scheduled(house, 'birch')
    house.senderAnswers(({ place }) => (place.client === null ? null : { kind: 'rejected', reason: 'malformed' }))
    await house.deliverAll()
    house.senderAnswers(({ place }) =>
      place.administrator === 'birch-ada' && place.address.kind === 'direct'
        ? { kind: 'gone', reason: 'user_disabled' }
        : null,
    )
    const update = await updateOf(house, 'birch')
    house.clock.set(new Date(update.startsAt.getTime() - 40 * 3_600_000).toISOString())
    const heard = await told(() => house.work.tick())
    const repeated = house.sent.filter(({ card }) => card.kind === 'schedule-repeated')
    expect(heard).toContain('place-gone → Our ops channel')
    expect(repeated.some(({ place }) => place.administrator === 'birch-bob')).toBe(true)
    expect(
      house.sent
        .filter(({ place }) => place.address.kind === 'mailbox')
        .map(({ place }) => place.administrator)
        .sort(),
    ).toEqual(['birch-ada', 'birch-bob'])
  })
})

describe('a room of the vendor that is gone', () => {
  it('has its notices mailed to those who work in it', async () => {
    house.senderAnswers(({ place }) =>
      place.room === 'ops' && place.address.kind === 'channel' ? { kind: 'gone', reason: 'is_archived' } : null,
    )
    const olga = 'E-mail to olga@vendor.example, for our ops channel'
    await available(house, '3.9.12')
    expect(await told(async () => undefined)).toEqual([`place-gone → ${olga}`])
    expect(await told(() => house.app.pauseRelease('3.9.12', 'a bug', operator))).toEqual([`release-paused → ${olga}`])
  })
})
