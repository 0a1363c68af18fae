import type { ReminderRoom } from '../../domain/notices/digest.ts'
import type { DeliveryMode, Route } from '../../domain/notices/route.ts'
import type { TakenBack } from '../../domain/notices/taken-back.ts'
import type { Topic } from '../../domain/people/personal-settings.ts'
import type { Place } from '../../domain/people/place.ts'
import type { Drawn } from './drawing.ts'

/** One kind of notice, and all that there is to know of it. What knows of every kind is derived from the list of these. */
export type NoticeDefinition<Kind extends string, Facts> = {
  /** What happened, in the past tense. */
  readonly kind: Kind
  /** What it was about, as a heading in a list of notices. */
  readonly word: string
  /**
   * By what an administrator may do without it. A start, what stands in its way and what went wrong must reach somebody,
   * so they are no topic: everybody gets them.
   */
  readonly topic: Topic | null
  /** Who hears of it, and how (DESIGN 2.4 to 2.6, 2.9). @param client empty for what is the vendor's own */
  route(facts: Facts, client: string): Route
  /**
   * Its card for one place. What stands in a place is drawn from the present state, so that a place that was down for an
   * hour shows what is true now; what is told is drawn from the facts.
   */
  draw(notice: Told<Facts>, to: ToPlace): Drawn
  /** What it tells of a plan; null for nothing. */
  readonly plan: Plan<Facts> | null
  /** When it is history before it was sent, so that it is left unsaid; null where it is told in any case. */
  readonly overtaken: Overtaken | null
  /** What becomes of other messages when it is told; null for nothing. */
  readonly others: Others<Facts> | null
}

/** What was true when it happened, of one client or (when null) the vendor itself. Facts are kept as JSON. */
export type Told<Facts> = { readonly kind: string; readonly client: string | null; readonly facts: Facts }

/** Where a card goes, and how: `delivery` is the id of that. */
export type ToPlace = { readonly delivery: string; readonly place: Place; readonly mode: DeliveryMode }

export type Plan<Facts> = {
  /** Whether it tells of a start; otherwise of none any more. */
  readonly tellsStart: boolean
  /** The production update whose plan it tells, as people's calendars show it; null when it tells none. */
  production(facts: Facts): string | null
}

export type Overtaken =
  /** Once its place gets something newer about the same update. */
  | 'by-news-of-its-update'
  /** Once its place gets the next of its kind in the same thread. */
  | 'by-the-next-of-its-kind'
  /** Once a newer release has taken all its starts. */
  | 'by-what-replaces-its-starts'
  /** Once none of its starts is as it says. */
  | 'when-its-starts-moved'
  /** Once its starts are seen, or none of them is to come. */
  | 'when-its-starts-are-seen'
  | 'when-no-doubt-is-left'
  | 'when-nothing-waits-in-its-room'
  /** Like every edit by the next one, but for the one that retires a message. */
  | 'unless-it-retires'

export type Others<Facts> = {
  /** What stands beside its own message and shows the same: it is redrawn, wherever such a message stands. */
  readonly redraws: ((facts: Facts) => Beside) | null
  /** Whether earlier notices of its update, or of the starts that its own replace, are left unsaid for it. */
  readonly overtakes: 'changes-of-its-update' | 'starts-that-it-replaces' | null
  /** What came to nothing with it: what nobody has been told yet goes, and its end is told where its beginning was. */
  readonly takesBack: ((facts: Facts) => TakenBack) | null
}

/** The reminder of a release's starts, or the digest of what waits in a room. */
export type Beside =
  | { readonly message: 'reminder'; readonly release: string }
  | { readonly message: 'digest'; readonly room: ReminderRoom }

export const defineNotice = <Kind extends string, Facts>(
  definition: NoticeDefinition<Kind, Facts>,
): NoticeDefinition<Kind, Facts> => definition

/** Whether people at the client read it there, or the vendor's own. */
export const isOfClient = ({ room }: Place): boolean => room === null
