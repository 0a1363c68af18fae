import { describe, expect, it } from 'vitest'
import { BadSetting, readRules } from '../../src/config/config.ts'

describe('DEFAULT_WINDOW', () => {
  it.each([
    [{}, 'SUN 01:00-05:00'],
    [{ DEFAULT_WINDOW: 'Sundays 1am-5am' }, 'SUN 01:00-05:00'],
    [{ DEFAULT_WINDOW: '1st Sunday of the month 02:00-06:00' }, 'first SUN 02:00-06:00'],
    [{ DEFAULT_WINDOW: 'weekdays 22:00-02:00', EXPECTED_DURATION: '240' }, 'MON-FRI 22:00-02:00'],
  ])('%j is %s', (settings, window) => {
    expect(readRules(settings).defaultWindow).toBe(window)
  })

  it.each([
    [{ DEFAULT_WINDOW: 'SUN 1-5' }, /^DEFAULT_WINDOW: "SUN 1-5" is not a window: write it as/],
    [
      { DEFAULT_WINDOW: 'SUN 01:00-01:30' },
      /^DEFAULT_WINDOW: SUN 01:00-01:30 is 30 minutes long.*make it SUN 01:00-02:00/,
    ],
    [
      { EXPECTED_DURATION: '300' },
      /^DEFAULT_WINDOW: SUN 01:00-05:00 is 4 hours long, and an update takes about 5 hours.*\(EXPECTED_DURATION\)$/,
    ],
  ])('%j is refused', (settings, words) => {
    expect(() => readRules(settings)).toThrow(BadSetting)
    expect(() => readRules(settings)).toThrow(words)
  })
})
