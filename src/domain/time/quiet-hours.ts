import { Temporal } from 'temporal-polyfill'
import { isBefore } from './span.ts'
import { instantOf, wallClockOf } from './zone.ts'

/** The hours of the clock on a person's wall in which no direct message disturbs them (issue: 21:00 to 07:00). */
export type QuietHours = { readonly from: number; readonly until: number }

export const defaultQuietHours: QuietHours = { from: 21, until: 7 }

/**
 * @param expiresAt from when on the message would come too late to be of use: quiet hours that last until then don't count
 * @returns when a direct message may be sent: now, or at the end of the quiet hours in `zone`
 */
export function afterQuietHours(
  now: Date,
  zone: string,
  expiresAt: Date,
  { from, until }: QuietHours = defaultQuietHours,
): Date {
  const local = wallClockOf(now, zone)
  const quiet = from > until ? local.hour >= from || local.hour < until : local.hour >= from && local.hour < until
  if (!quiet) return now
  const day = local.toPlainDate().add({ days: local.hour < until ? 0 : 1 })
  const ends = instantOf(day.toPlainDateTime(new Temporal.PlainTime(until)), zone)
  return isBefore(ends, expiresAt) ? ends : now
}
