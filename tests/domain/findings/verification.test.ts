import { describe, expect, it } from 'vitest'
import type { FindingStatus } from '../../../src/domain/findings/finding.ts'
import {
  awaitsReport,
  isReported,
  mayReportStep,
  type VerificationStatus,
  verdictOf,
  verificationSteps,
} from '../../../src/domain/findings/verification.ts'

const statuses: readonly VerificationStatus[] = [
  'requested',
  'copying',
  'updating',
  'checking',
  'reported',
  'passed',
  'blocked',
  'silent',
  'failed',
  'obsolete',
]

describe('a verification', () => {
  it('waits for its report, or has it, or gets none any more', () => {
    expect(statuses.filter(awaitsReport)).toEqual(['requested', 'copying', 'updating', 'checking', 'silent'])
    expect(statuses.filter(isReported)).toEqual(['reported', 'passed', 'blocked'])
  })

  const steps: Readonly<Record<VerificationStatus, readonly string[]>> = {
    requested: ['copying', 'updating', 'checking'],
    silent: ['copying', 'updating', 'checking'],
    copying: ['copying', 'updating', 'checking'],
    updating: ['updating', 'checking'],
    checking: ['checking'],
    reported: [],
    passed: [],
    blocked: [],
    failed: [],
    obsolete: [],
  }
  it.each(statuses)('that is %s only goes forward', (status) => {
    expect(verificationSteps.filter((step) => mayReportStep(status, step))).toEqual(steps[status])
  })

  it.each<[FindingStatus[], string]>([
    [[], 'passed'],
    [['accepted'], 'passed'],
    [['obsolete'], 'passed'],
    [['accepted', 'obsolete'], 'passed'],
    [['open'], 'reported'],
    [['claimed'], 'reported'],
    [['accepted', 'open'], 'reported'],
    [['confirmed'], 'blocked'],
    [['confirmed', 'open'], 'blocked'],
    [['confirmed', 'accepted'], 'blocked'],
  ])('with findings %j is %s', (found, verdict) => {
    expect(verdictOf(found.map((status) => ({ status })))).toBe(verdict)
  })
})
