import type { Client } from '../domain/client.ts'
import type { PlannedStart } from '../domain/notice.ts'
import type { Place } from '../domain/place.ts'
import type { Release } from '../domain/release.ts'
import { after, hour, isBefore } from '../domain/span.ts'
import type { System } from '../domain/system.ts'
import { type Turn, turnOf } from '../domain/take-over.ts'
import type { Update } from '../domain/update.ts'
import { isBehind } from '../domain/version.ts'
import { nextOpenings } from '../domain/window.ts'
import { endOfDayAfter } from '../domain/zone.ts'
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
 * told to ops.
 */
export async function scheduleClient(
  tx: Tx,
  ports: Ports,
  clientId: string,
  release: Release,
  { afterFailure }: ScheduleOptions = {},
): Promise<void> {
  if (release.status !== 'available' || release.kind === 'hotfix') return
  const client = await tx.clients.lock(clientId)
  if (!client) return
  const planning = await readPlanning(tx, ports, client)
  const candidates = await turns(tx, planning, release, afterFailure)
  const planned = candidates.filter(({ turn }) => turn === 'plan' || turn === 'take-over')
  if (planned.length === 0) return

  const reason = isReachable(await tx.places.around(client.id), client) ? null : ('nobody-reachable' as const)
  const fresh = planned.filter(({ turn }) => turn === 'plan').length
  const start = reason
    ? null
    : legalStart(planning, release.kind, noticeEnd(planning, release, afterFailure), Math.max(fresh, 1))
  const starts: PlannedStart[] = []
  let unplanned: 'nobody-reachable' | 'no-legal-start' | null = reason
  for (const candidate of planned) {
    const startsAt = reason ? null : startFor(candidate, start, release)
    if (!startsAt) {
      unplanned ??= 'no-legal-start'
      continue
    }
    starts.push(await plan(tx, ports, client, release, candidate, startsAt))
  }
  for (const replaced of new Set(starts.flatMap(({ replaces }) => replaces ?? []))) {
    await tell(tx, { kind: 'rollout-redrawn', client: client.id, facts: { release: replaced } }, planning.now)
  }
  if (unplanned) {
    await tell(
      tx,
      {
        kind: 'client-unschedulable',
        client: client.id,
        facts: { release: release.version, reason: unplanned },
      },
      planning.now,
    )
  }
  if (starts.length > 0) {
    await tell(
      tx,
      { kind: 'updates-scheduled', client: client.id, facts: { release: release.version, starts } },
      planning.now,
    )
  }
}

async function turns(tx: Tx, planning: Planning, release: Release, again?: Update): Promise<Candidate[]> {
  const candidates: Candidate[] = []
  for (const system of planning.client.systems) {
    if (again && again.environment !== system.environment) continue
    if (!isBehind(system.version, release.version)) continue
    const current = await tx.updates.lockCurrent({
      client: planning.client.id,
      environment: system.environment,
    })
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
  if (afterFailure)
    return nextOpenings(windows, client.zone, now, 1)[0] ?? after(now, numbers.noticeHours * hour)
  return after(now, (release.kind === 'security' ? numbers.securityNoticeHours : numbers.noticeHours) * hour)
}

/** A newer release takes the older one's start; a security release may move it earlier, never later. */
function startFor({ turn, current }: Candidate, start: Date | null, release: Release): Date | null {
  if (turn === 'plan' || !current) return start
  return release.kind === 'security' && start && isBefore(start, current.startsAt) ? start : current.startsAt
}

async function plan(
  tx: Tx,
  ports: Ports,
  client: Client,
  release: Release,
  { system, turn, current }: Candidate,
  startsAt: Date,
): Promise<PlannedStart> {
  const now = ports.clock.now()
  const { environment } = system
  const replaced = turn === 'take-over' ? current : null
  if (replaced)
    await tx.updates.save(
      { ...replaced, status: 'superseded', detail: `Replaced by ${release.version}`, finishedAt: now },
      now,
    )
  const numbers = { ...ports.rules.numbers, ...client.policy }
  const firstStart = replaced?.firstStart ?? startsAt
  const days = release.kind === 'security' ? numbers.securityDeadlineDays : numbers.deadlineDays
  const ownDeadline = endOfDayAfter(startsAt, days, client.zone)
  const update = await tx.updates.insert(
    {
      client: client.id,
      environment,
      release: release.version,
      kind: release.kind,
      startsAt,
      zone: client.zone,
      expectedMinutes: numbers.expectedMinutes,
      firstStart,
      deadline: replaced && isBefore(replaced.deadline, ownDeadline) ? replaced.deadline : ownDeadline,
      chosenBy: replaced?.chosenBy ?? 'rule',
    },
    now,
  )
  return {
    update: update.id,
    environment,
    startsAt: startsAt.toISOString(),
    replaces: replaced?.release ?? null,
  }
}

/** Nobody's server is updated behind their back: some administrator must be reachable somewhere. */
const isReachable = (places: readonly Place[], client: Client): boolean =>
  client.administrators.length > 0 &&
  places.some(({ client: owner, gone, address }) => owner === client.id && !gone && address.kind !== 'inbox')
