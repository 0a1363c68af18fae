import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openings } from '../../../../src/domain/time/windows/openings.ts'
import { parseWindow } from '../../../../src/domain/time/windows/reading/parse-window.ts'
import type { MaintenanceWindow } from '../../../../src/domain/time/windows/window.ts'
import { zoneNames, zoneSpans } from '../../../../src/domain/time/zone-data.ts'
import { arbitraryWindow } from './arbitrary-window.ts'
import { openByTheMinute } from './by-the-minute.ts'

const day = 86_400_000
const lookedAt = 75

/** Every opening of some weeks, from `after` on: until when it is open, and from when where that is ahead. */
function told(windows: readonly MaintenanceWindow[], zone: string, after: Date): string[] {
  const until = after.getTime() + lookedAt * day
  const found: string[] = []
  for (const { opensAt, closesAt } of openings(windows, zone, after)) {
    if (closesAt.getTime() >= until) break
    found.push(shown(Math.max(opensAt.getTime(), after.getTime()), closesAt.getTime()))
  }
  return found
}

function expected(windows: readonly MaintenanceWindow[], zone: string, after: Date): string[] {
  const until = after.getTime() + lookedAt * day
  return openByTheMinute(windows, zone, new Date(after.getTime() - 10 * day), lookedAt + 20)
    .filter(([, closes]) => closes > after.getTime() && closes < until)
    .map(([opens, closes]) => shown(Math.max(opens, after.getTime()), closes))
}

const shown = (opens: number, closes: number): string =>
  `${new Date(opens).toISOString()} ${new Date(closes).toISOString()}`

/** Every zone there is, and for each a clock change of the coming years, where it has one, to look around. */
const arbitraryMoment = fc.constantFrom(...zoneNames()).chain((zone) => {
  const changes = zoneSpans(zone).untils.filter((at) => at > Date.parse('2026-01-01') && at < Date.parse('2036-01-01'))
  const anyTime = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2036-01-01') })
  const around = changes.length > 0 ? fc.constantFrom(...changes) : anyTime
  const monthEnd = fc
    .tuple(fc.integer({ min: 2026, max: 2035 }), fc.integer({ min: 1, max: 12 }))
    .map(([year, month]) => Date.UTC(year, month, 1))
  return fc.record({
    zone: fc.constant(zone),
    after: fc
      .tuple(fc.oneof(around, monthEnd, anyTime), fc.integer({ min: -9 * 1440, max: 1440 }))
      .map(([at, minutes]) => new Date(at + minutes * 60_000)),
  })
})

/** Windows in the night in which clocks are set, too. */
const arbitraryNight = fc.record({ window: arbitraryWindow, opens: fc.integer({ min: 0, max: 15 }) }).map(
  ({ window, opens }): MaintenanceWindow => ({
    ...window,
    opens: opens * 15,
    minutes: Math.min(window.minutes, 300),
  }),
)

describe('when windows are open', () => {
  it('is what counting by the minute says, in every zone, across clock changes, months and years', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(arbitraryWindow, arbitraryNight), { minLength: 1, maxLength: 4 }),
        arbitraryMoment,
        (windows, { zone, after }) => {
          expect(told(windows, zone, after)).toEqual(expected(windows, zone, after))
        },
      ),
      { numRuns: 400 },
    )
  }, 120_000)

  it.each(zoneNames())('on every Sunday night of two years in %s', (zone) => {
    const windows = ['first SUN 02:30-03:30', 'last SUN 00:00-01:30', 'SAT 23:30-SUN 00:15'].map(windowOf)
    for (const start of ['2026-10-01', '2027-02-15', '2027-09-01', '2028-02-15']) {
      const after = new Date(`${start}T00:00:00Z`)
      expect(told(windows, zone, after)).toEqual(expected(windows, zone, after))
    }
  })
})

function windowOf(text: string): MaintenanceWindow {
  const read = parseWindow(text)
  if (!read.ok) throw new Error(read.refusal.detail)
  return read.value
}
