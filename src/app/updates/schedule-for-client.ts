import { type Actor, hasRole, stampOf } from '../../domain/people/actor.ts'
import type { Client } from '../../domain/people/client.ts'
import { formatSystem, type SystemRef } from '../../domain/people/system.ts'
import { currentRelease, type Release } from '../../domain/releases/release.ts'
import { isBehind } from '../../domain/releases/version.ts'
import { isQuarterHour } from '../../domain/time/slot.ts'
import { after, isBefore, minute } from '../../domain/time/span.ts'
import { bindingFreeze } from '../../domain/updates/freeze.ts'
import { isActive, type Update } from '../../domain/updates/update.ts'
import { ok, type Result, refuse } from '../../domain/values/result.ts'
import { changeOnce } from '../ports/change.ts'
import { lockClient } from '../ports/locks.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { deadlineOf } from '../scheduling/plan-updates.ts'
import { type Planning, readPlanning } from '../scheduling/planning.ts'
import { isFull } from '../scheduling/slot-capacity.ts'
import { tell } from '../telling/tell.ts'
import type { ChatUseCases, ScheduleRefusal } from '../use-cases/chat.ts'

/**
 * The services team schedules an update for a client where nothing is scheduled, with a reason that the client reads
 * (DESIGN 2.10). The vendor's freezes do not bind it (DESIGN 4.1); an unhealthy copy does.
 */
export const makeScheduleForClient =
  (ports: Ports): ChatUseCases['scheduleForClient'] =>
  ({ actor, request, system, release: wished, startsAt, reason }) =>
    changeOnce<Result<Update, ScheduleRefusal>>(ports, { actor, request }, async (tx) => {
      const client = await lockClient(tx, system.client)
      if (!hasRole(actor, 'services') || !client) return refuse(notYours)
      const release = await releaseMeant(tx, wished)
      if ('code' in release) return refuse(release)
      const planning = await readPlanning(tx, ports, client)
      const refusal =
        (await refusalOfSystem(tx, client, system, release)) ?? (await refusalOfStart(planning, release, startsAt))
      if (refusal) return refuse(refusal)
      return ok(await plan(tx, planning, { system, release, startsAt, reason, actor }))
    })

const notYours: ScheduleRefusal = {
  code: 'not-yours',
  detail: 'Only the services team schedules for a client that is on file.',
}

async function releaseMeant(tx: Tx, wished: string | null): Promise<Release | ScheduleRefusal> {
  const release = wished ? await tx.releases.find(wished) : currentRelease(await tx.releases.list())
  if (release?.status === 'available') return release
  const name = wished?.slice(0, 40)
  const detail = name
    ? `Release ${name} is ${release?.status ?? 'unknown'}; only an available one can be scheduled.`
    : 'No release is available.'
  return { code: 'unknown-release', detail }
}

async function refusalOfSystem(
  tx: Tx,
  client: Client,
  ref: SystemRef,
  { version }: Release,
): Promise<ScheduleRefusal | null> {
  const name = formatSystem(ref)
  const system = client.systems.find(({ environment }) => environment === ref.environment)
  if (!system) return notYours
  const update = await tx.updates.lockCurrent(ref)
  if (update && isActive(update.status)) {
    const detail = `Release ${update.release} is ${update.status} for ${name}. Move that update instead.`
    return { code: 'something-scheduled', detail, update }
  }
  if (!isBehind(system.version, version))
    return { code: 'up-to-date', detail: `${name} runs ${system.version ?? 'nothing'} already.` }
  const verification = await tx.verifications.current(client.id, version)
  if (verification?.status === 'passed') return null
  const found = verification ? `is ${verification.status}` : 'was not made'
  const detail = `The check of ${version} on a copy of ${client.id} ${found}. It must have passed, with no open or confirmed finding: settle its findings, or start it with: rerun ${client.id}`
  return { code: 'not-verified', detail }
}

async function refusalOfStart(
  { numbers, now, client, freezes, capacity }: Planning,
  { kind }: Release,
  startsAt: Date,
): Promise<ScheduleRefusal | null> {
  if (isBefore(startsAt, after(now, numbers.leadMinutes * minute)))
    return { code: 'too-soon', detail: `Choose a start at least ${numbers.leadMinutes} minutes from now.` }
  if (!isQuarterHour(startsAt, client.zone))
    return { code: 'not-a-quarter-hour', detail: 'Choose a quarter-hour, such as 02:00 or 02:15.' }
  const freeze = bindingFreeze(freezes, startsAt, { kind, byServices: true })
  if (freeze)
    return {
      code: 'frozen',
      detail: `The client lets nothing start then: ${freeze.reason ?? 'a freeze'}. Choose a time after the freeze.`,
    }
  if (await isFull(capacity, startsAt))
    return { code: 'no-capacity', detail: 'That quarter-hour is full. Choose another one.' }
  return null
}

type Meant = {
  readonly system: SystemRef
  readonly release: Release
  readonly startsAt: Date
  readonly reason: string
  readonly actor: Actor
}

async function plan(
  tx: Tx,
  { client, numbers, now }: Planning,
  { system, release, startsAt, reason, actor }: Meant,
): Promise<Update> {
  const { environment } = system
  const update = await tx.updates.insert(
    {
      client: client.id,
      environment,
      release: release.version,
      kind: release.kind,
      startsAt,
      zone: client.zone,
      expectedMinutes: numbers.expectedMinutes,
      firstStart: startsAt,
      deadline: deadlineOf(startsAt, release.kind, client.zone, numbers),
      chosenBy: 'services',
    },
    now,
  )
  const to = startsAt.toISOString()
  tx.audit.write({
    actor: stampOf(actor, client.id),
    action: 'update-scheduled',
    client: client.id,
    subject: update.id,
    detail: { to, replaces: null, reason },
    at: now,
  })
  const starts = [{ update: update.id, environment, startsAt: to, replaces: null }]
  tell(tx, { kind: 'updates-scheduled', client: client.id, facts: { release: release.version, starts } }, now)
  return update
}
