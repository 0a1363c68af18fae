import type { Notice } from '../../domain/notices/notice.ts'
import { showDuration, showInstant } from '../../domain/time/show-time.ts'
import type { Block, Card, Tone } from '../card/card.ts'
import { openPage } from '../card/page-actions.ts'
import { adviseNotes, notesLink } from '../words/release-notes.ts'
import type { UrgentView } from './urgent-card.ts'

/** All but the redrawing of the card that stands with services, which is no news. */
export type UrgentNews = Exclude<Extract<Notice, { kind: `urgent-${string}` }>, { kind: 'urgent-redrawn' }>

/** What the asker's side hears of an urgent request, step by step (DESIGN 2.9). */
export function urgentNewsCard(
  notice: UrgentNews,
  { request, client, release: about }: UrgentView,
  minutes: number,
): Card {
  const at = (iso: string): string => showInstant(new Date(iso), client.zone)
  const card = (tone: Tone, headline: string, text: string, quote?: string): Card => {
    const title = `${client.name} ${request.environment}: ${headline}`
    const blocks: Block[] = [{ type: 'text', text }]
    if (quote) blocks.push({ type: 'quote', text: quote })
    const isToCome = notice.kind === 'urgent-waiting' || notice.kind === 'urgent-scheduled'
    if (isToCome) blocks.push(adviseNotes(about))
    const isPlanned = notice.kind === 'urgent-scheduled'
    const actions = isPlanned ? [openPage('schedule', client.id)] : isToCome ? [] : [notesLink(about)]
    return { kind: notice.kind, tone, title, summary: title, blocks, actions }
  }
  const { release } = notice.facts
  const outage = `Expect an outage of about ${showDuration(minutes)}.`
  switch (notice.kind) {
    case 'urgent-requested':
      return card(
        'neutral',
        'urgent update requested',
        `${notice.facts.by.name} asked for release ${release} (${request.id}). The services team has it; you will see here what they decide.`,
        request.reason,
      )
    case 'urgent-claimed':
      return card('neutral', 'urgent update claimed', `${notice.facts.by.name} looks at ${request.id}.`)
    case 'urgent-waiting':
      return card(
        'neutral',
        'urgent update accepted',
        `${notice.facts.by.name} accepted ${request.id} for ${at(notice.facts.startsAt)}. First release ${release} is checked on a copy of your live environment; it is scheduled as soon as the copy is healthy, and you will be told. ${outage}`,
      )
    case 'urgent-scheduled':
      return card(
        'good',
        'urgent update scheduled',
        `${notice.facts.by.name} accepted ${request.id}: release ${release} starts ${at(notice.facts.startsAt)}. ${outage}`,
      )
    case 'urgent-declined':
      return card(
        'warning',
        'urgent update declined',
        `${notice.facts.by.name} declined ${request.id}:`,
        notice.facts.reason,
      )
    case 'urgent-withdrawn':
      return notice.facts.planned
        ? card(
            'neutral',
            'urgent update no longer needed',
            `${request.id} needs no answer any more: ${notice.facts.by.name} restored release ${notice.facts.planned.release}, planned for ${at(notice.facts.planned.startsAt)}. To have it earlier, move it.`,
          )
        : card('neutral', 'urgent update withdrawn', `${notice.facts.by.name} took ${request.id} back.`)
    case 'urgent-expired':
      return card(
        'warning',
        'urgent update expired',
        `Nobody answered ${request.id} within 7 days. Ask again if it is still needed.`,
      )
  }
}
