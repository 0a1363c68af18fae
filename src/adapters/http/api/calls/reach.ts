import type { ApiKey } from '../../../../app/ports/stores/api-ports.ts'
import { clientIdPattern, type SystemRef } from '../../../../domain/people/system.ts'
import { type Answer, problem } from './answer.ts'

/** Whether a key may know of a client. What it may not know of is answered as if it did not exist. */
export const reachesClient = (key: ApiKey, client: string): boolean => key.client === null || key.client === client

/** @returns which of the clients asked for a list may hold; null for all. */
export function reachedOf(key: ApiKey, asked: readonly string[] | undefined): readonly string[] | null {
  if (asked) return asked.filter((client) => reachesClient(key, client))
  return key.client === null ? null : [key.client]
}

export const reachesSystem = (key: ApiKey, { client, environment }: SystemRef): boolean =>
  reachesClient(key, client) && (key.environment === null || key.environment === environment)

/** @returns null for a key that reaches the whole of a client, else why it is turned away. */
export function admitToClient(key: ApiKey, client: string): Answer | null {
  if (!clientIdPattern.test(client) || !reachesClient(key, client)) return unknownClient(client)
  return admitToWhole(key)
}

/** @returns why a key that is bound to one system is turned away from what concerns its whole client; else null. */
export function admitToWhole(key: ApiKey): Answer | null {
  if (key.environment === null) return null
  const detail = `This key is bound to ${key.client}/${key.environment}. This call concerns the whole client.`
  return problem('out-of-reach', `${detail} Use a key that is bound to the client.`)
}

/** @returns null for a key of the vendor's own, else why it is turned away. */
export const admitToVendor = (key: ApiKey): Answer | null =>
  key.client === null
    ? null
    : problem(
        'out-of-reach',
        `This key is bound to ${key.client}. Releases and the vendor’s freezes are decided with a key of the vendor.`,
      )

export const unknownClient = (id: string): Answer => unknown('client', id)
export const unknown = (what: 'client' | 'release' | 'verification' | 'update' | 'freeze', id: string): Answer =>
  problem(`unknown-${what}`, `There is no ${what} "${id.slice(0, 80)}".`)

/** Ids that could exist: others are answered as unknown and never reach the store. */
export const isId = (text: string): boolean => /^[A-Za-z0-9-]{1,64}$/.test(text)
