import type { Client } from '../../domain/people/client.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { Tx } from './ports.ts'

/*
 * What is held, in the order in which everybody takes it, so that no two wait for each other: the plans, clients by their
 * ids, their updates, and last the slots that a decision takes.
 */

/** Holds a client while something is decided about its updates; others decide about other clients meanwhile. */
export const lockClient = async (tx: Tx, id: string): Promise<Client | null> => (await lockClients(tx, [id]))[0] ?? null

/** The same for any number, in the order of `ids`, without those who are not on file. */
export async function lockClients(tx: Tx, ids: readonly string[]): Promise<readonly Client[]> {
  await tx.updates.sharePlans()
  return tx.clients.lockAll(ids)
}

/** Holds an update with its client, so that what is read of both stays true; null where there is none of that id. */
export async function lockUpdate(tx: Tx, id: string): Promise<{ update: Update; client: Client } | null> {
  const known = await tx.updates.find(id)
  const client = known && (await lockClient(tx, known.client))
  const update = client && (await tx.updates.lock(id))
  return update ? { update, client } : null
}

/** Holds the plans of one client, or with null of all: for what they are made by, such as a freeze. @returns the one */
export async function lockPlans(tx: Tx, client: string | null): Promise<Client | null> {
  if (client !== null) return lockClient(tx, client)
  await tx.updates.lockPlans()
  return null
}
