import type { InternalRoom } from '../people/place.ts'
import type { Environment } from '../people/system.ts'
import { badCount } from '../reports/health-report.ts'
import type { Notice } from './notice.ts'
import {
  fingerprintStanding,
  incidentStanding,
  releaseStanding,
  reminderStanding,
  reportStanding,
  requestStanding,
  rolloutStanding,
  waitingStanding,
} from './standing.ts'

/**
 * How a notice reaches a place: as a new message, under the standing one, by redrawing the standing one, or as a mail that
 * says nothing and keeps its reader's calendar right.
 */
export type DeliveryMode = 'post' | 'reply' | 'edit' | 'calendar'

/** Whether somebody reads there what happened. */
export const isNews = (mode: DeliveryMode): boolean => mode === 'post' || mode === 'reply'

/** Which kinds of places a notice goes to, and how. */
export type Route = {
  readonly standing?: string
  /** Under what a reply is kept, to be redrawn itself. */
  readonly keeps?: string
  /** Where the rooms keep another standing message than the client's channel. */
  readonly roomStanding?: string
  /** What keeps its order in the rooms, where that is more than what one standing message is about. */
  readonly roomMatter?: string
  readonly channel?: readonly DeliveryMode[]
  /** Of the client's channels this one alone. */
  readonly onlyChannel?: string
  readonly direct?: readonly DeliveryMode[]
  readonly mail?: boolean
  /** Of the administrators this one alone. */
  readonly onlyMailOf?: string
  /** Whose inboxes: one system's, or those of both. */
  readonly inbox?: Environment | 'both'
  readonly rooms?: Partial<Record<InternalRoom, readonly DeliveryMode[]>>
  readonly staging?: boolean
}

const edited = ['edit', 'reply'] as const
const replied = ['reply'] as const
const redrawn = ['edit'] as const
const posted = ['post'] as const

/** Who hears of what (DESIGN 2.4 to 2.6, 2.9). */
export function routeOf(notice: Notice): Route {
  const client = notice.client ?? ''
  switch (notice.kind) {
    case 'release-available':
      return { standing: releaseStanding(notice.facts.release), rooms: { ops: posted } }
    case 'release-redrawn':
      return { standing: releaseStanding(notice.facts.release), rooms: { ops: redrawn } }
    case 'release-refused':
    case 'release-paused':
    case 'release-resumed':
    case 'release-withdrawn':
      return { rooms: { ops: posted } }
    case 'freeze-laid':
    case 'freeze-lifted':
      return client === '' ? { rooms: { ops: posted } } : { channel: posted, inbox: 'both' }
    case 'channel-linked':
    case 'channel-unlinked':
      return {
        channel: posted,
        onlyChannel: notice.facts.place,
        mail: true,
        rooms: { ops: posted },
      }
    case 'windows-changed':
      return { channel: posted, mail: true, inbox: 'both' }
    case 'personal-settings-changed':
      return { mail: true, onlyMailOf: notice.facts.administrator }
    case 'client-unschedulable':
      return { rooms: { ops: posted } }
    case 'verification-started':
      return { ...aboutReport(notice.facts), channel: posted }
    case 'verification-stepped':
    case 'health-report-redrawn':
      return { ...aboutReport(notice.facts), channel: redrawn }
    case 'verification-failed':
      return { ...aboutReport(notice.facts), channel: redrawn, rooms: { ops: posted } }
    case 'health-report-received':
      return {
        ...aboutReport(notice.facts),
        channel: notice.facts.follows ? edited : posted,
        inbox: 'production',
      }
    case 'verification-blocked':
      return { channel: posted, mail: true, inbox: 'both' }
    case 'findings-opened':
      return { ...aboutFailure(notice.facts), rooms: { triage: posted } }
    case 'findings-joined':
    case 'findings-handed-over':
      return { ...aboutFailure(notice.facts), rooms: { triage: edited } }
    case 'findings-redrawn':
      return { ...aboutFailure(notice.facts), rooms: { triage: ['edit'] } }
    case 'updates-scheduled':
      return { ...aboutStarts(client, notice.facts), channel: posted }
    case 'rollout-redrawn':
      return { standing: rolloutStanding(client, notice.facts.release), channel: redrawn, direct: redrawn }
    case 'start-reminded':
      return {
        ...aboutStarts(client, notice.facts),
        channel: replied,
        direct: replied,
        keeps: reminderStanding(client, notice.facts.release),
      }
    case 'schedule-repeated':
      return { ...aboutStarts(client, notice.facts), channel: posted, direct: posted }
    case 'place-gone':
    case 'nobody-told':
    case 'doubts-remain':
      return { rooms: { ops: posted } }
    case 'link-asked':
      return { mail: true }
    case 'room-reminded':
      return { standing: waitingStanding(notice.facts.room), rooms: { [notice.facts.room]: posted } }
    case 'room-redrawn':
      return { standing: waitingStanding(notice.facts.room), rooms: { [notice.facts.room]: redrawn } }
    case 'reminder-redrawn':
      return {
        standing: reminderStanding(client, notice.facts.release),
        channel: redrawn,
        direct: redrawn,
      }
    case 'update-failed':
    case 'update-stalled': {
      const mode = notice.kind === 'update-failed' && notice.facts.follows ? edited : posted
      return {
        ...aboutUpdate(client, notice.facts),
        ...aboutIncident(client, notice.facts),
        rooms: { ops: mode, triage: mode },
      }
    }
    case 'incident-redrawn':
      return { ...aboutIncident(client, notice.facts), rooms: { ops: redrawn, triage: redrawn } }
    case 'update-overran':
      return {
        standing: rolloutStanding(client, notice.facts.release),
        channel: edited,
        rooms: { ops: posted },
      }
    case 'update-checked':
      return {
        standing: rolloutStanding(client, notice.facts.release),
        channel: replied,
        inbox: notice.facts.environment,
        ...(badCount(notice.facts.totals) > 0 && {
          ...aboutIncident(client, notice.facts),
          rooms: { triage: posted },
        }),
      }
    case 'update-rescheduled':
    case 'update-cancelled':
    case 'update-restored':
    case 'update-held':
    case 'update-resumed':
    case 'update-started':
    case 'update-finished':
      return aboutUpdate(client, notice.facts)
    case 'urgent-requested':
      return { ...aboutRequest(notice.facts), rooms: { services: posted } }
    case 'urgent-claimed':
      return { ...aboutRequest(notice.facts), channel: edited, rooms: { services: redrawn } }
    case 'urgent-redrawn':
      return {
        standing: requestStanding(notice.facts.request),
        channel: redrawn,
        rooms: { services: redrawn },
      }
    case 'urgent-scheduled':
      return {
        ...aboutRequest(notice.facts),
        standing: rolloutStanding(client, notice.facts.release),
        roomStanding: requestStanding(notice.facts.request),
        rooms: { services: edited },
      }
    case 'urgent-expired':
    case 'urgent-waiting':
    case 'urgent-declined':
    case 'urgent-withdrawn':
      return { ...aboutRequest(notice.facts), channel: edited, rooms: { services: edited } }
  }
}

const aboutReport = ({ verification }: { readonly verification: string }): Route => ({
  standing: reportStanding(verification),
})

const aboutFailure = (facts: { readonly release: string; readonly fingerprint: string }): Route => ({
  standing: fingerprintStanding(facts.release, facts.fingerprint),
})

function aboutStarts(
  client: string,
  { release, starts }: { readonly release: string; readonly starts: readonly { readonly environment: Environment }[] },
): Route {
  const [first, ...others] = new Set(starts.map(({ environment }) => environment))
  return {
    standing: rolloutStanding(client, release),
    mail: true,
    inbox: first && others.length === 0 ? first : 'both',
    // The joint notice is mailed once, for both; staging alone is never mailed.
    staging: first === 'staging' && others.length === 0,
  }
}

const aboutUpdate = (
  client: string,
  facts: { readonly release: string; readonly environment: Environment },
): Route => ({
  standing: rolloutStanding(client, facts.release),
  channel: edited,
  direct: redrawn,
  mail: true,
  inbox: facts.environment,
  staging: facts.environment === 'staging',
})

/** It has a message of its own, and comes after whatever the room heard of the same roll-out before. */
const aboutIncident = (
  client: string,
  { update, release }: { readonly update: string; readonly release: string },
): Route => ({ roomStanding: incidentStanding(update), roomMatter: rolloutStanding(client, release) })

const aboutRequest = (facts: { readonly request: string; readonly environment: Environment }): Route => ({
  standing: requestStanding(facts.request),
  channel: posted,
  mail: true,
  inbox: facts.environment,
  staging: facts.environment === 'staging',
})
