import { administers, stampOf } from '../domain/actor.ts'
import { ok, refuse } from '../domain/result.ts'
import type { ChatUseCases } from './app.ts'
import { changeOnce } from './change.ts'
import type { Ports } from './ports.ts'
import { acknowledgementOf } from './rollout-view.ts'
import { tell } from './tell.ts'

/** An administrator says that they have seen what is planned (DESIGN 4.3). Said twice, it is written down once. */
export const makeAcknowledge =
  (ports: Ports): ChatUseCases['acknowledge'] =>
  ({ actor, request, client, release }) =>
    changeOnce<Awaited<ReturnType<ChatUseCases['acknowledge']>>>(ports, { actor, request }, async (tx) => {
      if (!administers(actor, client))
        return refuse({
          code: 'not-yours' as const,
          detail: 'Only an administrator of this client can acknowledge it.',
        })
      const now = ports.clock.now()
      const by = stampOf(actor, client)
      const seen = await tx.audit.latest(acknowledgementOf(client, release))
      if (!seen) {
        await tx.audit.write({
          actor: by,
          action: 'acknowledged',
          client,
          subject: acknowledgementOf(client, release),
          detail: { release },
          at: now,
        })
        await tell(tx, { kind: 'rollout-redrawn', client, facts: { release } }, now)
      }
      return ok({ by: seen?.actor.name ?? by.name })
    })
