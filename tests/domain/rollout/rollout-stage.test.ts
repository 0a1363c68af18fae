import { describe, expect, it } from 'vitest'
import type { VerificationStatus } from '../../../src/domain/findings/verification.ts'
import { type ClientStage, stageOf } from '../../../src/domain/rollout/rollout-stage.ts'
import type { UpdateStatus } from '../../../src/domain/updates/update.ts'

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
