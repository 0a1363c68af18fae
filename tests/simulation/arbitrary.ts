import fc from 'fast-check'
import type { Fate, Step } from './steps.ts'
import type { WorldPlan } from './world.ts'

export const zones = [
  'America/Toronto',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Pacific/Auckland',
  'America/St_Johns',
]
export const windows = ['SUN 01:00-05:00', 'SAT 23:00-SUN 02:00', 'WED 02:00-04:00', 'FRI 00:00-01:15']
const seldomAndOften = ['first SUN 02:00-06:00', 'last SAT 23:00-SUN 02:00', 'MON-FRI 22:00-02:00', 'daily 00:00-24:00']

const which = fc.nat(30)
const by = fc.constantFrom('admin' as const, 'services' as const)
const pass = fc.record({
  do: fc.constant('pass' as const),
  hours: fc.constantFrom(1, 6, 20, 48, 100, 170),
  outage: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  fates: fc.array(fc.constantFrom<Fate>('updated', 'updated', 'updated', 'failed', 'silent'), {
    minLength: 1,
    maxLength: 5,
  }),
})
const publish = fc.record({
  do: fc.constant('publish' as const),
  kind: fc.constantFrom('regular' as const, 'regular' as const, 'security' as const, 'hotfix' as const),
  waves: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
  /** A bit for each client whose copy is found healthy at once. */
  healthy: fc.oneof(fc.constant(15), fc.nat(15)),
})

/** Steps by how often they come. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: pass },
  { weight: 4, arbitrary: publish },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('report' as const),
      which,
      failures: fc.constantFrom(0, 0, 1),
      twice: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('decide' as const), which, accept: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rerun' as const), which }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('turn' as const),
      verb: fc.constantFrom('pause' as const, 'resume' as const, 'resume' as const, 'withdraw' as const),
      which,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      which,
      hours: fc.integer({ min: 0, max: 900 }),
      beside: fc.integer({ min: 0, max: 2 }).map((n) => n === 0),
      by,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), which, by }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('freeze' as const),
      own: fc.boolean(),
      which,
      from: fc.integer({ min: -2, max: 20 }),
      days: fc.constantFrom(1, 3, 8, 20, 80),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end' as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('urgent' as const),
      which,
      hours: fc.integer({ min: 1, max: 90 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('word' as const), which, failed: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('join' as const),
      zone: fc.constantFrom(...zones),
      window: fc.constantFrom(...windows),
    }),
  },
)

/** What seldom comes together by chance: an acceptance that had let something through is taken back. */
const takenBack: fc.Arbitrary<readonly Step[]> = which.map((which) => [
  { do: 'report', which, failures: 1, twice: false },
  { do: 'decide', which: 0, accept: true },
  { do: 'decide', which: 0, accept: false },
])

/** A release on hold while its start goes by, or comes to lie in a freeze. */
const onHold: fc.Arbitrary<readonly Step[]> = fc
  .record({ which, own: fc.boolean(), frozen: fc.boolean(), hours: fc.constantFrom(1, 20, 170), pass })
  .map(({ which, own, frozen, hours, pass }) => [
    { do: 'turn', verb: 'pause', which },
    ...(frozen ? [{ do: 'freeze', own, which, from: 0, days: 20 } as const] : []),
    { ...pass, hours },
    { do: 'turn', verb: 'resume', which },
  ])

/** A history begins with a release, so that there is something for the rest of it to happen to. */
export const anyHistory: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    publish,
    fc.array(
      fc.oneof(
        { weight: 14, arbitrary: anyStep.map((step): readonly Step[] => [step]) },
        { weight: 1, arbitrary: onHold },
        { weight: 1, arbitrary: takenBack },
      ),
      { minLength: 6, maxLength: 14 },
    ),
  )
  .map(([first, rest]) => [first, ...rest.flat()])

/** A few clients, half the time with the same windows, so that they want the same slots. */
const anyClients: fc.Arbitrary<WorldPlan['clients']> = fc
  .tuple(
    fc.boolean(),
    fc.array(
      fc.record({
        zone: fc.constantFrom(...zones),
        windows: fc.uniqueArray(fc.constantFrom(...windows, ...seldomAndOften), {
          minLength: 1,
          maxLength: 2,
        }),
        staging: fc.integer({ min: 0, max: 4 }).map((n) => n > 0),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([alike, [first, ...others]]) =>
    first ? [first, ...others.map((one) => (alike ? { ...first, staging: one.staging } : one))] : [],
  )

/** Worlds of a few clients, at times near a change of clocks as often as not. */
export const anyWorld: fc.Arbitrary<WorldPlan> = fc.record({
  startsAt: fc.constantFrom(
    '2026-11-22T12:00:00Z',
    '2026-10-19T09:07:00Z',
    '2027-03-05T22:30:00Z',
    '2027-03-27T00:00:00Z',
    '2027-04-20T00:00:00Z',
  ),
  capacity: fc.constantFrom(2, 3, 50),
  clients: anyClients,
})
