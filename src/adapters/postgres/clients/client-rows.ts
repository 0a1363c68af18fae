import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { ClientSettings } from '../../../app/ports/ports.ts'
import type { Administrator, Client } from '../../../domain/people/client.ts'
import type { PersonalSettings } from '../../../domain/people/personal-settings.ts'
import type { PolicyNumbers } from '../../../domain/people/policy-numbers.ts'
import type { System } from '../../../domain/people/system.ts'
import type { Connection } from '../plumbing/database.ts'

export type ClientRow = {
  readonly id: string
  readonly name: string
  readonly zone: string
  readonly windows: readonly string[]
  readonly policy: Partial<PolicyNumbers>
  readonly settings: ClientSettings
  readonly revision: number
  readonly systems: readonly System[]
  readonly administrators: readonly (Omit<Administrator, 'settings'> & {
    readonly settings: PersonalSettings | null
  })[]
}

/** Clients with their systems and people, in one query however many they are. */
export const selectClients = (db: Connection) =>
  db.selectFrom('clients').select((client) => [
    'clients.id',
    'clients.name',
    'clients.zone',
    'clients.windows',
    'clients.policy',
    'clients.settings',
    'clients.revision',
    jsonArrayFrom(
      client
        .selectFrom('systems')
        .select(['client', 'environment', 'version', 'url'])
        .whereRef('systems.client', '=', 'clients.id')
        .orderBy('environment'),
    ).as('systems'),
    jsonArrayFrom(
      client
        .selectFrom('administrators')
        .select((administrator) => [
          'administrators.id',
          'administrators.name',
          'administrators.email',
          jsonArrayFrom(
            administrator
              .selectFrom('chat_accounts')
              .select(['platform', 'workspace', 'user_id as user'])
              .whereRef('chat_accounts.client', '=', 'administrators.client')
              .whereRef('chat_accounts.administrator', '=', 'administrators.id')
              .orderBy('position'),
          ).as('accounts'),
          administrator
            .selectFrom('personal_settings')
            .select('personal_settings.settings')
            .whereRef('personal_settings.client', '=', 'administrators.client')
            .whereRef('personal_settings.administrator', '=', 'administrators.id')
            .as('settings'),
        ])
        .whereRef('administrators.client', '=', 'clients.id')
        .orderBy('position'),
    ).as('administrators'),
  ])

/** What of a client decides when it may start: the document, over it what was set in chat, and the vendor's windows where it has none. */
export function inEffect(
  { zone, windows, policy, settings }: Pick<ClientRow, 'zone' | 'windows' | 'policy' | 'settings'>,
  defaultWindows: readonly string[],
): Pick<Client, 'zone' | 'windows' | 'policy'> {
  const own = settings.windows ?? windows
  return {
    zone: settings.zone ?? zone,
    windows: own.length > 0 ? own : defaultWindows,
    policy: { ...policy, ...settings.policy },
  }
}

/** The client as the rules see it. */
export const toClient = (row: ClientRow, defaultWindows: readonly string[]): Client => ({
  ...inEffect(row, defaultWindows),
  id: row.id,
  name: row.name,
  systems: row.systems,
  administrators: row.administrators.map(({ settings: own, ...person }) =>
    own ? { ...person, settings: own } : person,
  ),
  revision: row.revision,
})
