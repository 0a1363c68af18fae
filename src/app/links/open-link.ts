import type { Client } from '../../domain/people/client.ts'
import type { Reader } from '../../domain/people/reader.ts'
import { ok, type Result, refuse } from '../../domain/values/result.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import type { Link, LinkRefusal, OpenedLink } from '../ports/stores/link-ports.ts'
import type { LinkUseCases } from '../use-cases/links.ts'

/** Opens a link for what it was made for. It changes nothing, so scanners may follow it. */
export const makeOpenLink =
  (ports: Ports): LinkUseCases['openLink'] =>
  async (token, purpose) => {
    const now = ports.clock.now()
    const read = (await ports.links?.read(token, now)) ?? null
    if (!read || read.link.purpose !== purpose) return refuse({ kind: 'unknown', client: null })
    return ports.inTransaction((tx) => judgeLink(tx, read))
  }

/** Whether a link that we signed still opens, and for whom. */
export async function judgeLink(
  tx: Tx,
  { link, expired }: { readonly link: Link; readonly expired: boolean },
): Promise<Result<OpenedLink, LinkRefusal>> {
  const { holder } = link
  const client = holder.kind === 'administrator' ? await tx.clients.find(holder.client) : null
  const reader = await readerOf(tx, link, client)
  if (!reader || (await tx.links.generationOf(holder)) !== link.generation)
    return refuse({ kind: 'revoked', link, client })
  if (expired) return refuse({ kind: 'expired', link, client })
  if (link.purpose === 'board' && (await tx.links.isUsed(link.id))) return refuse({ kind: 'used', link, client })
  return ok({ reader, link, client })
}

/** @returns null when the person is on file no more: their links are closed with that */
async function readerOf(tx: Tx, { id: link, holder }: Link, client: Client | null): Promise<Reader | null> {
  const way = { by: 'page', link } as const
  if (holder.kind === 'staff') {
    const person = await tx.people.staffMember(holder.person)
    return person && { kind: 'staff', person: { ...person, way } }
  }
  const known = client?.administrators.find(({ id }) => id === holder.person)
  if (!client || !known) return null
  const { id, name } = known
  return {
    kind: 'administrator',
    person: { kind: 'person', id, name, administers: [client.id], roles: [], way },
    client: client.id,
  }
}
