import { stampOf } from '../../domain/people/actor.ts'
import { currentRelease } from '../../domain/releases/release.ts'
import type { AddedFreeze } from '../../domain/updates/freeze.ts'
import { reasonsOf, writtenReasons } from '../../domain/updates/reasons.ts'
import { ok, type Result, refuse } from '../../domain/values/result.ts'
import { changeOnce } from '../ports/change.ts'
import { lockPlans } from '../ports/locks.ts'
import type { Ports } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'
import type { FreezeRefusal, FreezeUseCases } from '../use-cases/freezes.ts'
import { catchUp } from '../verifications/catch-up.ts'
import { mayFreeze, notYours, spanOf } from './add-freeze.ts'

/**
 * Ends a freeze. Starts that it had moved stay where their people expect them; what it had left without a start is
 * planned now, or by the next round of the clock should this process die first.
 */
export const makeEndFreeze =
  (ports: Ports): FreezeUseCases['endFreeze'] =>
  async ({ actor, request, freeze: id, client: of }) => {
    const outcome = await changeOnce<Result<AddedFreeze, FreezeRefusal>>(ports, { actor, request }, async (tx) => {
      if (of !== undefined && !mayFreeze(actor, of)) return refuse(notYours)
      const now = ports.clock.now()
      const freeze = await tx.freezes.find(id)
      const isMeant = freeze && (of === undefined ? mayFreeze(actor, freeze.client) : freeze.client === of)
      if (!isMeant || freeze.endsAt <= now) {
        const detail = `There is no freeze ${id.slice(0, 20)} that could be ended.`
        return refuse({ code: 'unknown-freeze' as const, detail })
      }
      const { client } = freeze
      await lockPlans(tx, client)
      await tx.freezes.end(freeze.id, now)
      const by = stampOf(actor, client ?? '')
      const entry = {
        actor: by,
        action: 'freeze-lifted',
        client,
        subject: freeze.id,
        detail: { ...spanOf(freeze), ...writtenReasons(freeze) },
        at: now,
      }
      tx.audit.write(entry)
      tell(
        tx,
        {
          kind: 'freeze-lifted',
          client,
          facts: { freeze: freeze.id, ...spanOf(freeze), ...reasonsOf(freeze), by },
        },
        now,
      )
      return ok(freeze)
    })
    if (outcome.ok) await planStranded(ports, outcome.value.client)
    return outcome
  }

/** What waits for want of a legal start, each client in a transaction of its own: the slots are never held for long. */
async function planStranded(ports: Ports, client: string | null): Promise<void> {
  const stranded = await ports.inTransaction(async (tx) => {
    const release = currentRelease(await tx.releases.list())
    const unplanned = release ? await tx.updates.unplanned(release.version, client) : []
    return new Set([
      ...(await tx.updates.heldFor('no-legal-start', client)).map((update) => update.client),
      ...unplanned,
    ])
  })
  for (const id of stranded) await catchUp(ports, id)
}
