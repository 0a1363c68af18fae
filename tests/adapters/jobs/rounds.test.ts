import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeRounds, type Rounds } from '../../../src/adapters/jobs/rounds.ts'

const options = { busyMs: 2_000, idleMs: 60_000, lingerMs: 15_000 }

describe('rounds', () => {
  let at: number[]
  let rested: boolean[]
  let due: () => Promise<number | null>
  let rounds: Rounds
  const start = (round: () => Promise<void> = async () => undefined) => {
    const began = performance.now()
    rounds = makeRounds({ ...options, untilDue: () => due() }, (about) => {
      at.push(Math.round((performance.now() - began) / 1_000))
      rested.push(about.rested)
      return round()
    })
  }
  beforeEach(() => {
    vi.useFakeTimers()
    at = []
    rested = []
    due = async () => null
  })
  afterEach(async () => {
    await rounds.stop()
    vi.useRealTimers()
  })

  it('come often at first, and once a minute when nothing happens', async () => {
    start()
    await vi.advanceTimersByTimeAsync(200_000)
    expect(at).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 76, 136, 196])
    expect(rested).toEqual([true, ...Array.from({ length: 8 }, () => false), true, true, true])
  })

  it('come often again when something happens, and for a while after', async () => {
    start()
    await vi.advanceTimersByTimeAsync(100_000)
    at.length = 0
    rounds.stir()
    rounds.stir()
    await vi.advanceTimersByTimeAsync(30_000)
    expect(at).toEqual([102, 104, 106, 108, 110, 112, 114, 116])
  })

  it('do not wait for longer because something goes on happening', async () => {
    start()
    await vi.advanceTimersByTimeAsync(100_000)
    at.length = 0
    for (let second = 0; second < 10; second += 1) {
      rounds.stir()
      await vi.advanceTimersByTimeAsync(1_000)
    }
    expect(at).toEqual([102, 104, 106, 108, 110])
  })

  it('come when something is due of which nobody will tell', async () => {
    start()
    await vi.advanceTimersByTimeAsync(15_000)
    due = async () => 7_000
    await vi.advanceTimersByTimeAsync(20_000)
    expect(at.slice(-3)).toEqual([16, 23, 30])
    due = async () => Promise.reject(new Error('the database is away'))
    await vi.advanceTimersByTimeAsync(120_000)
    // What cannot be asked is looked after by the minute.
    expect(at.slice(-2)).toEqual([37, 97])
  })

  it('never come twice at once, and end with the one that is under way', async () => {
    let running = 0
    let most = 0
    start(async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 5_000))
      running -= 1
    })
    for (let second = 0; second < 20; second += 1) {
      rounds.stir()
      await vi.advanceTimersByTimeAsync(1_000)
    }
    expect([most, at]).toEqual([1, [0, 7, 14]])
    const stopped = rounds.stop()
    await vi.advanceTimersByTimeAsync(60_000)
    await stopped
    expect([running, at]).toEqual([0, [0, 7, 14]])
  })
})
