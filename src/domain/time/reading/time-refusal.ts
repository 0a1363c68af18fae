import type { Temporal } from 'temporal-polyfill'
import { showDate, showInstant, showTime } from '../show-time.ts'

/** Nobody needs more to say when; what is longer was pasted by mistake. In characters. */
export const LONGEST_TIME = 100

/** Why a typed time is not taken, each with what is needed to say what to do instead. */
export type TimeRefusal =
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'too-long'; readonly limit: number }
  /** The day was understood, the hour is missing. */
  | { readonly kind: 'no-hour'; readonly date: Temporal.PlainDate | null }
  /** `part` is on no clock or in no calendar: `25:00`, `feb 30`. */
  | { readonly kind: 'impossible'; readonly part: string }
  /** `date`, as typed, is another day of the week than the one typed with it. */
  | { readonly kind: 'wrong-weekday'; readonly date: Temporal.PlainDate }
  /** `part` can be read in two ways: `12/06`, `midnight`, `sunday night 2am`. */
  | { readonly kind: 'ambiguous'; readonly part: string }
  | { readonly kind: 'zone-word'; readonly word: string }
  /** The clock jumps over `local` that night; `next` is the first instant after the jump. */
  | { readonly kind: 'skipped'; readonly local: Temporal.PlainDateTime; readonly next: Date }
  /** The clock shows `local` twice that night. */
  | {
      readonly kind: 'twice'
      readonly local: Temporal.PlainDateTime
      readonly first: Date
      readonly second: Date
    }

const FORMS = '"sunday 2am", "2026-12-06 02:00" or "in 3 hours"'

/** @returns what to tell the person who typed it: what is wrong, and what to write instead. `zone` is the client's. */
export function explainTimeRefusal(refusal: TimeRefusal, zone: string): string {
  switch (refusal.kind) {
    case 'unreadable':
      return `That is not a time I can read. Write it like ${FORMS}.`
    case 'too-long':
      return `That is longer than ${refusal.limit} characters. Write only the time, like ${FORMS}.`
    case 'no-hour':
      return `At what time${refusal.date ? ` on ${showDate(refusal.date)}` : ''}? Add the hour, like "2am" or "14:30".`
    case 'impossible':
      return `There is no "${refusal.part}". Write the time like ${FORMS}.`
    case 'wrong-weekday':
      return `The day of the week and the date differ: it is ${showDate(refusal.date)}. Write only one of the two.`
    case 'ambiguous':
      return `"${refusal.part}" can be read in two ways. Write the day and the hour in full, like "2026-12-06 02:00".`
    case 'zone-word':
      return `Leave out "${refusal.word}": times are read in the client's time zone, ${zone}.`
    case 'skipped':
      return (
        `The clocks go forward that night and ${timeOf(refusal.local)} does not exist. ` +
        `The first time that does is ${showInstant(refusal.next, zone)}.`
      )
    case 'twice':
      return (
        `The clocks go back that night and ${timeOf(refusal.local)} comes twice: choose ` +
        `${showTime(refusal.first, zone)} (the first) or ${showTime(refusal.second, zone)} (the second).`
      )
  }
}

const timeOf = (local: Temporal.PlainDateTime): string => local.toPlainTime().toString({ smallestUnit: 'minute' })
