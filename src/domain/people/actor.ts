import type { SystemRef } from './system.ts'
import { system, type Way } from './way.ts'

export const staffRoles = ['specialist', 'services', 'operator'] as const
export type StaffRole = (typeof staffRoles)[number]

/** Who acts. People are told apart by id, never by the name they show. */
export type Actor =
  | {
      readonly kind: 'person'
      readonly id: string
      readonly name: string
      /** Clients; of the vendor's staff none, whatever a client's file says: what the vendor does is never the client's own. */
      readonly administers: readonly string[]
      readonly roles: readonly StaffRole[]
      /** Who they are at each client that has them on file, where that is not the `id` and `name` above. */
      readonly as?: Readonly<Record<string, Identity>>
      /** Clients whose own key named this account, and where nobody has vouched for it: they get no direct messages. */
      readonly waitsAt?: readonly string[]
      /** Where they said it; whoever lets somebody in says so. */
      readonly way?: Way
    }
  /** A pipeline with an API key, perhaps bound to one client or one system. */
  | {
      readonly kind: 'key'
      readonly id: string
      readonly name: string
      readonly client: string | null
      readonly environment: SystemRef['environment'] | null
      /** The API, where it is left out. */
      readonly way?: Way
    }
  /** Zerotouch itself, keeping a rule. */
  | { readonly kind: 'zerotouch' }

/** Whether a client's own key acts, so that it can grant nothing that is the vendor's to grant. */
export const isBound = (actor: Actor): boolean => actor.kind === 'key' && actor.client !== null

export type Identity = { readonly id: string; readonly name: string }

export type Person = Extract<Actor, { kind: 'person' }>

export const zerotouch: Actor = { kind: 'zerotouch' }

/** By which way somebody came: it is written down with all that they do. */
export function wayOf(actor: Actor): Way {
  if (actor.kind === 'zerotouch') return system
  if (actor.way) return actor.way
  return actor.kind === 'key' ? { by: 'api', key: actor.id } : { by: 'unknown' }
}

export const administers = (actor: Actor, client: string): boolean =>
  actor.kind === 'person' && actor.administers.includes(client)

export const hasRole = (actor: Actor, role: StaffRole): boolean => actor.kind === 'person' && actor.roles.includes(role)

/** Who a person is at a client: what another client's file says of them counts for nothing there. */
export const identityAt = ({ id, name, as = {} }: Person, client: string | null): Identity =>
  (client !== null && Object.hasOwn(as, client) && as[client]) || { id, name }

/** Whether the vendor's services team acts for the client, free of the client's own limits (DESIGN 2.10). */
export const actsForClient = (actor: Actor, client: string): boolean =>
  hasRole(actor, 'services') && !administers(actor, client)

/** Who may move, cancel or ask for updates of a client: its administrators, and services for it. */
export const mayAct = (actor: Actor, client: string): boolean =>
  administers(actor, client) || hasRole(actor, 'services')

/** Who may see a client's systems: those who may act, and any staff. */
export const maySee = (actor: Actor, client: string): boolean =>
  administers(actor, client) || (actor.kind === 'person' && actor.roles.length > 0)

export const actorName = (actor: Actor): string => (actor.kind === 'zerotouch' ? 'Zerotouch' : actor.name)

/** What is written down of an actor in audit rows and notices. */
export type ActorStamp = {
  readonly kind: Actor['kind']
  readonly id: string
  readonly name: string
  readonly forVendor: boolean
}

export const stampOf = (actor: Actor, client: string): ActorStamp => ({
  kind: actor.kind,
  ...identityOf(actor, client),
  forVendor: !administers(actor, client),
})

function identityOf(actor: Actor, client: string): Identity {
  if (actor.kind === 'zerotouch') return { id: 'zerotouch', name: 'Zerotouch' }
  return actor.kind === 'person' ? identityAt(actor, client) : { id: actor.id, name: actor.name }
}
