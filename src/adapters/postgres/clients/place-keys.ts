import { sql } from 'kysely'
import type { Address } from '../../../domain/people/place.ts'
import { mailboxOf } from '../../../domain/people/read-email.ts'
import { toJson } from '../plumbing/json.ts'

/** A place that a document names, and whose it is. */
export type Wanted = { readonly address: Address; readonly administrator: string | null }

/** A place that is linked once more is tried again, whatever became of it before. */
export const thereAgain = { gone_reason: null, gone_at: null } as const

/** @param as how it is put, where it was not known before */
export const placeRows = <As extends object>(client: string, places: ReadonlyMap<string, Wanted>, as: As) =>
  [...places].map(([key, { address, administrator }]) => ({
    kind: address.kind,
    key,
    client,
    room: null,
    administrator,
    address: toJson(address),
    ...as,
  }))

/** An address as one line: the same place, however its address is written. */
export function keyOf(address: Address): string {
  switch (address.kind) {
    case 'channel':
      // As its own id says, in whichever of its workspaces it was named: a shared channel is one place.
      return JSON.stringify(['channel', address.platform, address.channel])
    case 'direct':
      return JSON.stringify(['direct', address.platform, address.workspace, address.user])
    case 'mailbox':
      return JSON.stringify(['mailbox', mailboxOf(address.email)])
    case 'inbox':
      return JSON.stringify(['inbox', address.client, address.environment])
    case 'webhook':
      return JSON.stringify(['webhook', address.environment, address.url])
  }
}

/** A channel in which we speak already is spoken in by the same bot: another one could not edit what stands there. */
export const addressToKeep = sql<string>`
  case when places.kind = 'channel' and places.linked and places.gone_reason is null
    then places.address else excluded.address end`

/** A client's own word moves no channel that is linked into another workspace, also where it is gone. */
export const addressAsLinked = sql<string>`
  case when places.kind = 'channel' and places.linked then places.address else excluded.address end`
