import { afterAll, beforeAll, expect, it } from 'vitest'
import { type House, openHouse } from '../../support/house.ts'
import { at } from '../../support/samples.ts'
import { available, openVendor, scheduled, updateOf } from '../../support/scene.ts'

/**
 * The nights on which the clocks of seven zones change, through the scheduler and the store: an update needs 60 minutes.
 * The instants are worked out by hand from each zone's rule.
 */
type Night = {
  readonly zone: string
  /** Eight days before, so that the notice period ends the day before the change. */
  readonly now: string
  readonly starts: readonly (readonly [window: string, start: string, what: string])[]
}

const nights: readonly Night[] = [
  {
    zone: 'America/New_York', // 14 March 2027, 02:00 EST is 03:00 EDT, at 07:00 UTC
    now: '2027-03-06T12:00:00Z',
    starts: [
      ['SUN 02:00-04:00', '2027-03-14T07:00Z', 'opens in the gap, and one hour is left of two'],
      ['SUN 02:00-03:30', '2027-03-21T06:00Z', 'half an hour is left: a week later'],
      ['SUN 01:15-03:00', '2027-03-21T05:15Z', '45 minutes are left: a week later'],
      ['SAT 23:00-SUN 04:00', '2027-03-14T04:00Z', 'opens the evening before'],
    ],
  },
  {
    zone: 'America/New_York', // 7 November 2027, 02:00 EDT is 01:00 EST, at 06:00 UTC
    now: '2027-10-30T12:00:00Z',
    starts: [
      ['SUN 01:30-03:00', '2027-11-07T05:30Z', 'the first 01:30 of two'],
      ['SUN 00:30-01:30', '2027-11-07T04:30Z', 'closes at the first 01:30'],
      ['SUN 02:00-03:00', '2027-11-07T07:00Z', 'the only 02:00 comes after the change'],
    ],
  },
  {
    zone: 'Europe/Berlin', // 28 March 2027, 02:00 CET is 03:00 CEST, at 01:00 UTC
    now: '2027-03-20T12:00:00Z',
    starts: [
      ['SUN 02:00-04:00', '2027-03-28T01:00Z', 'opens in the gap'],
      ['SUN 02:00-03:00', '2027-04-04T00:00Z', 'nothing is left: a week later'],
      ['SUN 01:30-03:15', '2027-04-03T23:30Z', '45 minutes are left: a week later'],
      ['SAT 23:00-SUN 02:30', '2027-03-27T22:00Z', 'closes in the gap'],
    ],
  },
  {
    zone: 'Europe/Berlin', // 31 October 2027, 03:00 CEST is 02:00 CET, at 01:00 UTC
    now: '2027-10-23T12:00:00Z',
    starts: [
      ['SUN 02:00-04:00', '2027-10-31T00:00Z', 'the first 02:00 of two'],
      ['SAT 23:30-SUN 02:30', '2027-10-30T21:30Z', 'over midnight'],
      ['SUN 03:00-04:00', '2027-10-31T02:00Z', 'after the change'],
    ],
  },
  {
    zone: 'Australia/Lord_Howe', // 3 October 2027, 02:00 +10:30 is 02:30 +11, at 15:30 UTC of the 2nd
    now: '2027-09-25T00:00:00Z',
    starts: [
      ['SUN 02:00-04:00', '2027-10-02T15:30Z', 'opens in a gap of half an hour'],
      ['SUN 02:00-03:00', '2027-10-09T15:00Z', 'half an hour is left: a week later'],
      ['SUN 01:00-02:15', '2027-10-02T14:30Z', 'closes in the gap, at 02:30'],
    ],
  },
  {
    zone: 'Australia/Lord_Howe', // 4 April 2027, 02:00 +11 is 01:30 +10:30, at 15:00 UTC of the 3rd
    now: '2027-03-27T00:00:00Z',
    starts: [
      ['SUN 01:30-03:00', '2027-04-03T14:30Z', 'the first 01:30 of two'],
      ['SUN 02:00-03:00', '2027-04-03T15:30Z', 'the only 02:00 comes after the change'],
      ['SUN 00:45-01:45', '2027-04-03T13:45Z', 'closes at the first 01:45'],
    ],
  },
  {
    zone: 'Africa/Cairo', // Friday 30 April 2027 begins at 01:00 EEST, at 22:00 UTC of the 29th
    now: '2027-04-22T12:00:00Z',
    starts: [
      ['FRI 00:00-02:00', '2027-04-29T22:00Z', 'a day without a midnight'],
      ['THU 23:00-FRI 01:00', '2027-04-29T21:00Z', 'two hours on the wall, one to work in'],
      ['FRI 00:00-01:30', '2027-05-06T21:00Z', 'half an hour is left: a week later'],
    ],
  },
  {
    zone: 'Africa/Cairo', // Thursday 28 October 2027, 24:00 EEST is 23:00 EET, at 21:00 UTC
    now: '2027-10-20T12:00:00Z',
    starts: [
      ['THU 23:00-FRI 01:00', '2027-10-28T20:00Z', 'the first 23:00 of two'],
      ['FRI 00:00-01:00', '2027-10-28T22:00Z', 'midnight comes an hour later'],
    ],
  },
  {
    zone: 'America/Santiago', // Sunday 5 September 2027 begins at 01:00 -03, at 04:00 UTC
    now: '2027-08-28T12:00:00Z',
    starts: [
      ['SUN 00:00-02:00', '2027-09-05T04:00Z', 'a day without a midnight'],
      ['SAT 23:30-SUN 01:00', '2027-09-12T02:30Z', 'half an hour is left: a week later'],
    ],
  },
  {
    zone: 'America/Santiago', // Saturday 3 April 2027, 24:00 -03 is 23:00 -04, at 03:00 UTC of the 4th
    now: '2027-03-27T00:00:00Z',
    starts: [
      ['SAT 23:00-SUN 01:00', '2027-04-04T02:00Z', 'the first 23:00 of two'],
      ['SUN 00:00-01:00', '2027-04-04T04:00Z', 'midnight comes an hour later'],
    ],
  },
  {
    zone: 'Pacific/Auckland', // 26 September 2027, 02:00 NZST is 03:00 NZDT, at 14:00 UTC of the 25th
    now: '2027-09-18T00:00:00Z',
    starts: [
      ['SUN 02:00-04:00', '2027-09-25T14:00Z', 'opens in the gap'],
      ['SUN 01:30-03:15', '2027-10-02T12:30Z', '45 minutes are left: a week later'],
    ],
  },
  {
    zone: 'Pacific/Auckland', // 4 April 2027, 03:00 NZDT is 02:00 NZST, at 14:00 UTC of the 3rd
    now: '2027-03-27T00:00:00Z',
    starts: [['SUN 02:00-03:00', '2027-04-03T13:00Z', 'the first 02:00 of two, and two hours to work in']],
  },
  {
    zone: 'America/Asuncion', // stays on summer time since 2024
    now: '2027-03-20T12:00:00Z',
    starts: [['SUN 00:00-01:00', '2027-03-28T03:00Z', 'no change any more']],
  },
]

let house: House
beforeAll(async () => {
  house = await openHouse('2027-03-01T00:00:00Z')
  await openVendor(house)
  await available(house, '3.9.12')
})
afterAll(() => house.close())

let clients = 0
it.each(
  nights.flatMap(({ zone, now, starts }) =>
    starts.map(([window, start, what]) => [zone, now.slice(0, 10), window, start, what, now] as const),
  ),
)('%s, from %s: %s starts %s, %s', async (zone, _, window, start, _what, now) => {
  house.clock.set(now)
  const id = `c${++clients}`
  await scheduled(house, id, { zone, windows: [window] })
  const [production, staging] = [await updateOf(house, id), await updateOf(house, id, 'staging')]
  expect(production).toMatchObject({ startsAt: at(start), firstStart: at(start), zone, chosenBy: 'rule' })
  expect(staging).toMatchObject({ startsAt: at(start), zone })
  expect(await stored(id)).toEqual([{ starts_at: at(start), zone }])
})

/** What the row itself says, for both systems alike. */
const stored = (client: string) =>
  house.db.selectFrom('updates').select(['starts_at', 'zone']).distinct().where('client', '=', client).execute()
