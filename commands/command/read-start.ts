import {
  explainTimeRefusal,
  readDateAndTime,
  readTime,
  type TimeRefusal,
} from '../../src/domain/time/reading/read-time.ts'
import type { Invocation } from './define-command.ts'

export type StartMeant =
  | { readonly kind: 'none' }
  | { readonly kind: 'start'; readonly startsAt: Date }
  | { readonly kind: 'refused'; readonly refusal: TimeRefusal; readonly words: string }

/**
 * Reads the start that an invocation names: an instant that a button carries, a form's date and time, or typed words.
 * @param typed the words, where the command takes some
 * @param zone the client's; everything typed or picked is read on its clock
 */
export function startMeant({ args }: Invocation, typed: string | undefined, zone: string, now: Date): StartMeant {
  const { startsAt, date, time, which } = args as Readonly<
    Record<'startsAt' | 'date' | 'time' | 'which', string | undefined>
  >
  if (startsAt) {
    const instant = new Date(startsAt)
    if (!Number.isNaN(instant.getTime())) return { kind: 'start', startsAt: instant }
  }
  const chosen = which === 'first' || which === 'second' ? which : undefined
  const read =
    date || time
      ? readDateAndTime(date ?? '', time ?? '', zone, chosen)
      : typed?.trim()
        ? readTime(typed, { zone, now })
        : null
  if (!read) return { kind: 'none' }
  if (read.ok) return { kind: 'start', startsAt: read.value.startsAt }
  return { kind: 'refused', refusal: read.refusal, words: explainTimeRefusal(read.refusal, zone) }
}
