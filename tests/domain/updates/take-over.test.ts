import { describe, expect, it } from 'vitest'
import { defaultPolicyNumbers as numbers } from '../../../src/domain/people/policy-numbers.ts'
import { isFarEnough, turnOf } from '../../../src/domain/updates/take-over.ts'
import type { Update } from '../../../src/domain/updates/update.ts'
import { from, hours, noon, sampleUpdate } from '../../support/samples.ts'

const far = { startsAt: from(noon, hours(24)) }
const near = { startsAt: from(noon, hours(24) - 1) }

describe('the turn of release 3.9.12 on a system', () => {
  it.each<[string, Partial<Update> | null, string]>([
    ['without any update so far', null, 'plan'],
    ['where an older one is done', { release: '3.9.11', status: 'updated' }, 'plan'],
    ['where an older one failed', { release: '3.9.11', status: 'failed' }, 'plan'],
    ['where an older one was cancelled', { release: '3.9.11', status: 'cancelled', cancelledBy: 'client' }, 'plan'],
    ['where an older one starts in 24 hours', { release: '3.9.11', ...far }, 'take-over'],
    ['where an older one starts sooner', { release: '3.9.11', ...near }, 'wait'],
    ['where an older one is on hold', { release: '3.9.11', status: 'held', ...far }, 'take-over'],
    ['where an older one is on hold past its time', { release: '3.9.11', status: 'held', startsAt: noon }, 'take-over'],
    ['where an older one runs', { release: '3.9.11', status: 'updating', ...far }, 'wait'],
    ['where an older one is stalled', { release: '3.9.11', status: 'stalled', ...far }, 'wait'],
    ['where it is scheduled', { ...far }, 'leave'],
    ['where it is on hold', { status: 'held' }, 'leave'],
    ['where it runs', { status: 'updating' }, 'leave'],
    ['where it is done', { status: 'updated' }, 'leave'],
    ['where it failed: it comes again', { status: 'failed' }, 'plan'],
    ['where the client cancelled it', { status: 'cancelled', cancelledBy: 'client' }, 'leave'],
    ['where the vendor cancelled it', { status: 'cancelled', cancelledBy: 'vendor' }, 'leave'],
    ['where a newer one is scheduled', { release: '3.9.13', ...far }, 'leave'],
    ['where a newer one runs', { release: '3.9.13', status: 'updating' }, 'leave'],
    [
      'where the client cancelled a newer one',
      { release: '3.9.13', status: 'cancelled', cancelledBy: 'client' },
      'leave',
    ],
    ['where a newer one was withdrawn', { release: '3.9.13', status: 'cancelled', cancelledBy: 'vendor' }, 'plan'],
  ])('%s', (_, current, turn) => {
    expect(turnOf(current && sampleUpdate(current), '3.9.12', noon, numbers)).toBe(turn)
  })

  it('takes a start that is 24 hours away, not one that is nearer', () => {
    expect(isFarEnough(far, noon, numbers)).toBe(true)
    expect(isFarEnough(near, noon, numbers)).toBe(false)
  })
})
