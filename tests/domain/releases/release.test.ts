import { describe, expect, it } from 'vitest'
import { currentRelease, inOrder, mayBecome, type ReleaseStatus } from '../../../src/domain/releases/release.ts'
import { sampleRelease } from '../../support/samples.ts'

const statuses: readonly ReleaseStatus[] = ['candidate', 'available', 'refused', 'paused', 'withdrawn']
const allowed = new Set([
  'candidate→available',
  'candidate→refused',
  'refused→available',
  'refused→refused',
  'available→paused',
  'paused→available',
  'candidate→withdrawn',
  'refused→withdrawn',
  'available→withdrawn',
  'paused→withdrawn',
])

describe('a release', () => {
  it.each(statuses.flatMap((one) => statuses.map((other) => [one, other] as const)))(
    'goes from %s to %s only where the design says so',
    (one, other) => {
      expect(mayBecome(one, other)).toBe(allowed.has(`${one}→${other}`))
    },
  )

  it('is ordered by its version, not by its letters', () => {
    const releases = ['3.9.10', '3.9.9', '3.10', '3.9.10-rc.1'].map((version) => sampleRelease({ version }))
    expect(inOrder(releases).map(({ version }) => version)).toEqual(['3.9.9', '3.9.10-rc.1', '3.9.10', '3.10'])
  })

  it.each<[string, Parameters<typeof sampleRelease>[0][], string | null]>([
    ['nothing', [], null],
    ['the newest available one', [{ version: '3.9.2' }, { version: '3.9.12' }, { version: '3.9.3' }], '3.9.12'],
    ['no candidate', [{ version: '3.9.1' }, { version: '3.9.2', status: 'candidate' }], '3.9.1'],
    ['no refused one', [{ version: '3.9.1' }, { version: '3.9.2', status: 'refused' }], '3.9.1'],
    ['no paused one', [{ version: '3.9.1' }, { version: '3.9.2', status: 'paused' }], '3.9.1'],
    ['no withdrawn one', [{ version: '3.9.1' }, { version: '3.9.2', status: 'withdrawn' }], '3.9.1'],
    ['no hotfix', [{ version: '3.9.1' }, { version: '3.9.2', kind: 'hotfix' }], '3.9.1'],
    ['a security release', [{ version: '3.9.1' }, { version: '3.9.2', kind: 'security' }], '3.9.2'],
  ])('that is rolled out now is %s', (_, releases, version) => {
    expect(currentRelease(releases.map(sampleRelease))?.version ?? null).toBe(version)
  })
})
