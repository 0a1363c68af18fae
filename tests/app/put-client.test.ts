import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientDocument, pipeline } from '../support/cast.ts'
import { type House, openHouse } from '../support/house.ts'
import { onFile } from '../support/scene.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const put = (id: string, windows: readonly string[], policy: object = {}) =>
  house.app.putClient(clientDocument(id, 'America/Toronto', { windows, policy }), null, pipeline)

describe('windows in which nothing could ever start', () => {
  it.each<[string, string[], object, number | null, RegExp]>([
    ['shorter than an update', ['SUN 01:00-01:30'], {}, 0, /make it SUN 01:00-02:00 or longer$/],
    [
      'shorter than an update of this client',
      ['TUE 01:00-05:00', 'SUN 01:00-04:00'],
      { expectedMinutes: 240 },
      1,
      /3 hours long.*about 4 hours/,
    ],
    [
      'over before the first quarter-hour is',
      ['SUN 01:10-02:12'],
      {},
      0,
      /62 min long.*quarter of an hour.*make it SUN 01:10-02:15/,
    ],
    ['of each month, and short', ['last SAT 23:30-SUN 00:15'], {}, 0, /45 minutes long/],
    [
      'that touch only others that are too short',
      ['SUN 01:00-01:20', 'SUN 01:20-01:40'],
      {},
      0,
      /nothing would ever start/,
    ],
    [
      'the default one, of a client whose updates are long',
      [],
      { expectedMinutes: 300 },
      null,
      /default window is too short: SUN 01:00-05:00 is 4 hours long/,
    ],
  ])('%s are refused', async (_, windows, policy, index, reason) => {
    const refused = await put('short', windows, policy)
    expect(refused).toMatchObject({ refusal: { code: 'windows-too-short' } })
    const short = !refused.ok && refused.refusal.code === 'windows-too-short' ? refused.refusal.short : []
    expect(short[0]).toEqual({
      index,
      reason: expect.stringMatching(reason.source.replace('62 min', '1 h 2 min')),
    })
    expect(await house.app.readClient('short')).toBeNull()
  })

  it.each([
    ['over midnight', ['SAT 23:15-24:00', 'SUN 00:00-00:45']],
    ['over the end of a month', ['last SUN 23:15-24:00', 'first MON 00:00-00:45']],
    ['that overlap', ['SUN 01:00-01:40', 'SUN 01:30-02:10']],
    ['that touch a long one', ['SUN 01:00-05:00', 'SUN 05:00-05:15']],
  ])('are one with others that they touch: %s', async (_, windows) => {
    expect((await put('joined', windows)).ok).toBe(true)
  })

  it('do not touch in every month, but in some: those are enough', async () => {
    expect((await put('seldom', ['fifth MON 23:15-24:00', 'first TUE 00:00-00:45'])).ok).toBe(true)
    expect((await put('seldom', ['third MON 23:15-24:00', 'first TUE 00:00-00:45'])).ok).toBe(false)
  })
})

describe('starts in windows that are one', () => {
  it('are planned over midnight, where neither window alone would do', async () => {
    await onFile(house, 'midnight', { windows: ['SAT 23:15-24:00', 'SUN 00:00-00:45'] })
    const plan = await house.app.planRelease('9.0')
    const starts = plan.ok ? plan.value.updates.filter(({ client }) => client === 'midnight') : []
    expect(starts.map(({ startsAt }) => startsAt.toISOString())).toEqual([
      '2026-12-06T04:15:00.000Z',
      '2026-12-06T04:15:00.000Z',
    ])
  })

  it('are planned on the day of the month, after the notice', async () => {
    await onFile(house, 'monthly', { windows: ['first SUN 02:00-06:00'] })
    const plan = await house.app.planRelease('9.0')
    const starts = plan.ok ? plan.value.updates.filter(({ client }) => client === 'monthly') : []
    expect(starts[0]?.startsAt.toISOString()).toBe('2026-12-06T07:00:00.000Z')
  })
})
