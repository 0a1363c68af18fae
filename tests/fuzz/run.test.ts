import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Area, areas } from '../../fuzz/case.ts'
import { casesOf } from '../../fuzz/cases/all-cases.ts'
import type { OpenApi } from '../../fuzz/cases/api-cases.ts'
import { play } from '../../fuzz/play.ts'
import { send } from '../../fuzz/send.ts'
import { openStage, type Stage } from '../../fuzz/stage/open-stage.ts'
import { readSamples } from '../../fuzz/values/report-samples.ts'

let stage: Stage
let document: OpenApi
let samples: readonly Buffer[]
beforeAll(async () => {
  stage = await openStage(inject('postgres').url)
  const asked = { method: 'GET', path: '/v1/openapi.json', headers: {}, body: null }
  document = JSON.parse((await send(stage.ports.house, asked)).body) as OpenApi
  samples = await readSamples(['tests/fixtures/report-cases', 'tests/fixtures/health-reports'])
})
afterAll(() => stage.close())

const sample = (count: number, seed: number, of: readonly Area[] = areas) =>
  fc.sample(casesOf(stage, { areas: of, samples, document }), { numRuns: count, seed })

test('some hundred requests through every door find nothing', async () => {
  const faults: string[] = []
  const answered = new Map<string, Set<number | null>>()
  const score = await play(stage, sample(350, 20261127), {
    tell: ({ kind, what }) => faults.push(`${kind}: ${what}`),
    note: ({ area }, { status }) => void answered.set(area, (answered.get(area) ?? new Set()).add(status)),
  })
  expect(faults).toEqual([])
  expect(score).toEqual({ cases: 350, crashes: 0, serverErrors: 0, effects: 0 })
  expect([...answered.keys()].sort()).toEqual([...areas].sort())
  // Behind each door something was reached, and somebody was turned away.
  for (const area of ['api', 'slack', 'teams', 'pages'])
    expect([...(answered.get(area) ?? [])], area).toEqual(expect.arrayContaining([200, 401]))
}, 120_000)

describe('a seed', () => {
  test('gives the same cases again, and another one others', async () => {
    const asked = async (seed: number) =>
      Promise.all(
        sample(40, seed, ['slack', 'raw']).map(async (make) => {
          const { area, right, asked } = await make(stage)
          return [area, right.kind, asked.path, (asked.raw ?? asked.body)?.toString('hex')]
        }),
      )
    expect(await asked(7)).toEqual(await asked(7))
    expect(await asked(7)).not.toEqual(await asked(8))
  })
})

test('every row that is written is seen, with whose it is', async () => {
  const { house, watch, props } = stage
  await watch.take()
  const update = (await props.ids('updates')).at(-1) ?? ''
  // Wrong keys of the run before are counted after they were answered.
  const taken = async () => (await watch.take()).filter(({ table }) => table !== 'quotas')
  await house.ports.inTransaction((tx) => tx.updates.lock(update))
  expect(await taken()).toEqual([])
  await house.app.addFreeze({
    actor: { kind: 'key', id: 'K-1', name: 'x', client: null, environment: null },
    request: 'seen',
    client: 'acme',
    startsAt: new Date('2031-01-01'),
    endsAt: new Date('2031-01-02'),
    reason: 'Exams',
  })
  const seen = await taken()
  expect(seen).toContainEqual({ table: 'freezes', client: 'acme' })
  expect(seen).toContainEqual({ table: 'deliveries', client: 'acme' })
  // The audit keeps whose it is in the row itself; what waits to be sealed is nobody's.
  const nobodys = ['answered_requests', 'audit_unsealed']
  expect(seen.filter(({ table, client }) => !nobodys.includes(table) && client !== 'acme')).toEqual([])
})
