import { unclaimedAfter } from '../../domain/notices/digest.ts'
import type { Client } from '../../domain/people/client.ts'
import type { Release } from '../../domain/releases/release.ts'
import { after } from '../../domain/time/span.ts'
import { headingOf } from '../../notices/kinds/heading.ts'
import { wordOf } from '../../notices/kinds/notice.ts'
import type { Readings } from '../../notices/notice/drawing.ts'
import type { HealthView } from '../../notices/notice/views.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { remindedOf } from '../ports/stores/nudge-ports.ts'
import { numbersOf } from '../scheduling/planning.ts'
import { viewIncident } from './incident-for.ts'
import { readFailure } from './read-finding.ts'
import { readBoard } from './render-board.ts'
import { readRollout } from './rollout-view.ts'

/** As many as a reader takes in. */
const listed = 8

/** How everything is read that the cards of notices are drawn from. */
export const readings: {
  readonly [Name in keyof Readings]: (
    tx: Tx,
    ports: Ports,
    of: Readings[Name]['of'],
  ) => Promise<Readings[Name]['gives']>
} = {
  async client(tx, ports, { client }) {
    return { client: await clientOf(tx, client), contact: ports.rules.contact ?? null }
  },
  async place(tx, _, { client, place }) {
    const gone = await tx.places.find(place)
    if (!gone) throw new Error(`Place ${place} is gone for good`)
    return { place: gone, client: client === null ? null : await clientOf(tx, client) }
  },
  async untold(tx, _, { client, told }) {
    return { client: await clientOf(tx, client), word: wordOf(told) }
  },
  release: (tx, _, { release }) => releaseOf(tx, release),
  async 'release-board'(tx, ports, { release }) {
    return readBoard(tx, ports, await releaseOf(tx, release))
  },
  async 'release-at-client'(tx, ports, of) {
    const release = await releaseOf(tx, of.release)
    const client = await clientOf(tx, of.client)
    return { client, release, minutes: numbersOf(ports, client).expectedMinutes }
  },
  async rollout(tx, ports, of) {
    const release = await releaseOf(tx, of.release)
    return readRollout(tx, ports, await clientOf(tx, of.client), release)
  },
  incident: (tx, ports, { update }) => viewIncident(tx, ports, update),
  async request(tx, ports, of) {
    const release = await releaseOf(tx, of.release)
    const client = await clientOf(tx, of.client)
    const request = await tx.urgentRequests.find(of.request)
    if (!request) throw new Error(`Request ${of.request} is gone`)
    return { request, client, release, minutes: numbersOf(ports, client).expectedMinutes }
  },
  failure: (tx, _, of) => readFailure(tx, of),
  verification: (tx, _, { verification }) => readHealthView(tx, verification),
  accounts: (tx, _, { person }) => tx.people.accountsOf(person),
  async waiting(tx, ports, { room }) {
    const now = ports.clock.now()
    const { count, items } = await tx.attention.unclaimed(remindedOf[room], after(now, -unclaimedAfter), listed, now)
    return { room, count, items, team: await tx.nudges.staffOf(room) }
  },
  async doubts(tx, ports) {
    const { count, items } = await tx.ledger.doubts(ports.clock.now(), listed)
    const shown = items.map(({ id, notice, place, finishedAt }) => {
      return { id, client: notice.client, heading: headingOf(notice), place, finishedAt }
    })
    return { count, items: shown }
  },
  'unsaid-from': (tx, _, { delivery }) => tx.ledger.unsaidFrom(delivery),
}

async function clientOf(tx: Tx, id: string | null): Promise<Client> {
  const client = id === null ? null : await tx.clients.find(id)
  if (!client) throw new Error(`A notice names a client that is gone: ${id}`)
  return client
}

async function releaseOf(tx: Tx, version: string): Promise<Release> {
  const release = await tx.releases.find(version)
  if (!release) throw new Error(`A notice names a release that is gone: ${version}`)
  return release
}

/** Reads one verification with everything its card shows. */
async function readHealthView(tx: Tx, id: string): Promise<HealthView> {
  const verification = await tx.verifications.find(id)
  const client = verification && (await tx.clients.find(verification.client))
  const release = verification && (await tx.releases.find(verification.release))
  if (!verification || !client || !release) throw new Error(`Verification ${id} is gone`)
  const report = verification.report ? await tx.reports.find(verification.report) : null
  return {
    client,
    release,
    verification,
    summary: report?.summary ?? null,
    receivedAt: report?.receivedAt ?? null,
    comparison: report?.comparison ?? null,
    findings: await tx.findings.ofVerification(id),
  }
}
