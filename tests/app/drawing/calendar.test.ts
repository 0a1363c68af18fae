import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderCalendarFile, renderInvitation } from '../../../src/adapters/email/render-calendar.ts'
import type { Environment } from '../../../src/domain/people/system.ts'
import { makeCalendar, readCalendarFile } from '../../support/calendar.ts'
import { adminOf, asks, type House, openHouse, operator, pipeline } from '../../support/house.ts'
import { at } from '../../support/samples.ts'
import { healthy, openVendor, scheduled, updateOf } from '../../support/scene.ts'

const people = {
  from: { name: 'Zerotouch', address: 'updates@vendor.example' },
  to: { name: 'Ada', address: 'ada@acme.example' },
  domain: 'vendor.example',
}

let house: House
beforeAll(async () => {
  house = await openHouse()
  await openVendor(house)
})
afterAll(() => house.close())

/** What a calendar of Ada's shows after each mail that she gets. */
function openCalendar(client: string) {
  const calendar = makeCalendar()
  return {
    known: calendar.known,
    async afterMails(): Promise<string[]> {
      house.sent.length = 0
      await house.deliverAll()
      for (const { place, calendar: entry } of house.sent) {
        if (place.administrator === `${client}-ada` && entry)
          calendar.take(renderInvitation(entry.production, people).content)
      }
      return calendar.entries()
    },
  }
}

async function move(client: string, environment: Environment, to: string): Promise<void> {
  const startsAt = at(to)
  const request = {
    ...asks(adminOf(client)),
    system: { client, environment },
    startsAt,
    seen: null,
    reason: null,
  }
  expect((await house.app.rescheduleUpdate(request)).ok).toBe(true)
}

async function cancel(client: string, environment: Environment): Promise<void> {
  const request = { ...asks(adminOf(client)), system: { client, environment }, seen: null, reason: 'exams' }
  expect((await house.app.cancelUpdate(request)).ok).toBe(true)
}

describe('the calendar entry of an update', () => {
  it('is made, moved, cancelled and restored: one entry, and never twice the same sequence', async () => {
    const ada = openCalendar('acme')
    await scheduled(house, 'acme')
    expect(await ada.afterMails()).toEqual(['2026-12-06T06:00Z Update of Acme College production to 3.9.12'])
    await move('acme', 'production', '2026-12-07T08:00:00Z')
    expect(await ada.afterMails()).toEqual(['2026-12-07T08:00Z Update of Acme College production to 3.9.12'])
    await cancel('acme', 'production')
    expect(await ada.afterMails()).toEqual([])
    await move('acme', 'production', '2026-12-08T08:00:00Z')
    expect(await ada.afterMails()).toEqual(['2026-12-08T08:00Z Update of Acme College production to 3.9.12'])
    const update = await updateOf(house, 'acme')
    expect(ada.known()).toEqual([
      expect.objectContaining({
        uid: `${update.id.toLowerCase()}@vendor.example`,
        sequence: update.revision,
      }),
    ])
  })

  it('goes on as that of the newer release that takes the place', async () => {
    const ada = openCalendar('beta')
    await scheduled(house, 'beta', {}, '3.9.12')
    await move('beta', 'production', '2026-12-07T08:00:00Z')
    await ada.afterMails()
    const older = await updateOf(house, 'beta')
    await healthy(house, 'beta', '3.9.13')
    expect(await ada.afterMails()).toEqual(['2026-12-07T08:00Z Update of Beta College production to 3.9.13'])
    await move('beta', 'production', '2026-12-07T09:00:00Z')
    expect(await ada.afterMails()).toEqual(['2026-12-07T09:00Z Update of Beta College production to 3.9.13'])
    await cancel('beta', 'production')
    expect(await ada.afterMails()).toEqual([])
    expect(ada.known().map(({ uid }) => uid)).toEqual([`${older.id.toLowerCase()}@vendor.example`])
  })

  it('is uncertain while its release is paused', async () => {
    const ada = openCalendar('gamma')
    await scheduled(house, 'gamma', {}, '3.9.14')
    await ada.afterMails()
    // A hold is told when the start is near.
    house.clock.set('2026-12-05T12:00:00Z')
    await house.app.pauseRelease('3.9.14', 'a doubt', operator)
    expect(await ada.afterMails()).toEqual(['2026-12-06T06:00Z On hold: Update of Gamma College production to 3.9.14'])
    expect(ada.known()[0]?.status).toBe('TENTATIVE')
    await house.app.resumeRelease('3.9.14', 'no doubt', operator)
    expect(await ada.afterMails()).toEqual(['2026-12-06T06:00Z Update of Gamma College production to 3.9.14'])
    await house.app.withdrawRelease('3.9.14', 'a bug', pipeline)
    expect((await ada.afterMails()).filter((entry) => entry.includes('3.9.14'))).toEqual([])
    house.clock.set('2026-11-22T12:00:00Z')
  })

  it('follows for somebody who gets no mails about changes, by a mail that says so and nothing else', async () => {
    const ada = openCalendar('zeta')
    await scheduled(house, 'zeta', { policy: { maxReleasesBehind: 100 } }, '3.9.16')
    await ada.afterMails()
    await house.ports.inTransaction((tx) =>
      tx.clients.savePersonal('zeta', 'zeta-ada', { off: { mail: ['changes'] } }, house.clock.now()),
    )
    const mailsTo = (who: string) =>
      house.sent.filter(({ place }) => place.administrator === `zeta-${who}` && place.address.kind === 'mailbox')
    await move('zeta', 'production', '2026-12-07T08:00:00Z')
    expect(await ada.afterMails()).toEqual(['2026-12-07T08:00Z Update of Zeta College production to 3.9.16'])
    expect(mailsTo('ada').map(({ card }) => [card.kind, card.title])).toEqual([
      ['calendar', 'Update of Zeta College production to 3.9.16, Mon 7 Dec 2026, 03:00 EST (America/Toronto)'],
    ])
    expect(mailsTo('bob').map(({ card }) => card.kind)).toEqual(['update-rescheduled'])
    await move('zeta', 'staging', '2026-12-08T08:00:00Z')
    await ada.afterMails()
    expect(mailsTo('ada')).toEqual([])
    await cancel('zeta', 'production')
    expect(await ada.afterMails()).toEqual([])
    expect(mailsTo('ada').map(({ card }) => card.title)).toEqual([
      'Off your calendar: Update of Zeta College production to 3.9.16',
    ])
  })

  it('is sent once, as it is by then, to somebody without such mails whose server was down for an hour', async () => {
    const ada = openCalendar('eta')
    await scheduled(house, 'eta', {}, '3.9.17')
    await ada.afterMails()
    await house.ports.inTransaction((tx) =>
      tx.clients.savePersonal('eta', 'eta-ada', { off: { mail: ['changes'] } }, house.clock.now()),
    )
    house.senderAnswers(({ mode }) =>
      mode === 'calendar' ? { kind: 'retry', reason: '451', afterMs: 3_600_000 } : null,
    )
    await move('eta', 'production', '2026-12-07T08:00:00Z')
    await house.deliverAll()
    await move('eta', 'production', '2026-12-08T08:00:00Z')
    await house.deliverAll()
    house.senderAnswers(() => null)
    house.clock.advance(3_600_000)
    expect(await ada.afterMails()).toEqual(['2026-12-08T08:00Z Update of Eta College production to 3.9.17'])
    expect(house.sent.filter(({ card }) => card.kind === 'calendar')).toHaveLength(1)
  })

  it('comes in a file with the staging system’s beside it, which says that nobody is mailed when staging moves', async () => {
    const filed = async () => {
      house.sent.length = 0
      await house.deliverAll()
      const mails = house.sent.filter(({ place }) => place.administrator === 'theta-ada')
      return mails.map(({ calendar }) =>
        (calendar ? readCalendarFile(renderCalendarFile(calendar, people.domain)) : []).map(
          ({ starts, title, status }) => `${starts.slice(0, 16)} ${title} ${status}`,
        ),
      )
    }
    await scheduled(house, 'theta', { policy: { maxReleasesBehind: 100 } }, '3.9.18')
    expect(await filed()).toEqual([
      [
        '2026-12-06T06:00 Update of Theta College production to 3.9.18 CONFIRMED',
        '2026-12-06T06:00 Update of Theta College staging to 3.9.18 CONFIRMED',
      ],
    ])
    const entries = house.sent.find(({ calendar }) => calendar)?.calendar
    expect(entries?.staging?.text).toContain('Nobody is mailed when the staging system moves.')
    expect(entries?.production.text).not.toContain('Nobody is mailed')
    await move('theta', 'staging', '2026-12-09T08:00:00Z')
    expect(await filed()).toEqual([])
    // The next mail has both as they are by then.
    await move('theta', 'production', '2026-12-07T08:00:00Z')
    expect(await filed()).toEqual([
      [
        '2026-12-07T08:00 Update of Theta College production to 3.9.18 CONFIRMED',
        '2026-12-09T08:00 Update of Theta College staging to 3.9.18 CONFIRMED',
      ],
    ])
    await cancel('theta', 'staging')
    await cancel('theta', 'production')
    expect(await filed()).toEqual([
      [
        '2026-12-07T08:00 Update of Theta College production to 3.9.18 CANCELLED',
        '2026-12-09T08:00 Update of Theta College staging to 3.9.18 CANCELLED',
      ],
    ])
  })

  it('is not that of a staging system, whose changes are not mailed', async () => {
    const ada = openCalendar('delta')
    await scheduled(house, 'delta', {}, '3.9.15')
    const [shown] = await ada.afterMails()
    await move('delta', 'staging', '2026-12-09T08:00:00Z')
    expect(await ada.afterMails()).toEqual([shown])
    expect(shown).toContain('production')
  })
})
