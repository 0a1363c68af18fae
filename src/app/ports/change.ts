import { type Actor, wayOf, zerotouch } from '../../domain/people/actor.ts'
import type { Result } from '../../domain/values/result.ts'
import { OtherRequest, type Ports, type Tx } from './ports.ts'
import type { RequestContext } from './request-context.ts'

/** Runs a change that a rule asks for, in one transaction and, once it is committed, says that something may be owed. */
export const change = <T>(ports: Ports, work: (tx: Tx) => Promise<T>): Promise<T> => changeBy(ports, zerotouch, work)

/** The same for somebody: by which way they came is written down with what they did. */
export async function changeBy<T>(ports: Ports, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  const outcome = await ports.inTransaction(work, wayOf(actor))
  ports.wake('deliveries')
  ports.wake('starts')
  return outcome
}

/**
 * The same for a person's request: asked twice (a retry, a double click), it is done once and answered alike. A pipeline
 * that was refused may ask again: it does so once the cause is gone. Throws `OtherRequest` for a key that came with
 * something else before.
 */
export const changeOnce = <T extends Result<unknown, unknown>>(
  ports: Ports,
  { actor, request }: RequestContext,
  work: (tx: Tx) => Promise<T>,
): Promise<T> =>
  changeBy(ports, actor, async (tx) => {
    const before = await tx.answers.find<T>(actor, request)
    if (before) {
      if (before.said !== saidOf(request)) throw new OtherRequest('the request was another one before')
      return before.answer
    }
    const answer = await work(tx)
    if (actor.kind === 'key' && !answer.ok) return answer
    return tx.answers.remember(actor, request, answer, ports.clock.now())
  })

const saidOf = (request: RequestContext['request']): string | null =>
  typeof request === 'string' ? null : request.said
