import { expect, it } from 'vitest'
import { packJobs } from '../../../src/adapters/jobs/pack-jobs.ts'

const owed = (n: number, at: number | null = null) => ({ key: `dl-D-${n}-1`, name: 'send-delivery', row: `D-${n}`, at })
const all = [1, 2, 3, 4, 5].map((n) => owed(n))

it('puts rows into jobs in their order', () => {
  expect(packJobs(all, 2).map(({ rows }) => rows)).toEqual([['D-1', 'D-2'], ['D-3', 'D-4'], ['D-5']])
})

it('names the same rows alike, and others otherwise', () => {
  const ids = (some: typeof all) => packJobs(some, 9).map(({ id }) => id)
  expect(ids(all)).toEqual(ids([...all]))
  expect(ids([owed(1), owed(2), owed(4)])).not.toEqual(ids([owed(1), owed(3), owed(4)]))
  expect(ids([owed(1)])).toEqual(['dl-D-1-1'])
  // BullMQ forbids it.
  expect(ids(all).join()).not.toContain(':')
})

it('leaves alone what has a time of its own', () => {
  expect(packJobs([owed(1, 5), owed(2), owed(3)], 9).map(({ rows, at }) => [rows, at])).toEqual([
    [['D-2', 'D-3'], null],
    [['D-1'], 5],
  ])
})
