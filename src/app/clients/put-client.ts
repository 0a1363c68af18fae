import { stampOf } from '../../domain/actor.ts'
import { ok, refuse } from '../../domain/result.ts'
import { change } from '../change.ts'
import type { PipelineUseCases } from '../pipeline.ts'
import type { Ports } from '../ports.ts'
import { catchUp } from '../verifications/catch-up.ts'

/** Creates a client or replaces its document; what was set in chat is kept apart and stays. One that is behind is taken in. */
export const makePutClient =
  (ports: Ports): PipelineUseCases['putClient'] =>
  async (document, ifMatch, actor) => {
    const outcome = await change(ports, async (tx) => {
      const known = await tx.clients.lock(document.id)
      if (ifMatch !== null && known?.revision !== ifMatch) {
        const detail = known
          ? `Client ${document.id} is at revision ${known.revision}, not ${ifMatch}. Read it again.`
          : `There is no client ${document.id} yet; leave If-Match out to create it.`
        return refuse({ code: 'changed-meanwhile' as const, detail })
      }
      const now = ports.clock.now()
      const client = await tx.clients.put(document, now)
      await tx.audit.write({
        actor: stampOf(actor, client.id),
        action: 'client-put',
        client: client.id,
        subject: client.id,
        detail: { revision: client.revision },
        at: now,
      })
      return ok(client)
    })
    if (outcome.ok) await catchUp(ports, document.id)
    return outcome
  }
