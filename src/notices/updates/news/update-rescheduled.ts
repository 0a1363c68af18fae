import type { ActorStamp } from '../../../domain/people/actor.ts'
import { showInstant } from '../../../domain/time/show-time.ts'
import { defineNotice, isOfClient } from '../../notice/define-notice.ts'
import type { ReleaseAtClient } from '../../notice/views.ts'
import { type AboutUpdate, outdatesReminder, productionOf, routeOfUpdate } from './about-update.ts'
import { drawNews, drawRollout, stands, type UpdateNews } from './update-news.ts'

/** Why a start moved: a person chose it, or a rule of Zerotouch replanned it. */
export type MoveCause = 'person' | 'missed' | 'freeze' | 'found'

type Facts = AboutUpdate & {
  readonly from: string
  readonly to: string
  readonly by: ActorStamp
  readonly cause: MoveCause
  readonly reason: string | null
}

export const updateRescheduled = defineNotice<'update-rescheduled', Facts>({
  kind: 'update-rescheduled',
  word: 'Update moved',
  topic: 'changes',
  route: routeOfUpdate,
  plan: { tellsStart: true, production: productionOf },
  overtaken: 'by-news-of-its-update',
  others: outdatesReminder,
  draw(notice, to) {
    if (isOfClient(to.place) && stands(to)) return drawRollout(notice, to)
    const asHeard = (from: string | null): Facts =>
      from === null || from === notice.facts.to ? notice.facts : { ...notice.facts, from }
    // Told from the start that the place knows, where the moves in between were left unsaid.
    return {
      reads: 'unsaid-from',
      of: { delivery: to.delivery },
      card: (from) => drawNews(newsOf, { ...notice, facts: asHeard(from) }, to),
    }
  },
})

const newsOf = ({ from, to, by, cause, reason, environment }: Facts, { client }: ReleaseAtClient): UpdateNews => ({
  tone: cause === 'person' ? 'neutral' : 'warning',
  headline: 'update moved',
  facts: [
    { label: 'Was', value: showInstant(new Date(from), client.zone) },
    { label: 'Now', value: showInstant(new Date(to), client.zone) },
    { label: 'Moved by', value: by.name },
  ],
  note: `${moveNotes[cause]} Only ${environment} moved.`.trim(),
  quote: reason,
  outage: true,
  toCome: true,
})

const moveNotes: Readonly<Record<MoveCause, string>> = {
  person: '',
  missed: 'It could not start at its time, which was our fault; it never starts late, so it was planned anew.',
  freeze: 'A freeze was added over its time, so it was planned anew.',
  found: 'It was on hold for want of a start; now there is one.',
}
