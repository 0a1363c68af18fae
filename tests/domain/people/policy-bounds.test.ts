import { describe, expect, test } from 'vitest'
import { boundsOf, judgeOwnPolicy } from '../../../src/domain/people/policy-bounds.ts'
import { defaultPolicyNumbers as vendor } from '../../../src/domain/people/policy-numbers.ts'

const bounds = boundsOf(vendor)
const refused = (...[wished, granted = {}, own = bounds]: Partial<Parameters<typeof judgeOwnPolicy>>) =>
  judgeOwnPolicy(wished ?? {}, granted, own).map(({ name, reason }) => `${name} ${reason}`)

describe('a client’s own numbers', () => {
  test('may be the vendor’s, and whatever binds its own people more', () => {
    const { horizonDays: _, takeOverHours: __, lateMinutes: ___, updateTimeoutHours: ____, ...its } = vendor
    expect(refused(its)).toEqual([])
    expect(
      refused({
        noticeHours: 336,
        securityNoticeHours: 48,
        expectedMinutes: 240,
        cutOffHours: 48,
        leadMinutes: 1_440,
        deadlineDays: 14,
        securityDeadlineDays: 3,
        maxReleasesBehind: 0,
        maxSkipsInARow: 0,
      }),
    ).toEqual([])
  })

  test.each([
    [{ maxSkipsInARow: 100 }, '0 to 1'],
    [{ maxReleasesBehind: 3 }, '0 to 2'],
    [{ cutOffHours: 0 }, '4 to 48'],
    [{ cutOffHours: 3 }, '4 to 48'],
    [{ deadlineDays: 365 }, '14 to 35'],
    [{ deadlineDays: 1 }, '14 to 35'],
    [{ securityDeadlineDays: 8 }, '3 to 7'],
    [{ leadMinutes: 0 }, '60 to 1440'],
    [{ noticeHours: 0 }, '168 to 336'],
    [{ noticeHours: 1_440 }, '168 to 336'],
    [{ securityNoticeHours: 1_440 }, '24 to 48'],
    [{ expectedMinutes: 1_440 }, '60 to 240'],
  ])('%j is beyond', (wished, span) => {
    const [name] = Object.keys(wished)
    expect(refused(wished)).toEqual([`${name} may be ${span}: beyond that a key of the vendor sets it`])
  })

  test.each([{ horizonDays: 1 }, { takeOverHours: 336 }, { lateMinutes: 1 }, { updateTimeoutHours: 168 }])(
    '%j is for the vendor',
    (wished) => {
      const [name] = Object.keys(wished)
      expect(refused(wished)).toEqual([`${name} is for the vendor to set: only a key of the vendor does`])
    },
  )

  test('do not touch what the vendor set for this client, and may say it again', () => {
    const granted = { maxSkipsInARow: 5, cutOffHours: 8 }
    expect(refused(granted, granted)).toEqual([])
    expect(refused({ maxSkipsInARow: 1, cutOffHours: 4 }, granted)).toEqual([
      'maxSkipsInARow was set by the vendor, to 5: only a key of the vendor changes it',
      'cutOffHours was set by the vendor, to 8: only a key of the vendor changes it',
    ])
  })

  test('lie where the vendor says, name by name', () => {
    const own = boundsOf(vendor, {
      maxSkipsInARow: { least: 0, most: 3 },
      cutOffHours: { least: 4, most: 4 },
    })
    expect(refused({ maxSkipsInARow: 3, deadlineDays: 35 }, {}, own)).toEqual([])
    expect(refused({ cutOffHours: 5 }, {}, own)).toEqual([
      'cutOffHours may be 4: beyond that a key of the vendor sets it',
    ])
  })

  test('follow a vendor whose numbers are not the usual ones', () => {
    const strict = boundsOf({ ...vendor, cutOffHours: 72, deadlineDays: 7, maxSkipsInARow: 0 })
    expect(strict).toMatchObject({
      cutOffHours: { least: 72, most: 72 },
      deadlineDays: { least: 7, most: 7 },
      maxSkipsInARow: { least: 0, most: 0 },
    })
  })
})
