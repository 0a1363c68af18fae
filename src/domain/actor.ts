import type { SystemRef } from './system.ts'

export const staffRoles = ['specialist', 'services', 'operator'] as const
export type StaffRole = (typeof staffRoles)[number]

/** Who acts. People are told apart by id, never by the name they show. */
export type Actor =
  | {
      readonly kind: 'person'
      readonly id: string
      readonly name: string
      readonly administers: readonly string[]
      readonly roles: readonly StaffRole[]
    }
  /** A pipeline with an API key, perhaps bound to one client or one system. */
  | {
      readonly kind: 'key'
      readonly id: string
      readonly name: string
      readonly client: string | null
      readonly environment: SystemRef['environment'] | null
    }
  /** Zerotouch itself, keeping a rule. */
  | { readonly kind: 'zerotouch' }

/** Whether a client's own key acts, so that it can grant nothing that is the vendor's to grant. */
export const isBound = (actor: Actor): boolean => actor.kind === 'key' && actor.client !== null

export type Person = Extract<Actor, { kind: 'person' }>

export const zerotouch: Actor = { kind: 'zerotouch' }

export const administers = (actor: Actor, client: string): boolean =>
  actor.kind === 'person' && actor.administers.includes(client)

export const hasRole = (actor: Actor, role: StaffRole): boolean =>
  actor.kind === 'person' && actor.roles.includes(role)

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
  id: actor.kind === 'zerotouch' ? 'zerotouch' : actor.id,
  name: actorName(actor),
  forVendor: !administers(actor, client),
})
