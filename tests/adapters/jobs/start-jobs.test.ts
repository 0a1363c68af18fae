import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openQueueBackend, type QueueBackend } from '../../../src/adapters/jobs/queue-backend.ts'
import { type Jobs, type JobsOptions, startJobs } from '../../../src/adapters/jobs/start-jobs.ts'
import { startTestRedis } from '../../support/redis.ts'
import { type FakeWork, makeFakeWork } from './fake-work.ts'
import { postgresBackend, redisBackend, type TestBackend } from './test-backends.ts'

const redis = await startTestRedis()
const backends: (readonly [string, () => Promise<TestBackend>])[] = [
  ['Postgres', postgresBackend],
  ...(redis ? [['Redis', () => redisBackend(redis)] as const] : []),
]
afterAll(() => redis?.stop())

describe.each(backends)('on %s', (_name, openBackend) => {
  let tested: TestBackend
  let work: FakeWork
  const open: { jobs: Jobs; backend: QueueBackend }[] = []
  const logged: { fields: object; message: string }[] = []
  const logger = {
    info: () => undefined,
    warn: (fields: object, message: string) => void logged.push({ fields, message }),
    error: (fields: object, message: string) => void logged.push({ fields, message }),
  }

  beforeAll(async () => {
    tested = await openBackend()
  })
  afterAll(() => tested.close())
  beforeEach(() => {
    work = makeFakeWork()
    logged.length = 0
  })
  afterEach(async () => {
    for (const { jobs, backend } of open.splice(0)) {
      await jobs.stop()
      await backend.close()
    }
    await tested.wipe()
  })

  async function start(options: Partial<JobsOptions> = {}): Promise<Jobs> {
    const backend = await openQueueBackend({ ...tested, onError: () => undefined })
    const jobs = await startJobs({ work, backend, logger, tickMs: 100, ...options })
    open.push({ jobs, backend })
    return jobs
  }

  const until = (ask: () => unknown, timeout = 15_000) =>
    vi.waitFor(async () => expect(await ask()).toBeTruthy(), { timeout, interval: 5 })
  function promised(): { promise: Promise<void>; resolve: () => void } {
    let resolve: () => void = () => undefined
    const promise = new Promise<void>((settle) => {
      resolve = settle
    })
    return { promise, resolve }
  }
  const doneIds = () => work.effects.map(({ id }) => id)

  it('does everything that is owed, once, and leaves nothing in the queue', async () => {
    const ids = Array.from({ length: 300 }, (_, index) => String(index + 1))
    for (const id of ids) work.owe('delivery', id)
    work.owe('verification', '7')
    work.owe('start', 'U-1')
    await start()
    await until(() => work.left() === 0)
    expect(doneIds().sort()).toEqual([...ids, '7', 'U-1'].sort())
    await until(async () => (await tested.jobs()).length === 0)
  })

  it('takes a job that lay in the queue before all is ready', async () => {
    const backend = await openQueueBackend({ ...tested, onError: () => undefined })
    const early: QueueBackend = {
      ...backend,
      makeWorker(name, handle, settings) {
        const worker = backend.makeWorker(name, handle, settings)
        const ready = async () => {
          await worker.ready()
          if (name === 'deliveries') await handle({ id: 'dl-left-1', name: 'send-delivery', rows: ['left'] })
        }
        return { ...worker, ready }
      },
    }
    work.owe('delivery', 'left')
    const jobs = await startJobs({ work, backend: early, logger, tickMs: 60_000 })
    open.push({ jobs, backend })
    expect(doneIds()).toEqual(['left'])
  })

  it('looks at once when woken, long before the next tick', async () => {
    const jobs = await start({ tickMs: 60_000 })
    work.owe('delivery', 'd1')
    const woken = performance.now()
    jobs.wake('deliveries')
    await until(() => doneIds().includes('d1'))
    expect(performance.now() - woken).toBeLessThan(2_000)
  })

  it('asks again for what had to wait for what was just done', async () => {
    const jobs = await start({ tickMs: 60_000 })
    const { promise: first, resolve: release } = promised()
    work.effect = async (id) => {
      if (id === 'first') return first
      // As the ledger does when an older delivery to the same place is still on its way.
      if (work.row('delivery', 'first')?.status !== 'done') throw new Error('not yet its turn')
    }
    work.owe('delivery', 'first')
    work.owe('delivery', 'second')
    jobs.wake('deliveries')
    await until(() => work.calls.includes('second'))
    release()
    await until(() => work.left() === 0)
    expect(doneIds()).toEqual(['first', 'second'])
  })

  it('does not ask in a tight loop for what cannot be done yet', async () => {
    const jobs = await start({ tickMs: 60_000 })
    work.effect = async () => {
      throw new Error('not yet')
    }
    work.owe('delivery', 'blocked')
    jobs.wake('deliveries')
    const began = performance.now()
    await until(() => work.calls.length >= 5)
    expect(performance.now() - began).toBeGreaterThan(350)
  })

  it('sends a delivery that was put off when its time has come', async () => {
    await start()
    const later = 700
    work.effect = async (id, row) => {
      if (work.calls.filter((call) => call === id).length > 1) return
      row.status = 'owed'
      row.dueAt = work.now() + later
    }
    work.owe('delivery', 'd1')
    const asked = performance.now()
    await until(() => work.left() === 0)
    expect(performance.now() - asked).toBeGreaterThanOrEqual(later - 50)
    expect(work.calls).toEqual(['d1', 'd1'])
  })

  it('starts on the moment, never before it', async () => {
    const planned = new Map<string, number>()
    for (let index = 0; index < 200; index += 1) {
      const inMs = 1_000 + index * 5
      work.owe('start', `U-${index}`, inMs)
      planned.set(`U-${index}`, work.row('start', `U-${index}`)!.dueAt)
    }
    // No tick comes in time to help: only the queue's own clock can start them.
    await start({ tickMs: 60_000 })
    await until(() => work.left() === 0)
    const lateness = work.effects.map(({ id, at }) => at - planned.get(id)!).sort((a, b) => a - b)
    expect(lateness[0]).toBeGreaterThanOrEqual(0)
    expect(lateness.at(-1)).toBeLessThan(10_000)
    expect(work.early).toEqual([])
  })

  it('starts at once what a jump of the clock made due', async () => {
    const jobs = await start({ tickMs: 60_000 })
    work.owe('start', 'U-1', 240_000)
    jobs.wake('starts')
    await until(async () => (await tested.jobs()).some(({ state }) => state === 'delayed'))
    expect(work.effects).toEqual([])
    work.jump(240_000)
    jobs.wake('starts')
    await until(() => doneIds().includes('U-1'), 10_000)
  })

  it('starts in time what a jump of the clock brought near', async () => {
    const jobs = await start({ tickMs: 60_000 })
    work.owe('start', 'U-1', 200_000)
    jobs.wake('starts')
    await until(async () => (await tested.jobs()).length === 1)
    work.jump(199_000)
    jobs.wake('starts')
    await until(() => doneIds().includes('U-1'), 5_000)
    expect(work.effects[0]!.at).toBeGreaterThanOrEqual(work.row('start', 'U-1')!.dueAt)
  })

  it('follows a start that moved: the old moment finds nothing to do', async () => {
    const jobs = await start({ tickMs: 60_000 })
    work.owe('start', 'U-1', 300)
    jobs.wake('starts')
    await until(async () => (await tested.jobs()).length === 1)
    work.owe('start', 'U-1', 1_200, 2)
    jobs.wake('starts')
    await until(() => doneIds().includes('U-1'))
    expect(work.effects[0]!.at).toBeGreaterThanOrEqual(work.row('start', 'U-1')!.dueAt)
    expect(work.calls).toEqual(['U-1', 'U-1'])
  })

  it('loses nothing and doubles nothing when the queue is wiped again and again', async () => {
    const ids: string[] = []
    const owe = (kind: 'delivery' | 'start' | 'verification', id: string, inMs: number) => {
      work.owe(kind, id, inMs)
      ids.push(id)
    }
    for (let index = 0; index < 1_500; index += 1) owe('delivery', `d${index}`, index % 700)
    for (let index = 0; index < 100; index += 1) owe('start', `U-${index}`, 300 + index * 15)
    for (let index = 0; index < 20; index += 1) owe('verification', `v${index}`, index * 20)
    work.effect = () => new Promise((resolve) => setTimeout(resolve, 5))
    await start({ tickMs: 40 })
    const lost: number[] = []
    for (const doneBefore of [50, 200, 400, 700, 1_000, 1_300, 1_500]) {
      await until(() => work.effects.length >= doneBefore)
      lost.push((await tested.jobs()).length)
      await tested.wipe()
    }
    expect(Math.max(...lost)).toBeGreaterThan(0)
    await until(() => work.left() === 0)
    expect(doneIds().sort()).toEqual(ids.sort())
  })

  it('goes on after its connections were cut', async () => {
    await start()
    work.owe('delivery', 'before')
    await until(() => doneIds().includes('before'))
    await tested.cut()
    work.owe('delivery', 'after')
    work.owe('start', 'U-1', 200)
    await until(() => work.left() === 0)
  })

  it('takes over what a killed worker had taken and not done', async () => {
    await start()
    await tested.orphan('dl-orphan-1', 'orphan')
    work.owe('delivery', 'orphan')
    await until(() => doneIds().includes('orphan'))
    await until(async () => (await tested.jobs()).length === 0)
  })

  it('does not wait for the job of a try that was cut off', async () => {
    await start()
    await tested.orphan('dl-cut-off-1', 'cut-off')
    work.owe('delivery', 'cut-off', 0, 2)
    await until(() => doneIds().includes('cut-off'))
    expect((await tested.jobs()).map(({ id }) => id)).toContain('dl-cut-off-1')
  })

  it('does everything once when two processes share the queues', async () => {
    const ids = Array.from({ length: 400 }, (_, index) => `d${index}`)
    await start()
    await start()
    for (const id of ids) work.owe('delivery', id)
    await until(() => work.left() === 0)
    expect(doneIds().sort()).toEqual([...ids].sort())
  })

  it('logs a handler that fails, goes on with the others and comes back to it', async () => {
    let failures = 2
    work.effect = async (id) => {
      if (id === 'bad' && failures-- > 0) throw new Error('a bug')
    }
    work.owe('delivery', 'bad')
    work.owe('delivery', 'good')
    await start()
    await until(() => work.left() === 0)
    const failed = logged.filter(({ message }) => message === 'a job failed')
    expect(failed.map(({ fields }) => fields)).toEqual([
      expect.objectContaining({ job: expect.stringMatching(/^dl-bad-1\+1-/), rows: ['bad', 'good'] }),
      expect.objectContaining({ job: 'dl-bad-1', rows: ['bad'] }),
    ])
    // A job leaves the queue a moment after its effect.
    await until(async () => (await tested.jobs()).length === 0)
  })

  it('keeps time every tick, never twice at once, and survives its failure', async () => {
    let running = 0
    let most = 0
    let times = 0
    work.tick = async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 60))
      running -= 1
      if (++times === 1) throw new Error('the first one fails')
    }
    await start({ tickMs: 20 })
    await until(() => times >= 4)
    expect(most).toBe(1)
    expect(logged).toContainEqual(expect.objectContaining({ message: 'could not keep time' }))
  })

  it('takes nothing new once stopped, and waits for what is in flight', async () => {
    const jobs = await start()
    const { promise, resolve: finish } = promised()
    work.effect = () => promise
    work.owe('delivery', 'in-flight')
    await until(() => work.row('delivery', 'in-flight')?.status === 'doing')
    const stopped = jobs.stop()
    work.owe('delivery', 'too-late')
    jobs.wake('deliveries')
    setTimeout(() => finish(), 300)
    await stopped
    expect(doneIds()).toEqual(['in-flight'])
    expect(work.calls).toEqual(['in-flight'])
  })

  it('does not wait for ever for a handler that hangs', async () => {
    const jobs = await start({ patienceMs: 300 })
    const { promise, resolve: finish } = promised()
    work.effect = () => promise
    work.owe('start', 'U-1')
    await until(() => work.row('start', 'U-1')?.status === 'doing')
    const asked = performance.now()
    await jobs.stop()
    expect(performance.now() - asked).toBeLessThan(1_500)
    expect(logged.map(({ message }) => message)).toContain('some jobs are still running; their rows say what is owed')
    finish()
  })

  it('keeps what it has in a room of its own', async () => {
    await start()
    work.owe('delivery', 'd1')
    await until(() => work.left() === 0)
    expect(await tested.rooms()).toEqual([tested.redisUrl ? 'zerotouch' : 'bullmq'])
  })
})
