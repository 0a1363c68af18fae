import { administers, stampOf } from '../../domain/people/actor.ts'
import { ok, refuse } from '../../domain/values/result.ts'
import { changeOnce } from '../ports/change.ts'
import type { Ports } from '../ports/ports.ts'
import type { Refused } from '../ports/request-context.ts'
import { noteSeen, plannedOf } from '../seen/note-seen.ts'
import { tell } from '../telling/tell.ts'
import type { ChatUseCases } from '../use-cases/chat.ts'

/**
 * An administrator says that they have seen what is planned (DESIGN 4.3), whoever has said so before. Said twice by one, it
 * is written down once.
 */
export const makeAcknowledge =
  (ports: Ports): ChatUseCases['acknowledge'] =>
  ({ actor, request, client, release }) =>
    changeOnce<Awaited<ReturnType<ChatUseCases['acknowledge']>>>(ports, { actor, request }, async (tx) => {
      const no = (detail: string) => refuse<Refused<'not-yours'>>({ code: 'not-yours', detail })
      // Two who say it at once are written down one after the other.
      if (!administers(actor, client) || !(await tx.clients.lock(client)))
        return no('Only an administrator of this client can acknowledge it.')
      const planned = await plannedOf(tx, client, release)
      if (planned.length === 0) return no(`Nothing of release ${release} is planned for this client.`)
      if (await noteSeen(tx, ports, actor, planned))
        tell(tx, { kind: 'rollout-redrawn', client, facts: { release } }, ports.clock.now())
      const { id, name } = stampOf(actor, client)
      const seen = await tx.seen.of(planned.map((update) => update.id))
      const others = new Map(seen.map((one) => [one.id, one.name]))
      others.delete(id)
      return ok({ by: name, others: [...others.values()] })
    })
