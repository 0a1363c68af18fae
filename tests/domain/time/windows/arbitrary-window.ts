import fc from 'fast-check'
import { type MaintenanceWindow, nths, weekdays } from '../../../../src/domain/time/windows/window.ts'

/** Times that people choose, and any others. */
const opens = fc.oneof(
  fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15),
  fc.integer({ min: 0, max: 1439 }),
)

const onOneDay = fc.record({
  days: fc.constantFrom(...weekdays).map((day) => [day]),
  minutes: fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 6 * 1440 })),
})
const onSeveral = fc.record({
  days: fc.subarray([...weekdays], { minLength: 2 }),
  minutes: fc.integer({ min: 1, max: 1439 }),
})

/** Any window there can be. */
export const arbitraryWindow: fc.Arbitrary<MaintenanceWindow> = fc
  .record({
    shape: fc.oneof(onOneDay, onSeveral),
    nths: fc.option(fc.subarray([...nths], { minLength: 1 })),
    opens,
  })
  .map(({ shape, ...rest }) => ({ ...shape, ...rest }))
