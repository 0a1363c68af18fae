import { type Actor, actsForClient, mayAct, stampOf } from '../../domain/people/actor.ts'
import type { Release } from '../../domain/releases/release.ts'
import { isBehind } from '../../domain/releases/version.ts'
import { type RuleRefusal, refusalOfCancel } from '../../domain/updates/policy.ts'
import { isOver, type Update } from '../../domain/updates/update.ts'
import { ok, type Result, refuse } from '../../domain/values/result.ts'
import { changeOnce } from '../ports/change.ts'
import { lockClient } from '../ports/locks.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { planNext } from '../scheduling/plan-next.ts'
import { numbersOf } from '../scheduling/planning.ts'
import { isCurrent, nothingScheduled, notYours } from '../scheduling/preview-move.ts'
import { settleRequest } from '../scheduling/settle-request.ts'
import { noteSeen, plannedOf } from '../seen/note-seen.ts'
import { tell } from '../telling/tell.ts'
import type { Cancel, ChatUseCases } from '../use-cases/chat.ts'

/** Cancels one scheduled update unless a rule forbids it (DESIGN 4.2); it can be restored by a move. */
export const makeCancelUpdate =
  (ports: Ports): ChatUseCases['cancelUpdate'] =>
  ({ actor, request, ...cancel }) =>
    changeOnce<Result<Update, RuleRefusal>>(ports, { actor, request }, async (tx) => {
      const judged = await judge(tx, ports, actor, cancel)
      if (!judged.ok) return judged
      const now = ports.clock.now()
      const by = stampOf(actor, cancel.system.client)
      // Whoever acts for a client says why to that client.
      const reasons = { reason: cancel.reason, inside: null }
      const update = await tx.updates.save(
        {
          ...judged.value,
          status: 'cancelled',
          cancelledBy: by.forVendor ? 'vendor' : 'client',
          hold: null,
          ...reasons,
        },
        now,
      )
      const { id, client, environment, release } = update
      const startsAt = update.startsAt.toISOString()
      tx.audit.write({
        actor: by,
        action: 'update-cancelled',
        client,
        subject: id,
        detail: { startsAt, ...reasons },
        at: now,
      })
      const facts = { update: id, environment, release, startsAt, by, ...reasons }
      tell(tx, { kind: 'update-cancelled', client, facts }, now)
      await noteSeen(tx, ports, actor, [update, ...(await plannedOf(tx, client, release))])
      await settleRequest(tx, id, 'withdrawn', now)
      await planNext(tx, ports, [client])
      return ok(update)
    })

/** The same judgement without the deed: so that a form is only opened for a cancel that is possible. */
export const makeJudgeCancel =
  (ports: Ports): ChatUseCases['judgeCancel'] =>
  ({ actor, ...cancel }) =>
    ports.inTransaction((tx) => judge(tx, ports, actor, cancel))

async function judge(
  tx: Tx,
  ports: Ports,
  actor: Actor,
  { system, seen }: Omit<Cancel, 'reason'>,
): Promise<Result<Update, RuleRefusal>> {
  if (!mayAct(actor, system.client)) return refuse(notYours)
  const client = await lockClient(tx, system.client)
  const known = client?.systems.find((one) => one.environment === system.environment)
  if (!client || !known) return refuse(notYours)
  const update = await tx.updates.lockCurrent(system)
  if (!update || (isOver(update) && seen === null)) return refuse(nothingScheduled)
  const refusal = refusalOfCancel({
    update,
    now: ports.clock.now(),
    seen,
    byServices: actsForClient(actor, client.id),
    numbers: numbersOf(ports, client),
    skippedInARow: await countSkipped(tx, update),
    releasesBehind: countBehind(await tx.releases.list(), known.version),
  })
  if (!refusal) return ok(update)
  // The update goes with this refusal only where it can be restored.
  return refuse(refusal.rule === 'nothing-scheduled' && !(await isCurrent(tx, update)) ? nothingScheduled : refusal)
}

/** A release that was cancelled, asked for again and is cancelled once more is still one release. */
async function countSkipped(tx: Tx, update: Update): Promise<number> {
  const ofRelease = await tx.updates.ofRelease(update.client, update.release)
  const again = ofRelease.some(
    ({ environment, cancelledBy }) => environment === update.environment && cancelledBy === 'client',
  )
  return (await tx.updates.skippedInARow(update)) - (again ? 1 : 0)
}

const countBehind = (releases: readonly Release[], version: string | null): number =>
  releases.filter(
    (release) => release.status === 'available' && release.kind !== 'hotfix' && isBehind(version, release.version),
  ).length
