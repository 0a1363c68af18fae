import { expect, it } from 'vitest'
import { dispatch, handlersByJob, jobNames } from '../../../src/adapters/jobs/job-handlers.ts'

const handle = async () => undefined
const all = Object.values(jobNames).map((job) => ({ job, handle }))

it('takes exactly one handler for each kind of job', () => {
  expect([...handlersByJob(all).keys()].sort()).toEqual(['run-verification', 'send-delivery', 'start-update'])
})

it.each(all)('does not boot without a handler for $job', ({ job }) => {
  expect(() => handlersByJob(all.filter((handler) => handler.job !== job))).toThrow(`${job} has no handler`)
})

it.each(all)('does not boot with two handlers for $job', (handler) => {
  expect(() => handlersByJob([...all, handler])).toThrow(`${handler.job} has more than one handler`)
})

it('refuses a job whose name it does not know', async () => {
  await expect(dispatch(handlersByJob(all))({ id: 'x', name: 'unknown', rows: ['1'] })).rejects.toThrow('no handler')
})
