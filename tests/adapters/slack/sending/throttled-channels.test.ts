import { expect, test } from 'vitest'
import { makeThrottledChannels } from '../../../../src/adapters/slack/sending/throttled-channels.ts'

test('channels that waited one after the other do not mean their workspace', () => {
  let now = 0
  const throttled = makeThrottledChannels(() => now)
  for (const channel of ['CA', 'CB', 'CC', 'CD']) {
    expect(throttled.note('T1', channel, 1_000)).toBe(false)
    now += 600
  }
  now += 10_000
  const noted = ['CE', 'CF', 'CG', 'CG'].map((channel) => throttled.note('T1', channel, 5_000))
  expect(noted).toEqual([false, false, true, true])
})
