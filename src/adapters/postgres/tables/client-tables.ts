import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { ClientSettings } from '../../../app/ports/ports.ts'
import type { StaffRole } from '../../../domain/people/actor.ts'
import type { ChatPlatform } from '../../../domain/people/client.ts'
import type { PersonalSettings } from '../../../domain/people/personal-settings.ts'
import type { Address, InternalRoom } from '../../../domain/people/place.ts'
import type { PolicyNumbers } from '../../../domain/people/policy-numbers.ts'
import type { Environment } from '../../../domain/people/system.ts'

export type ClientTables = {
  clients: {
    id: string
    name: string
    zone: string
    windows: readonly string[]
    policy: JSONColumnType<Partial<PolicyNumbers>>
    /** Those of the policy that the vendor set. */
    granted: JSONColumnType<Partial<PolicyNumbers>> | null
    settings: JSONColumnType<ClientSettings>
    revision: number
    created_at: Date
    updated_at: Date
  }
  systems: { client: string; environment: Environment; version: string | null; url: string | null }
  administrators: { client: string; id: string; name: string; email: string; position: number }
  personal_settings: {
    client: string
    administrator: string
    settings: JSONColumnType<PersonalSettings>
    updated_at: Date
  }
  staff: { id: string; name: string; email: string; roles: readonly StaffRole[] }
  chat_accounts: {
    platform: ChatPlatform
    workspace: string
    user_id: string
    client: string | null
    administrator: string | null
    staff: string | null
    position: number
  }
  places: {
    id: GeneratedAlways<number>
    kind: Address['kind']
    key: string
    address: JSONColumnType<Address>
    client: string | null
    room: InternalRoom | null
    administrator: string | null
    linked: boolean
    gone_reason: string | null
    gone_at: Date | null
    set_in_chat: 'linked' | 'unlinked' | null
    /** A channel that the client's own document names, and in which nobody has said `link`; or a chat account of it. */
    awaits_link: Generated<boolean>
  }
}
