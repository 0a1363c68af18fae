import { stampOf, zerotouch } from '../domain/actor.ts'
import type { Client } from '../domain/client.ts'
import type { PlannedStart } from '../domain/notice.ts'
import type { Place } from '../domain/place.ts'
import type { Release } from '../domain/release.ts'
import { after, hour, isBefore } from '../domain/span.ts'
import type { System } from '../domain/system.ts'
import { isFarEnough, type Turn, turnOf } from '../domain/take-over.ts'
import type { Update } from '../domain/update.ts'
import { isBehind } from '../domain/version.ts'
import { nextOpenings } from '../domain/window.ts'
import { isStopped } from './hold-for-copy.ts'
import { planUpdate } from './plan-update.ts'
import { legalStart, type Planning, readPlanning } from './planning.ts'
import type { Ports, Tx } from './ports.ts'
import { tell } from './tell.ts'

export type ScheduleOptions = {
  /** Plans once more what failed on this system, in the next window. */
  readonly afterFailure?: Update
}

type Candidate = { readonly system: System; readonly turn: Turn; readonly current: Update | null }

/**
 * Schedules a release whose verification passed on every system of a client that is behind: production and staging
 * together, in the next maintenance window after the notice period (DESIGN 2.5, 4.1). What cannot be scheduled is
 * told to ops. Nothing happens while the release is not available, or while an older one starts soon or runs.
 */
export async function scheduleClient(
  tx: Tx,
  ports: Ports,
  clientId: string,
  version: string,
  { afterFailure }: ScheduleOptions = {},
): Promise<void> {
  // First the slots, then the client, everywhere: so that two decisions never wait for each other.
  await tx.updates.lockSlots()
  const client = await tx.clients.lock(clientId)
  // Read under the lock of the slots: a release that has just been paused plans nothing.
  const release = await tx.releases.find(version)
  if (!client || release?.status !== 'available' || release.kind === 'hotfix') return
  // A failure can be confirmed while an update runs: what failed is then not tried again.
  if (await isStopped(tx, { client: clientId, release: version })) return
  const planning = await readPlanning(tx, ports, client)
  const candidates = await turns(tx, planning, release, afterFailure)
  // Both systems are planned together, so both wait for the one that is not free yet.
  if (candidates.some(({ turn }) => turn === 'wait')) return
  const planned = candidates.filter(({ turn }) => turn !== 'leave')
  if (planned.length === 0) return

  const { now } = planning
  const say = (reason: 'nobody-reachable' | 'no-legal-start') =>
    tell(tx, { kind: 'client-unschedulable', client: client.id, facts: { release: version, reason } }, now)
  if (!isReachable(await tx.places.around(client.id), client)) return say('nobody-reachable')

  const moving = planned.filter((one) => release.kind === 'security' || !keepsStart(one, planning))
  const start = await legalStart(
    planning,
    release.kind,
    noticeEnd(planning, release, afterFailure),
    Math.max(moving.length, 1),
  )
  const starts: PlannedStart[] = []
  for (const candidate of planned) {
    const startsAt = startFor(candidate, start, release, planning)
    if (startsAt) starts.push(await plan(tx, planning, release, candidate, startsAt))
  }
  for (const replaced of new Set(starts.flatMap(({ replaces }) => replaces ?? []))) {
    await tell(tx, { kind: 'rollout-redrawn', client: client.id, facts: { release: replaced } }, now)
  }
  if (starts.length < planned.length) await say('no-legal-start')
  if (starts.length > 0) {
    await tell(tx, { kind: 'updates-scheduled', client: client.id, facts: { release: version, starts } }, now)
  }
}

async function turns(tx: Tx, planning: Planning, release: Release, again?: Update): Promise<Candidate[]> {
  const candidates: Candidate[] = []
  for (const system of planning.client.systems) {
    if (again && again.environment !== system.environment) continue
    if (!isBehind(system.version, release.version)) continue
    const current = await tx.updates.lockCurrent(system)
    const turn = turnOf(current, release.version, planning.now, planning.numbers, again !== undefined)
    candidates.push({ system, current, turn })
  }
  return candidates
}

function noticeEnd(
  { numbers, now, windows, client }: Planning,
  release: Release,
  afterFailure?: Update,
): Date {
  const least = after(
    now,
    (release.kind === 'security' ? numbers.securityNoticeHours : numbers.noticeHours) * hour,
  )
  return afterFailure ? (nextOpenings(windows, client.zone, now, 1)[0] ?? least) : least
}

/** A newer release takes the older one's start, unless that is over or too near, as it can be on hold. */
const keepsStart = ({ turn, current }: Candidate, { now, numbers }: Planning): boolean =>
  turn === 'take-over' && current !== null && isFarEnough(current, now, numbers)

/** A security release may move the start of the one it replaces earlier, never later. */
function startFor(
  candidate: Candidate,
  start: Date | null,
  release: Release,
  planning: Planning,
): Date | null {
  const { current } = candidate
  if (!current || !keepsStart(candidate, planning)) return start
  return release.kind === 'security' && start && isBefore(start, current.startsAt) ? start : current.startsAt
}

async function plan(
  tx: Tx,
  { client, numbers, now }: Planning,
  release: Release,
  { system, turn, current }: Candidate,
  startsAt: Date,
): Promise<PlannedStart> {
  const replaced = turn === 'take-over' ? current : null
  if (replaced) {
    const detail = `Replaced by ${release.version}`
    await tx.updates.save({ ...replaced, status: 'superseded', detail, finishedAt: now }, now)
  }
  const update = await planUpdate(tx, { system, client, release, numbers, startsAt, replaced }, now)
  const [planned, replaces] = [startsAt.toISOString(), replaced?.release ?? null]
  await tx.audit.write({
    actor: stampOf(zerotouch, client.id),
    action: 'update-scheduled',
    client: client.id,
    subject: update.id,
    detail: { to: planned, replaces },
    at: now,
  })
  return { update: update.id, environment: system.environment, startsAt: planned, replaces }
}

/** Nobody's server is updated behind their back: some administrator must get what a client is told. */
const isReachable = (places: readonly Place[], client: Client): boolean =>
  client.administrators.length > 0 &&
  places.some(
    ({ client: owner, gone, address }) =>
      owner === client.id && !gone && (address.kind === 'channel' || address.kind === 'mailbox'),
  )
