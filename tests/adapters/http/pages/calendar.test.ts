import ICAL from 'ical.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { renderInvitation } from '../../../../src/adapters/email/render-calendar.ts'
import { revokeLinks } from '../../../../src/app/links/revoke-links.ts'
import { readInvitation } from '../../../support/calendar.ts'
import { adminOf, asks, type House, openHouse } from '../../../support/house.ts'
import { ada, pagesOf, pathOf, type TestPages } from '../../../support/pages.ts'
import { openVendor, scheduled, updateOf } from '../../../support/scene.ts'

let house: House
let pages: TestPages
let path: string
const name = 'Acme,; "College"\r\nBEGIN:VEVENT\u202e<img src=x>\\n'

beforeAll(async () => {
  house = await openHouse()
  await openVendor(house)
  await scheduled(house, 'acme', { name })
  await scheduled(house, 'beta')
  pages = pagesOf(house)
  path = await pathOf(house, ada(), 'calendar')
})
afterAll(() => house.close())

/** Read with another library than the one that writes it. */
async function events() {
  const answer = await pages.get(path)
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  const file = new ICAL.Component(ICAL.parse(await answer.text()))
  return file
    .getAllSubcomponents('vevent')
    .map((one) => ({ event: new ICAL.Event(one), status: String(one.getFirstPropertyValue('status')) }))
    .map(({ event, status }) => ({
      uid: event.uid,
      sequence: event.sequence,
      status,
      starts: event.startDate.toJSDate().toISOString(),
      utc: event.startDate.zone === ICAL.Timezone.utcTimezone,
      title: event.summary,
    }))
    .sort((a, b) => a.uid.localeCompare(b.uid))
}

test('both systems of that client, in UTC, under the names that mails give them', async () => {
  const shown = await events()
  expect(shown.map(({ starts, utc, status }) => [starts, utc, status])).toEqual([
    ['2026-12-06T06:00:00.000Z', true, 'CONFIRMED'],
    ['2026-12-06T06:00:00.000Z', true, 'CONFIRMED'],
  ])
  expect(shown[0]?.title).toContain(
    'Update of Acme,; "College" BEGIN:VEVENT[U+202E]<img src=x>\\n production to 3.9.12',
  )
  await house.deliverAll()
  const mailed = house.sent.find(({ calendar, place }) => calendar && place.administrator === 'acme-ada')
  if (!mailed?.calendar) throw new Error('no calendar was mailed')
  const people = {
    from: { name: 'Zerotouch', address: 'updates@vendor.example' },
    to: { name: 'Ada', address: 'ada@acme.example' },
    domain: 'vendor.example',
  }
  const inMail = readInvitation(renderInvitation(mailed.calendar.production, people).content)
  expect(shown.find(({ uid }) => uid === inMail.uid)).toMatchObject({
    sequence: inMail.sequence,
    starts: inMail.starts,
  })
})

test('follows a move and a cancel under the same name, with a sequence that rises', async () => {
  const before = await events()
  const system = { client: 'acme', environment: 'staging' } as const
  const startsAt = new Date('2026-12-08T06:00:00Z')
  await house.app.rescheduleUpdate({ ...asks(adminOf('acme')), system, startsAt, seen: null, reason: null })
  await house.app.cancelUpdate({
    ...asks(adminOf('acme')),
    system: { ...system, environment: 'production' },
    seen: null,
    reason: 'exams\r\nEND:VEVENT\r\nEND:VCALENDAR\r\nATTACH:javascript:alert(1)',
  })
  const after = await events()
  const text = await (await pages.get(path)).text()
  expect(text.match(/^(BEGIN:VEVENT|END:VCALENDAR|ATTACH.*)\r$/gm)?.sort()).toEqual([
    'BEGIN:VEVENT\r',
    'BEGIN:VEVENT\r',
    'END:VCALENDAR\r',
  ])
  expect(after.map(({ uid }) => uid)).toEqual(before.map(({ uid }) => uid))
  expect(after.map(({ starts, status }) => [starts, status])).toEqual([
    ['2026-12-06T06:00:00.000Z', 'CANCELLED'],
    ['2026-12-08T06:00:00.000Z', 'CONFIRMED'],
  ])
  for (const [index, { sequence }] of after.entries())
    expect(sequence).toBeGreaterThan(before[index]?.sequence ?? Number.NaN)
})

test('opens for two years, for calendars only, until it is revoked', async () => {
  const report = (await pathOf(house, ada(), 'report')).replace('/reports/', '/calendar/')
  expect((await pages.get(`${report}.ics`)).status).toBe(404)
  expect((await pages.get(path.replace('.ics', 'x.ics'))).status).toBe(404)
  expect((await pages.get('/calendar/acme.ics')).status).toBe(404)
  house.clock.advance(729 * 24 * 3_600_000)
  expect((await pages.get(path)).status).toBe(200)
  // What is long over has left the calendar.
  expect(await events()).toEqual([])
  await house.ports.inTransaction((tx) => revokeLinks(tx, ada()))
  expect((await pages.get(path)).status).toBe(410)
  expect((await updateOf(house, 'acme')).status).toBe('cancelled')
})
