import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatWindow } from '../../../../src/domain/time/windows/format-window.ts'
import { parseWindow } from '../../../../src/domain/time/windows/reading/parse-window.ts'
import { readWindows } from '../../../../src/domain/time/windows/reading/read-windows.ts'
import { sayWindow, showWindow } from '../../../../src/domain/time/windows/show-window.ts'
import { arbitraryWindow } from './arbitrary-window.ts'

/** As it is kept and as it is said; or what is wrong with it. */
const readOf = (text: string): string => {
  const read = parseWindow(text)
  return read.ok ? `${formatWindow(read.value)} | ${sayWindow(read.value)}` : read.refusal.detail
}

const monthly = 'first SUN 02:00-06:00 | the first Sunday of each month, 02:00 to 06:00'
const night = 'SUN 01:00-05:00 | Sundays, 01:00 to 05:00'

describe('the ways in which people write a window', () => {
  it.each([
    ['first SUN 02:00-06:00', monthly],
    ['1st Sunday of the month 02:00 - 06:00', monthly],
    ['the first Sunday of each month, 02:00 to 06:00', monthly],
    ['every first Sunday 2am-6am', monthly],
    ['monthly on the first Sunday 02:00-06:00', monthly],
    ['2am-6am on the first Sunday of every month', monthly],
    ['first Sunday 02:00–06:00 monthly', monthly],
    ['last SAT 23:00-02:00', 'last SAT 23:00-SUN 02:00 | the last Saturday of each month, 23:00 to 02:00 the next day'],
    ['2nd TUE 01:00-03:00', 'second TUE 01:00-03:00 | the second Tuesday of each month, 01:00 to 03:00'],
    [
      'every 2nd Tuesday of the month 1am-3am',
      'second TUE 01:00-03:00 | the second Tuesday of each month, 01:00 to 03:00',
    ],
    ['fifth SUN 01:00-05:00', 'fifth SUN 01:00-05:00 | the fifth Sunday of each month that has one, 01:00 to 05:00'],
    [
      '1st & 3rd SUN 02:00-06:00',
      'first,third SUN 02:00-06:00 | the first and third Sunday of each month, 02:00 to 06:00',
    ],
    [
      'first SUN and third SUN 02:00-06:00',
      'first,third SUN 02:00-06:00 | the first and third Sunday of each month, 02:00 to 06:00',
    ],
    [
      'first SAT,SUN 01:00-05:00',
      'first SAT,SUN 01:00-05:00 | the first Saturday and the first Sunday of each month, 01:00 to 05:00',
    ],
    ['MON-FRI 22:00-02:00', 'MON-FRI 22:00-02:00 | Mondays to Fridays, 22:00 to 02:00 the next day'],
    ['Monday through Friday 10pm-2am', 'MON-FRI 22:00-02:00 | Mondays to Fridays, 22:00 to 02:00 the next day'],
    ['weekdays 22:00-02:00', 'MON-FRI 22:00-02:00 | Mondays to Fridays, 22:00 to 02:00 the next day'],
    ['SAT,SUN 01:00-05:00', 'SAT,SUN 01:00-05:00 | Saturdays and Sundays, 01:00 to 05:00'],
    ['SUN, sat 01:00-05:00', 'SAT,SUN 01:00-05:00 | Saturdays and Sundays, 01:00 to 05:00'],
    ['weekends 1am to 5am', 'SAT,SUN 01:00-05:00 | Saturdays and Sundays, 01:00 to 05:00'],
    ['Mon/Wed/Fri 01:00-03:00', 'MON,WED,FRI 01:00-03:00 | Mondays, Wednesdays and Fridays, 01:00 to 03:00'],
    ['FRI-MON 01:00-05:00', 'FRI-MON 01:00-05:00 | Fridays to Mondays, 01:00 to 05:00'],
    ['daily 02:00-04:00', 'daily 02:00-04:00 | every day, 02:00 to 04:00'],
    ['MON-SUN 02:00-04:00', 'daily 02:00-04:00 | every day, 02:00 to 04:00'],
    ['every night 11pm-2am', 'daily 23:00-02:00 | every day, 23:00 to 02:00 the next day'],
    ['daily midnight-4am', 'daily 00:00-04:00 | every day, 00:00 to 04:00'],
    ['daily 00:00-24:00', 'daily 00:00-24:00 | every day, 00:00 to 24:00'],
    ['Sundays 1am-5am', night],
    ['Sun 0100-0500', night],
    ['sun 100-500', night],
    ['SUN 01:00 to 05:00', night],
    ['SUN 01.00 until 05.00', night],
    ['Sun. 1:00am - 5:00am', night],
    ['sunday 1-5am', night],
    ['sun 01-05', night],
    ['SUN 0100h-0500h', night],
    ['SUN 0100 hrs - 0500 hrs', night],
    ['every  sunday from 1 a.m. to 5 a.m.', night],
    ['between 1am and 5am on Sundays', night],
    ['Sunday morning 1am-5am', night],
    ['weekly: Sundays 1am-5am', night],
    ['Su 01:00\u20115:00', night],
    ['\uff33\uff35\uff2e\u300001:00\u221205:00', night],
    ['SUN 22-4', 'SUN 22:00-MON 04:00 | Sundays, 22:00 to 04:00 the next day'],
    ['Sunday night 22:00-02:00', 'SUN 22:00-MON 02:00 | Sundays, 22:00 to 02:00 the next day'],
    ['from Saturday 23:00 until Sunday 02:00', 'SAT 23:00-SUN 02:00 | Saturdays, 23:00 to 02:00 the next day'],
    ['SAT 23:00 to 02:00 (next day)', 'SAT 23:00-SUN 02:00 | Saturdays, 23:00 to 02:00 the next day'],
    ['Friday 10pm to Monday 4am', 'FRI 22:00-MON 04:00 | Fridays, 22:00 to Monday, 04:00'],
    ['SUN 8pm-midnight', 'SUN 20:00-MON 00:00 | Sundays, 20:00 to 24:00'],
    ['SUN noon-5pm', 'SUN 12:00-17:00 | Sundays, 12:00 to 17:00'],
    ['SUN 12am-5am', 'SUN 00:00-05:00 | Sundays, 00:00 to 05:00'],
    ['Thurs 1:30-5:15pm', 'THU 13:30-17:15 | Thursdays, 13:30 to 17:15'],
  ])('%j is %s', (text, read) => {
    expect(readOf(text)).toBe(read)
  })

  it.each([
    ['SUN 1-5', /write it as 01:00-05:00.*1-5 can be before noon or after/],
    ['SUN 10-2am', /10 can be before noon or after/],
    ['SUN 11pm-2', /2 can be before noon or after/],
    ['SUN 11-12pm', /11 can be before noon or after/],
    ['SUN midnight-5am', /the beginning of a day or its end/],
    ['Sunday night 01:00-05:00', /"night" does not go with the time/],
    ['SAT-SUN 23:00-02:00', /one night or two: .* SAT,SUN or SAT 23:00-SUN 02:00/],
    ['MON-FRI 22:00-SAT 02:00', /write FRI 22:00-SAT 02:00, or MON-FRI 22:00-02:00/],
    ['every second Sunday 02:00-06:00', /weeks or months: write second SUN/],
    ['every 3rd Sunday 02:00-06:00', /weeks or months: write third SUN/],
    ['every other Sunday 02:00-06:00', /of each week or of each month/],
    ['fortnightly SUN 02:00-06:00', /of each week or of each month/],
    ['weekly first SUN 02:00-06:00', /write one of them/],
    ['monthly SUN 02:00-06:00', /which one of the month: write first SUN 02:00-06:00/],
    ['first SUN and last SAT 02:00-06:00', /write a window for each/],
    ['first MON-WED 01:00-05:00', /name each day for itself, such as first SAT,SUN/],
    ['15th of the month 02:00-06:00', /write first MON 02:00-06:00/],
    ['1st of each month 02:00-06:00', /write first MON 02:00-06:00/],
    ['first weekday of the month 02:00-06:00', /write first MON 02:00-06:00/],
    ['last day 02:00-06:00', /write first MON 02:00-06:00/],
    ['2nd last SUN 02:00-06:00', /no window counts from the end.*second,last SUN/],
    ['01:00 to 05:00', /names no day: write SUN 01:00-05:00, or daily 01:00-05:00/],
    ['SUN 01:00-05:00 UTC', /leave UTC out, it is read on the client’s own clock/],
    ['SUN 01:00-05:00 Europe/Berlin', /leave .* out/],
    ['SUN 01:00-05:00 please', /"please" is not a day of the week/],
    ['SUN 13pm-5pm', /no clock shows 13pm/],
    ['SUN 0am-5am', /no clock shows 0am/],
    ['daily 00:00-00:00', /opens and closes at the same time/],
    ['daily 12:00 to 12:00 the next day', /write daily 00:00-24:00/],
    ['SUN 01:00-03:00, 05:00-06:00', /give each for itself/],
    ['SUN 01:00-05:00 WED', /write it as/],
    ['SUN 01:00+4h', /write it as/],
    ['always', /write it as/],
  ])('%j is refused with what would be right', (text, words) => {
    expect(readOf(text)).toMatch(words)
  })
})

describe('every window', () => {
  it('is read again as it is kept, and as it is said', () => {
    fc.assert(
      fc.property(arbitraryWindow, (window) => {
        expect(parseWindow(formatWindow(window))).toEqual({ ok: true, value: window })
        expect(parseWindow(sayWindow(window))).toEqual({ ok: true, value: window })
        expect(showWindow(formatWindow(window))).toBe(sayWindow(window))
      }),
      { numRuns: 3_000 },
    )
  })

  it('that a stranger wrote is read or refused, in a few words', () => {
    const words =
      'SUN sat-sun MON, first last 2nd every of the month 1 5am 22:00 24:00 - to , and ; night daily 🙂 \u0000 ( 99999 10pm'
    const nonsense = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(fc.constantFrom(...words.split(' ')), { maxLength: 14 }).map((parts) => parts.join(' ')),
    )
    fc.assert(
      fc.property(nonsense, (text) => {
        const read = parseWindow(text)
        if (read.ok) expect(parseWindow(formatWindow(read.value))).toEqual(read)
        else expect(read.refusal.detail.length).toBeLessThan(320)
        readWindows(text, 60)
      }),
      { numRuns: 5_000 },
    )
  })
})

describe('several windows in one text', () => {
  it.each([
    ['sat 23:00-02:00; wed 22:00-23:30', ['SAT 23:00-SUN 02:00', 'WED 22:00-23:30']],
    ['SAT,SUN 01:00-05:00, WED 02:00-04:00', ['SAT,SUN 01:00-05:00', 'WED 02:00-04:00']],
    ['SAT, SUN 01:00-05:00 and first, third WED 02:00-04:00', ['SAT,SUN 01:00-05:00', 'first,third WED 02:00-04:00']],
    ['Sundays 1am-5am\n\nsunday 01:00-05:00\nlast FRI 22:00-23:30', ['SUN 01:00-05:00', 'last FRI 22:00-23:30']],
    ['between 1am and 5am on SAT and SUN', ['SAT,SUN 01:00-05:00']],
    [' \n ; ', []],
  ])('%j', (text, windows) => {
    expect(readWindows(text, 60)).toEqual({ ok: true, value: windows })
  })

  it('all mistakes are told at once', () => {
    const read = readWindows('SUN 1-5\nFOO 01:00-05:00\nMON 01:00-01:30\nTUE 01:00-02:00', 60)
    expect(read.ok ? '' : read.refusal).toMatch(/1-5 can be.*"FOO" is not a day.*MON 01:00-01:30 is 30 minutes long/)
    expect(read.ok ? '' : read.refusal).not.toContain('TUE')
  })
})
