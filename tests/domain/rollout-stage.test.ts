import { describe, expect, it } from 'vitest'
import { type ClientStage, clientStages, estimateEnd, stageOf } from '../../src/domain/rollout-stage.ts'
import type { UpdateStatus } from '../../src/domain/update.ts'
import type { VerificationStatus } from '../../src/domain/verification.ts'
import { at } from '../support/samples.ts'

describe('the stage of a client', () => {
  it.each<[VerificationStatus | null, UpdateStatus[], ClientStage | null]>([
    ['requested', [], 'to-verify'],
    ['checking', [], 'verifying'],
    ['silent', [], 'verifying'],
    ['failed', [], 'unverified'],
    ['reported', [], 'with-findings'],
    ['blocked', [], 'blocked'],
    ['passed', [], 'ready'],
    ['passed', ['scheduled', 'scheduled'], 'scheduled'],
    ['blocked', ['held', 'scheduled'], 'held'],
    ['passed', ['scheduled', 'updating'], 'updating'],
    ['passed', ['updated', 'scheduled'], 'scheduled'],
    ['passed', ['updated', 'failed'], 'failed'],
    ['passed', ['stalled', 'updating'], 'stalled'],
    ['passed', ['updated', 'updated'], 'done'],
    ['passed', ['updated', 'cancelled'], 'cancelled'],
    ['passed', ['updated', 'superseded'], 'done'],
    ['obsolete', ['superseded', 'superseded'], 'replaced'],
    [null, ['updated'], 'done'],
    ['obsolete', [], null],
    [null, [], null],
  ])('of a copy that is %s with updates %j is %s', (verification, updates, stage) => {
    expect(stageOf(verification, updates)).toBe(stage)
  })
})

describe('the estimated end', () => {
  const now = at('2026-11-22T12:00:00Z')
  const none = Object.fromEntries(clientStages.map((stage) => [stage, 0])) as Record<ClientStage, number>
  const planned = at('2026-12-06T07:00:00Z')
  it.each<[string, Partial<Record<ClientStage, number>>, Date | null, string | null]>([
    ['nothing to do', { done: 3 }, null, null],
    ['everything planned', { scheduled: 3 }, planned, '2026-12-06T07:00:00.000Z'],
    ['a copy to verify', { 'to-verify': 1 }, null, '2026-12-06T12:00:00.000Z'],
    [
      'a copy to verify and a later start',
      { verifying: 1 },
      at('2026-12-20T07:00:00Z'),
      '2026-12-20T07:00:00.000Z',
    ],
    [
      'what waits for a person',
      { blocked: 2, held: 1, failed: 1, scheduled: 1 },
      planned,
      '2026-12-06T07:00:00.000Z',
    ],
  ])('with %s', (_what, stages, last, end) => {
    expect(estimateEnd({ ...none, ...stages }, last, 168, now)?.toISOString() ?? null).toBe(end)
  })
})
