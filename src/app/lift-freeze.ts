import { type ActorStamp, stampOf } from '../domain/actor.ts'
import type { LaidFreeze } from '../domain/freeze.ts'
import { currentRelease } from '../domain/release.ts'
import { ok, type Result, refuse } from '../domain/result.ts'
import type { Update } from '../domain/update.ts'
import { changeOnce } from './change.ts'
import type { FreezeRefusal, FreezeUseCases } from './freezes.ts'
import { aboutOf, mayFreeze, notYours } from './lay-freeze.ts'
import { letGo } from './let-go.ts'
import { planNext } from './plan-next.ts'
import type { Ports, Tx } from './ports.ts'
import { noLegalStart } from './replan.ts'
import { tell } from './tell.ts'

/**
 * Lifts a freeze. Starts that it had moved stay where their people expect them; what it had left without a start is
 * planned now.
 */
export const makeLiftFreeze =
  (ports: Ports): FreezeUseCases['liftFreeze'] =>
  ({ actor, request, freeze: id, client: of }) =>
    changeOnce<Result<LaidFreeze, FreezeRefusal>>(ports, { actor, request }, async (tx) => {
      await tx.updates.lockSlots()
      if (of !== undefined && !mayFreeze(actor, of)) return refuse(notYours)
      const now = ports.clock.now()
      const freeze = await tx.freezes.find(id)
      const isMeant = freeze && (of === undefined ? mayFreeze(actor, freeze.client) : freeze.client === of)
      if (!isMeant || freeze.endsAt <= now) {
        const detail = `There is no freeze ${id.slice(0, 20)} that could be lifted.`
        return refuse({ code: 'unknown-freeze' as const, detail })
      }
      const { client } = freeze
      await tx.freezes.end(freeze.id, now)
      const by = stampOf(actor, client ?? '')
      const about = aboutOf(freeze)
      const entry = { actor: by, action: 'freeze-lifted', client, subject: freeze.id, detail: about, at: now }
      await tx.audit.write(entry)
      await tell(tx, { kind: 'freeze-lifted', client, facts: { freeze: freeze.id, ...about, by } }, now)
      await planStranded(tx, ports, client, by)
      return ok(freeze)
    })

/** Plans what waits for want of a legal start, at one client or (with null) at all. */
async function planStranded(tx: Tx, ports: Ports, client: string | null, by: ActorStamp): Promise<void> {
  const stranded: Update[] = []
  for (const { id } of await tx.updates.heldFor(noLegalStart, client)) {
    const update = await tx.updates.lock(id)
    const release = update && (await tx.releases.find(update.release))
    if (update?.status === 'held' && release?.status === 'available') stranded.push(update)
  }
  await letGo(tx, ports, stranded, by, ports.clock.now())
  const release = currentRelease(await tx.releases.list())
  if (!release) return
  for (const waiting of await tx.updates.unplanned(release.version, client))
    await planNext(tx, ports, waiting)
}
