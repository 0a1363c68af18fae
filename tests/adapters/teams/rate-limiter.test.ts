import { describe, expect, test } from 'vitest'
import { conversationRates, makeRateLimiter, waitFor } from '../../../src/adapters/teams/rate-limiter.ts'

describe('what Teams allows in one conversation', () => {
  test.each([
    [7, 1_000],
    [8, 2_000],
    [60, 30_000],
    [1_800, 3_600_000],
  ])('%i in %i ms', (count, milliseconds) => {
    expect(conversationRates).toContainEqual({ count, milliseconds })
    const one = [{ count, milliseconds }]
    const times = Array.from({ length: count }, () => 100)
    expect(waitFor(times.slice(1), 100, one)).toBe(0)
    expect(waitFor(times, 100, one)).toBe(milliseconds)
    expect(waitFor(times, 100 + milliseconds - 1, one)).toBe(1)
    expect(waitFor(times, 100 + milliseconds, one)).toBe(0)
  })

  test('whoever waits as long as is said never breaks a rate, and is never told to wait in vain', () => {
    const limiter = makeRateLimiter()
    const done: number[] = []
    for (let now = 0; done.length < 200; ) {
      const wait = limiter.take('a', now)
      if (wait === 0) done.push(now)
      now += wait
    }
    for (const { count, milliseconds } of conversationRates)
      for (const start of done)
        expect(done.filter((at) => at >= start && at < start + milliseconds).length).toBeLessThanOrEqual(
          count,
        )
    // 60 in each 30 s: the 200th goes out in the fourth half-minute, not later.
    expect(done.at(-1)).toBeLessThan(120_000)
  })

  test('conversations do not wait for one another', () => {
    const limiter = makeRateLimiter()
    for (let at = 0; at < 7; at += 1) limiter.take('a', 0)
    expect(limiter.take('a', 0)).toBeGreaterThan(0)
    expect(limiter.take('b', 0)).toBe(0)
  })

  test('an answer that was given anyway counts', () => {
    const limiter = makeRateLimiter([{ count: 1, milliseconds: 1_000 }])
    limiter.note('a', 0)
    expect(limiter.take('a', 10)).toBe(990)
  })
})
