import { type Actor, isBound, stampOf } from '../../domain/people/actor.ts'
import { type Client, defaultWindow } from '../../domain/people/client.ts'
import { changesOf, type OnFile } from '../../domain/people/client-changes.ts'
import type { Place } from '../../domain/people/place.ts'
import { boundsOf, judgeOwnPolicy, type PolicyRefusal } from '../../domain/people/policy-bounds.ts'
import type { PolicyNumbers } from '../../domain/people/policy-numbers.ts'
import { shortWindows } from '../../domain/time/windows/too-short.ts'
import { ok, type Result, refuse } from '../../domain/values/result.ts'
import { changeBy } from '../ports/change.ts'
import type { ClientDocument, Ports, Tx } from '../ports/ports.ts'
import type { PipelineUseCases } from '../use-cases/pipeline.ts'
import { catchUp } from '../verifications/catch-up.ts'

/** Creates a client or replaces its document; what was set in chat is kept apart and stays. One that is behind is taken in. */
export const makePutClient =
  (ports: Ports): PipelineUseCases['putClient'] =>
  async (document, ifMatch, actor) => {
    const outcome = await changeBy(ports, actor, async (tx) => {
      const known = await tx.clients.lock(document.id)
      if (ifMatch !== null && known?.revision !== ifMatch) {
        const detail = known
          ? `Client ${document.id} is at revision ${known.revision}, not ${ifMatch}. Read it again.`
          : `There is no client ${document.id} yet; leave If-Match out to create it.`
        return refuse({ code: 'changed-meanwhile' as const, detail })
      }
      const now = ports.clock.now()
      const policy = await policyOf(tx, ports, document, actor)
      if (!policy.ok) return policy
      const { whole, own } = policy.value
      const minutes = whole.expectedMinutes ?? ports.rules.numbers.expectedMinutes
      const short = shortWindows(document.windows, { minutes, ...vendorWindow(ports) })
      if (short.length > 0)
        return refuse({ code: 'windows-too-short' as const, detail: 'Nothing could ever start.', short })
      const places = known ? await tx.places.namedBy([document.id]) : []
      const client = await tx.clients.put({ ...document, policy: whole }, now, own)
      const changes = changesOf(known && onFile(known, places), {
        client,
        channels: [...document.channels, ...(document.awaitingLink ?? [])],
        webhooks: document.webhooks ?? [],
      })
      const about = { actor: stampOf(actor, client.id), client: client.id, subject: client.id, at: now }
      tx.audit.write(
        { ...about, action: 'client-put', detail: { revision: client.revision } },
        ...changes.map(({ action, what, was, is }) => ({ ...about, action, detail: { what, was, is } })),
      )
      return ok(client)
    })
    if (outcome.ok) await catchUp(ports, document.id)
    return outcome
  }

const vendorWindow = ({ rules }: Ports) => ({ defaultWindow: rules.defaultWindow ?? defaultWindow })

const onFile = (client: Client, places: readonly Place[]): OnFile => ({
  client,
  channels: places.flatMap(({ address }) => (address.kind === 'channel' ? [address] : [])),
  webhooks: places.flatMap(({ address }) => (address.kind === 'webhook' ? [address] : [])),
})

/**
 * The numbers that stand from now on, and those of them that are the vendor's. Whoever is bound to the client chooses
 * within the vendor's bounds, and what the vendor set stays; the vendor's own word is the whole of it.
 */
async function policyOf(
  tx: Tx,
  ports: Ports,
  { id, policy }: ClientDocument,
  actor: Actor,
): Promise<Result<Standing, NotTheirs>> {
  if (!isBound(actor)) return ok({ whole: policy, own: null })
  const granted = await tx.clients.grantedTo(id)
  const { numbers, clientPolicy } = ports.rules
  const wrong = judgeOwnPolicy(policy, granted, boundsOf(numbers, clientPolicy))
  if (wrong.length > 0) return refuse({ code: 'not-theirs', detail: 'Some numbers are the vendor’s to set.', wrong })
  return ok({ whole: { ...policy, ...granted }, own: { granted } })
}

type Standing = {
  readonly whole: Partial<PolicyNumbers>
  readonly own: { readonly granted: Partial<PolicyNumbers> } | null
}
type NotTheirs = {
  readonly code: 'not-theirs'
  readonly detail: string
  readonly wrong: readonly PolicyRefusal[]
}
