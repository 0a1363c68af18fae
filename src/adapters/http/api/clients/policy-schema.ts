import { z } from '@hono/zod-openapi'
import type { PolicyNumbers } from '../../../../domain/people/policy-numbers.ts'

const whole = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`
  return z.int(error).min(least, error).max(most, error).exactOptional()
}

/** A client's own numbers where they differ from the vendor's (DESIGN 4); the names are those of the domain. */
export const policySchema = z
  .strictObject({
    noticeHours: whole(0, 1_440),
    securityNoticeHours: whole(0, 1_440),
    expectedMinutes: whole(1, 1_440),
    cutOffHours: whole(0, 336),
    leadMinutes: whole(0, 10_080),
    deadlineDays: whole(1, 365),
    securityDeadlineDays: whole(1, 365),
    maxReleasesBehind: whole(0, 100),
    maxSkipsInARow: whole(0, 100),
    horizonDays: whole(1, 365),
    takeOverHours: whole(0, 336),
    lateMinutes: whole(1, 1_440),
    updateTimeoutHours: whole(1, 168),
  } satisfies Record<keyof PolicyNumbers, z.ZodType>)
  .openapi('Policy')
