import { edited, posted } from '../../../domain/notices/route.ts'
import { rolloutStanding } from '../../../domain/notices/standing.ts'
import { showInstant } from '../../../domain/time/show-time.ts'
import { defineNotice } from '../../notice/define-notice.ts'
import type { AboutUpdate } from './about-update.ts'
import { drawUpdate } from './update-news.ts'

/** It still runs although the window in which it started has ended. */
export const updateOverran = defineNotice<'update-overran', AboutUpdate & { readonly endedAt: string }>({
  kind: 'update-overran',
  word: 'Update runs past its window',
  topic: null,
  route: ({ release }, client) => ({
    standing: rolloutStanding(client, release),
    channel: edited,
    rooms: { ops: posted },
  }),
  plan: null,
  overtaken: null,
  others: null,
  draw: drawUpdate(({ endedAt }, { client }) => ({
    tone: 'warning',
    headline: 'update takes longer than its window',
    facts: [{ label: 'Window ended', value: showInstant(new Date(endedAt), client.zone) }],
    note: 'It goes on; our operators are watching it, and you will be told as soon as it is done.',
  })),
})
