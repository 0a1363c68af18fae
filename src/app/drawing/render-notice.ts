import type { Notice } from '../../domain/notices/notice.ts'
import type { Client } from '../../domain/people/client.ts'
import type { Place } from '../../domain/people/place.ts'
import type { Card } from '../../notices/card/card.ts'
import { type ChannelNews, channelNewsCard } from '../../notices/clients/channel-news-card.ts'
import { type FreezeNews, freezeCard } from '../../notices/clients/freeze-card.ts'
import { freshLinkCard } from '../../notices/clients/fresh-link-card.ts'
import { nobodyToldCard, placeGoneCard } from '../../notices/clients/place-news-card.ts'
import { type SettingsNews, settingsNewsCard } from '../../notices/clients/settings-news-card.ts'
import { findingJoinedCard, findingsCard } from '../../notices/findings/findings-card.ts'
import { handedOverCard } from '../../notices/findings/handed-over-card.ts'
import { type HealthView, healthNewsCard, healthReportCard } from '../../notices/findings/health-report-card.ts'
import { verificationBlockedCard } from '../../notices/findings/verification-blocked-card.ts'
import { verificationFailedCard } from '../../notices/findings/verification-failed-card.ts'
import { type ReleaseNews, releaseNewsCard } from '../../notices/releases/release-news-card.ts'
import { incidentCard } from '../../notices/updates/incident-card.ts'
import { retiredRolloutCard, rolloutCard } from '../../notices/updates/rollout-card.ts'
import { unschedulableCard } from '../../notices/updates/unschedulable-card.ts'
import { type UpdateNews, updateNewsCard } from '../../notices/updates/update-news-card.ts'
import { urgentRequestCard } from '../../notices/urgent/urgent-card.ts'
import { urgentNewsCard } from '../../notices/urgent/urgent-news-card.ts'
import type { Delivery } from '../ports/delivery-ports.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { numbersOf } from '../scheduling/planning.ts'
import { viewIncident } from './incident-for.ts'
import { readFailure } from './read-finding.ts'
import { renderBoard } from './render-board.ts'
import { renderDoubts } from './render-doubts.ts'
import { redrawReminder, renderReminder, renderRoomReminder } from './render-reminder.ts'
import { readRollout } from './rollout-view.ts'

/**
 * Draws the card of a delivery for its place. What stands in a place is drawn from the present state, so that a place
 * that was down for an hour shows what is true now; what is told is drawn from the facts of the notice.
 */
export async function renderNotice(
  tx: Tx,
  ports: Ports,
  { notice, place, mode }: Pick<Delivery, 'notice' | 'place' | 'mode'>,
): Promise<Card> {
  if (notice.kind === 'room-reminded' || notice.kind === 'room-redrawn') return renderRoomReminder(tx, ports, notice)
  if (isFreezeNews(notice))
    return freezeCard(notice, notice.client === null ? null : await tx.clients.find(notice.client))
  if (isSettingsNews(notice)) return settingsNewsCard(notice, await clientOf(tx, notice))
  if (isChannelNews(notice))
    return channelNewsCard(notice, await clientOf(tx, notice), place, ports.rules.contact ?? null)
  if (notice.kind === 'link-asked') return freshLinkCard(notice.facts, await clientOf(tx, notice))
  if (notice.kind === 'doubts-remain') return renderDoubts(tx, ports)
  if (notice.kind === 'nobody-told') return nobodyToldCard(notice, await clientOf(tx, notice))
  if (notice.kind === 'place-gone') {
    const gone = await tx.places.find(notice.facts.place)
    if (!gone) throw new Error('A place-gone notice names a place that is gone for good')
    return placeGoneCard(notice, gone, notice.client === null ? null : await clientOf(tx, notice))
  }
  const release = await tx.releases.find(notice.facts.release)
  if (!release) throw new Error(`A ${notice.kind} notice names a release that is gone`)
  // A hotfix is not rolled out, so its availability is news and no board.
  if (notice.kind === 'release-redrawn' || (notice.kind === 'release-available' && release.kind !== 'hotfix'))
    return renderBoard(tx, ports, release)
  if (isReleaseNews(notice)) return releaseNewsCard(notice, release)
  if (isTriageNews(notice)) {
    const failure = await readFailure(tx, notice.facts)
    if (mode !== 'reply') return findingsCard(failure)
    if (notice.kind !== 'findings-handed-over') return findingJoinedCard(failure)
    const { to } = notice.facts
    return handedOverCard(failure, notice.facts, to ? await tx.people.accountsOf(to.id) : [])
  }
  const client = await clientOf(tx, notice)
  const { expectedMinutes } = numbersOf(ports, client)
  const stands = mode === 'edit' || (mode === 'post' && place.address.kind === 'channel')

  const updateCard = async (news: UpdateNews) =>
    stands && isOfClient(place)
      ? rolloutCard(await readRollout(tx, ports, client, release), place.administrator)
      : updateNewsCard(news, client, release, expectedMinutes, isOfClient(place) ? 'client' : 'vendor')

  switch (notice.kind) {
    case 'health-report-received':
      if (mode === 'reply') return healthNewsCard(await readHealthView(tx, notice.facts.verification))
      return healthReportCard(await readHealthView(tx, notice.facts.verification))
    case 'verification-started':
    case 'verification-stepped':
    case 'health-report-redrawn':
      return healthReportCard(await readHealthView(tx, notice.facts.verification))
    case 'verification-failed':
      return isOfClient(place)
        ? healthReportCard(await readHealthView(tx, notice.facts.verification))
        : verificationFailedCard(notice.facts, client, release)
    case 'verification-blocked':
      return verificationBlockedCard(notice.facts, client, release)
    case 'client-unschedulable':
      return unschedulableCard(notice.facts, client, release)
    case 'incident-redrawn':
    case 'update-checked':
    case 'update-failed':
    case 'update-stalled': {
      // In the rooms it stands until it is settled; in a thread it is told.
      const incident = place.room !== null && mode !== 'reply' && (await viewIncident(tx, ports, notice.facts.update))
      if (incident) return incidentCard(incident)
      if (notice.kind === 'incident-redrawn') throw new Error('An incident is gone')
      return updateCard(notice)
    }
    case 'reminder-redrawn':
      return redrawReminder(tx, ports, { client, release })
    case 'start-reminded':
    case 'schedule-repeated':
      return renderReminder(tx, ports, notice, { client, release, reader: place.administrator })
    case 'rollout-redrawn':
      if (notice.facts.retired) return retiredRolloutCard(client, release)
      return rolloutCard(await readRollout(tx, ports, client, release), place.administrator)
    case 'updates-scheduled':
      return rolloutCard(await readRollout(tx, ports, client, release), place.administrator)
    case 'urgent-requested':
    case 'urgent-claimed':
    case 'urgent-waiting':
    case 'urgent-scheduled':
    case 'urgent-declined':
    case 'urgent-withdrawn':
    case 'urgent-expired':
    case 'urgent-redrawn': {
      const request = await tx.urgentRequests.find(notice.facts.request)
      if (!request) throw new Error(`A ${notice.kind} notice names a request that is gone`)
      const view = { request, client, release }
      if (notice.kind === 'urgent-redrawn' || mode === 'edit' || (stands && place.room === 'services'))
        return urgentRequestCard(view, isOfClient(place) ? 'client' : 'services')
      if (stands && notice.kind === 'urgent-scheduled')
        return rolloutCard(await readRollout(tx, ports, client, release), place.administrator)
      return urgentNewsCard(notice, view, expectedMinutes)
    }
    default:
      return updateCard(notice)
  }
}

const isOfClient = (place: Place): boolean => place.room === null

async function clientOf(tx: Tx, { kind, client: id }: Notice): Promise<Client> {
  const client = id === null ? null : await tx.clients.find(id)
  if (!client) throw new Error(`A ${kind} notice names a client that is gone`)
  return client
}

const isSettingsNews = (notice: Notice): notice is SettingsNews =>
  notice.kind === 'windows-changed' || notice.kind === 'personal-settings-changed'

const isChannelNews = (notice: Notice): notice is ChannelNews => notice.kind.startsWith('channel-')

const isReleaseNews = (notice: Notice): notice is ReleaseNews => notice.kind.startsWith('release-')

const isFreezeNews = (notice: Notice): notice is FreezeNews => notice.kind.startsWith('freeze-')

const isTriageNews = (notice: Notice): notice is Extract<Notice, { kind: `findings-${string}` }> =>
  notice.kind.startsWith('findings-')

/** Reads one verification with everything its card shows. */
export async function readHealthView(tx: Tx, id: string): Promise<HealthView> {
  const verification = await tx.verifications.find(id)
  const client = verification && (await tx.clients.find(verification.client))
  const release = verification && (await tx.releases.find(verification.release))
  if (!verification || !client || !release) throw new Error(`Verification ${id} is gone`)
  const report = verification.report ? await tx.reports.find(verification.report) : null
  const findings = await tx.findings.ofVerification(id)
  return {
    client,
    release,
    verification,
    summary: report?.summary ?? null,
    receivedAt: report?.receivedAt ?? null,
    comparison: report?.comparison ?? null,
    findings,
  }
}
