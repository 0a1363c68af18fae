import { actsForClient, stampOf } from '../../domain/people/actor.ts'
import { isHeldFor } from '../../domain/updates/hold.ts'
import type { RuleRefusal } from '../../domain/updates/policy.ts'
import { noReasons } from '../../domain/updates/reasons.ts'
import { ok, refuse } from '../../domain/values/result.ts'
import { changeOnce } from '../ports/change.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { useQuota } from '../quotas/use-quota.ts'
import { previewMove } from '../scheduling/preview-move.ts'
import { closeNeedless } from '../scheduling/settle-request.ts'
import { noteSeen } from '../seen/note-seen.ts'
import { tell } from '../telling/tell.ts'
import type { ChatUseCases } from '../use-cases/chat.ts'

/**
 * Moves one scheduled update, or restores a cancelled one, to a start that no rule forbids. The other system stays
 * where it is (DESIGN 2.7); the answer names it, so that the reply can offer to move it, too.
 */
export const makeRescheduleUpdate =
  (ports: Ports): ChatUseCases['rescheduleUpdate'] =>
  ({ actor, request, ...move }) =>
    changeOnce<Awaited<ReturnType<ChatUseCases['rescheduleUpdate']>>>(ports, { actor, request }, async (tx) => {
      const judged = await previewMove(tx, ports, actor, move, useQuota)
      if (!judged.ok) return refuse<RuleRefusal>(judged.refusal)
      const now = ports.clock.now()
      const { update: before, deadline, restores, other } = judged.value
      // It was on hold for want of a start only, and here is one; or staging failed first, and who moves it knows. What
      // the vendor holds is moved and stays on hold.
      const waited = isHeldFor(before, 'no-legal-start', 'staging-failed')
      const goesAhead = restores || (waited && (await isAvailable(tx, before.release)))
      const update = await tx.updates.save(
        {
          ...before,
          ...(goesAhead && { status: 'scheduled' as const, hold: null, ...noReasons, deadline }),
          cancelledBy: null,
          startsAt: move.startsAt,
          chosenBy: actsForClient(actor, before.client) ? 'services' : 'person',
        },
        now,
      )
      await noteSeen(tx, ports, actor, other?.release === update.release ? [update, other] : [update])
      const by = stampOf(actor, update.client)
      const [from, to] = [before.startsAt.toISOString(), update.startsAt.toISOString()]
      const about = { update: update.id, environment: update.environment, release: update.release }
      const { reason } = move
      tx.audit.write({
        actor: by,
        action: restores ? 'update-restored' : 'update-rescheduled',
        client: update.client,
        subject: update.id,
        detail: { from, to, reason },
        at: now,
      })
      tell(
        tx,
        restores
          ? { kind: 'update-restored', client: update.client, facts: { ...about, to, by, reason } }
          : {
              kind: 'update-rescheduled',
              client: update.client,
              facts: { ...about, from, to, by, cause: 'person', reason },
            },
        now,
      )
      if (restores) await closeNeedless(tx, update, by, now)
      return ok({ update, from: before.startsAt, restored: restores, other })
    })

const isAvailable = async (tx: Tx, release: string): Promise<boolean> =>
  (await tx.releases.find(release))?.status === 'available'
