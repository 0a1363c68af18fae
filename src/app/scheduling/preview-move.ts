import { type Actor, actsForClient, mayAct } from '../../domain/people/actor.ts'
import { currentRelease } from '../../domain/releases/release.ts'
import { isQuarterHour, quartersAfter } from '../../domain/time/slot.ts'
import { isBefore } from '../../domain/time/span.ts'
import { isInside } from '../../domain/time/windows/openings.ts'
import { bindingFreeze } from '../../domain/updates/freeze.ts'
import { limitsOf, type RuleId, type RuleRefusal, refusalOfMove } from '../../domain/updates/policy.ts'
import { awaitsStart, isOver, type Update } from '../../domain/updates/update.ts'
import { ok, type Result, refuse } from '../../domain/values/result.ts'
import { lockClient } from '../ports/locks.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { lookAtQuota, type useQuota } from '../quotas/use-quota.ts'
import type { ChatUseCases, Move, MovePreview } from '../use-cases/chat.ts'
import { withTimeOnHold } from './hold.ts'
import { isStopped } from './hold-for-copy.ts'
import { legalStart, type Planning, readPlanning, startsNear } from './planning.ts'
import { isFull } from './slot-capacity.ts'

/** A refusal that reveals nothing: not even whether the system exists. */
export const notYours: RuleRefusal = { rule: 'not-yours', update: null, limits: null }
export const nothingScheduled: RuleRefusal = { rule: 'nothing-scheduled', update: null, limits: null }

/** What is refused for its place in time: others nearby are offered. */
const offersNearest: readonly RuleId[] = ['no-capacity', 'frozen', 'not-a-quarter-hour']

/** What a move of one system's update is judged by. */
export type Movable = {
  readonly planning: Planning
  readonly current: Update
  /** What waits for its start on the client's other system; null where nothing does. */
  readonly other: Update | null
  /** With the deadline that holds for it now. */
  readonly judged: Update
  readonly restores: boolean
  readonly byServices: boolean
}

/**
 * Reads what a move is judged by.
 * @param hold whether it stays true until the end of the transaction; to look at the times there are it need not
 */
export async function readMovable(
  tx: Tx,
  ports: Ports,
  actor: Actor,
  { system, seen }: Pick<Move, 'system' | 'seen'>,
  hold: boolean,
): Promise<Result<Movable, RuleRefusal>> {
  if (!mayAct(actor, system.client)) return refuse(notYours)
  const client = await (hold ? lockClient(tx, system.client) : tx.clients.find(system.client))
  if (!client?.systems.some((known) => known.environment === system.environment)) return refuse(notYours)

  const planning = await readPlanning(tx, ports, client)
  const currents = await (hold ? tx.updates.lockCurrents([client.id]) : tx.updates.currents([client.id]))
  const current = currents.find(({ environment }) => environment === system.environment)
  const other = currents.find((update) => update !== current && awaitsStart(update.status)) ?? null
  if (!current) return refuse(nothingScheduled)
  const restores = current.status === 'cancelled'
  if (isOver(current) && seen === null) return refuse(nothingScheduled)
  if (restores && !(await isCurrent(tx, current))) return refuse(nothingScheduled)
  const update: Update = { ...current, zone: client.zone }
  const [extended = update] = await withTimeOnHold(tx, [update], planning.now)
  const judged = await withReachableDeadline(extended, planning)
  return ok({ planning, current: update, other, judged, restores, byServices: actsForClient(actor, client.id) })
}

/**
 * Judges a move under the locks that keep the judgement true until the end of the transaction.
 * @param ask `useQuota` where it is then made; to look at it first counts for nothing
 */
export async function previewMove(
  tx: Tx,
  ports: Ports,
  actor: Actor,
  move: Move,
  ask: typeof useQuota = lookAtQuota,
): Promise<Result<MovePreview, RuleRefusal>> {
  const { startsAt: to, seen } = move
  const read = await readMovable(tx, ports, actor, move, true)
  if (!read.ok) return read
  const { planning, current: update, other, judged, restores, byServices } = read.value
  const { zone } = planning.client
  await planning.capacity.lock([to])
  const refusal = refusalOfMove({
    update: judged,
    to,
    now: planning.now,
    seen,
    byServices,
    numbers: planning.numbers,
    onQuarterHour: isQuarterHour(to, zone),
    freeze: bindingFreeze(planning.freezes, to, { kind: update.kind, byServices }),
    slotIsFull: await isFull(planning.capacity, to),
  })
  if (refusal) {
    const offers = offersNearest.includes(refusal.rule)
    return refuse(offers ? { ...refusal, nearest: await startsNear(planning, to, judged, byServices) } : refusal)
  }
  const again = await ask(tx, ports, actor, { kind: 'moves', client: update.client, of: update.id })
  if (again) {
    const limits = limitsOf(judged, planning.now, planning.numbers)
    return refuse({ rule: 'too-many-moves', update: judged, limits, again })
  }
  const outsideWindow = !isInside(planning.windows, zone, to, update.expectedMinutes)
  // What is still on hold gets its time on hold when it is let go.
  const { deadline } = judged
  return ok({ update: update.status === 'held' ? update : judged, deadline, outsideWindow, restores, other })
}

/** The same, asked before the click that counts, so that the confirmation can show old and new. */
export const makeJudgeMove =
  (ports: Ports): ChatUseCases['judgeMove'] =>
  ({ actor, ...move }) =>
    ports.inTransaction((tx) => previewMove(tx, ports, actor, move))

/** Whether the update's release is still rolled out there: a cancelled update can then be restored. */
export async function isCurrent(tx: Tx, update: Update): Promise<boolean> {
  const isRolledOut = currentRelease(await tx.releases.list())?.version === update.release
  return isRolledOut && !(await isStopped(tx, update))
}

/** When no legal start precedes the deadline, the deadline becomes the first legal start (DESIGN 4.1). */
async function withReachableDeadline(update: Update, planning: Planning): Promise<Update> {
  const earliest = limitsOf(update, planning.now, planning.numbers).earliest
  const first = await legalStart(planning, update.kind, earliest, 1)
  return first && !isBefore(first, update.deadline) ? { ...update, deadline: quartersAfter(first, 1) } : update
}
