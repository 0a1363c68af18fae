import { type Actor, actsForClient, mayAct } from '../domain/actor.ts'
import { bindingFreeze } from '../domain/freeze.ts'
import { limitsOf, type RuleRefusal, refusalOfMove } from '../domain/policy.ts'
import { currentRelease } from '../domain/release.ts'
import { ok, type Result, refuse } from '../domain/result.ts'
import { isQuarterHour, quartersAfter } from '../domain/slot.ts'
import { isBefore } from '../domain/span.ts'
import { isOver, type Update } from '../domain/update.ts'
import { isInside } from '../domain/window.ts'
import type { ChatUseCases, Move, MovePreview } from './app.ts'
import { legalStart, type Planning, readPlanning, startsNear } from './planning.ts'
import type { Ports, Tx } from './ports.ts'

/** A refusal that reveals nothing: not even whether the system exists. */
export const notYours: RuleRefusal = { rule: 'not-yours', update: null, limits: null }
const nothingScheduled: RuleRefusal = { rule: 'nothing-scheduled', update: null, limits: null }

/** Judges a move under the locks that keep the judgement true until the end of the transaction. */
export async function judgeMove(
  tx: Tx,
  ports: Ports,
  actor: Actor,
  move: Move,
): Promise<Result<MovePreview, RuleRefusal>> {
  const { system, startsAt: to, seen } = move
  if (!mayAct(actor, system.client)) return refuse(notYours)
  const client = await tx.clients.find(system.client)
  if (!client?.systems.some((known) => known.environment === system.environment)) return refuse(notYours)

  const planning = await readPlanning(tx, ports, client)
  const update = await tx.updates.lockCurrent(system)
  if (!update) return refuse(nothingScheduled)
  const restores = update.status === 'cancelled'
  if (isOver(update) && seen === null) return refuse(nothingScheduled)
  if (restores && !(await isCurrent(tx, update))) return refuse({ ...nothingScheduled, update })

  const byServices = actsForClient(actor, client.id)
  const judged = withReachableDeadline(update, planning)
  const refusal = refusalOfMove({
    update: judged,
    to,
    now: planning.now,
    seen,
    byServices,
    numbers: planning.numbers,
    onQuarterHour: isQuarterHour(to, client.zone),
    freeze: bindingFreeze(planning.freezes, to, { kind: update.kind, byServices }),
    slotIsFull: planning.isFull(to),
    nearest: startsNear(
      planning,
      to,
      limitsOf(judged, planning.now, planning.numbers).earliest,
      update.kind,
      byServices,
    ),
  })
  if (refusal) return refuse(refusal)
  const outsideWindow = !isInside(planning.windows, client.zone, to, update.expectedMinutes)
  return ok({ update: judged, outsideWindow, restores })
}

/** The same, asked before the click that counts, so that the confirmation can show old and new. */
export const makeJudgeMove =
  (ports: Ports): ChatUseCases['judgeMove'] =>
  ({ actor, ...move }) =>
    ports.inTransaction((tx) => judgeMove(tx, ports, actor, move))

async function isCurrent(tx: Tx, update: Update): Promise<boolean> {
  return currentRelease(await tx.releases.list())?.version === update.release
}

/** When no legal start precedes the deadline, the deadline becomes the first legal start (DESIGN 4.1). */
function withReachableDeadline(update: Update, planning: Planning): Update {
  const earliest = limitsOf(update, planning.now, planning.numbers).earliest
  const first = legalStart(planning, update.kind, earliest, 1)
  return first && !isBefore(first, update.deadline)
    ? { ...update, deadline: quartersAfter(first, 1) }
    : update
}
