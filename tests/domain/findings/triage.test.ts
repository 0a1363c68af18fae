import { describe, expect, it } from 'vitest'
import type { FindingStatus } from '../../../src/domain/findings/finding.ts'
import { decidedTogether, mayBeTurned, refusalOfDecision } from '../../../src/domain/findings/triage.ts'
import { adaStamp, noon, sampleFinding, samStamp } from '../../support/samples.ts'

const statuses: readonly FindingStatus[] = ['open', 'claimed', 'accepted', 'confirmed', 'obsolete']
const moves: Readonly<Record<FindingStatus, readonly FindingStatus[]>> = {
  open: ['claimed', 'accepted', 'confirmed', 'obsolete'],
  claimed: ['open', 'claimed', 'accepted', 'confirmed', 'obsolete'],
  accepted: ['confirmed', 'obsolete'],
  confirmed: ['accepted', 'obsolete'],
  obsolete: [],
}

describe('a finding', () => {
  it.each(statuses.flatMap((from) => statuses.map((to) => [from, to] as const)))('%s → %s', (from, to) => {
    expect(mayBeTurned(from, to)).toBe(moves[from].includes(to))
  })

  const verdict = {
    decision: 'confirmed' as const,
    by: samStamp,
    at: noon,
    reason: null,
    ticket: 'LMS-1',
    note: null,
    forClient: false,
  }

  it.each([
    ['open', {}, null, null],
    ['open', {}, 7, null],
    ['claimed', { claimedBy: samStamp }, null, null],
    ['claimed', { claimedBy: adaStamp }, null, 'claimed-by-other'],
    ['confirmed', { verdict }, null, null],
    ['confirmed', { verdict }, 3, null],
    ['confirmed', { verdict }, 2, 'changed-meanwhile'],
    ['accepted', {}, null, 'already-decided'],
    ['obsolete', {}, null, 'already-decided'],
  ] as const)('that is %s (%j), seen at %j, accepted by Sam: %j', (status, more, seen, code) => {
    const finding = sampleFinding({ status, revision: 3, ...more })
    expect(refusalOfDecision(finding, 'accepted', { seen, person: 'sam' })?.code ?? null).toBe(code)
  })
})

describe('one decision', () => {
  const at = (id: string, client: string, status: FindingStatus, claimedBy = samStamp) =>
    sampleFinding({ id, client, status, claimedBy: status === 'claimed' ? claimedBy : null })
  const first = at('F-1', 'acme', 'open')
  const group = [
    first,
    at('F-2', 'acme', 'open'),
    at('F-3', 'beta', 'claimed'),
    at('F-4', 'gamma', 'claimed', adaStamp),
    at('F-5', 'delta', 'confirmed'),
    at('F-6', 'epsilon', 'accepted'),
  ]
  const ids = (...all: Parameters<typeof decidedTogether>) => decidedTogether(...all).map(({ id }) => id)

  it('is for the twins at the same client, and for the others that are meant', () => {
    expect(ids(first, group, [], 'sam')).toEqual(['F-1', 'F-2'])
    expect(ids(first, group, ['beta', 'gamma', 'delta'], 'sam')).toEqual(['F-1', 'F-2', 'F-3'])
    expect(ids(first, group, null, 'sam')).toEqual(['F-1', 'F-2', 'F-3'])
    expect(ids(first, group, null, 'acme-ada')).toEqual(['F-1', 'F-2', 'F-4'])
  })

  it('that is taken back turns what was decided alike', () => {
    expect(ids(group[4]!, group, null, 'sam')).toEqual(['F-1', 'F-2', 'F-3', 'F-5'])
  })
})
