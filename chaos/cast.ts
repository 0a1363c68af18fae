import type { Vendor } from '../src/config/vendor.ts'

/** Who takes part: a vendor, and clients in Slack and Teams. */
export const workspaces = { vendor: 'T0VENDOR', clients: 'T1CLIENTS' } as const

/** Every third client lives in Teams. */
export const tenant = {
  id: '11111111-2222-4333-8444-555555555555',
  app: '66666666-7777-4888-9999-000000000000',
} as const

export type Client = { readonly id: string; readonly person: string; readonly document: object }

const room = (channel: string) => ({ platform: 'slack' as const, workspace: workspaces.vendor, channel })

export const vendor: Vendor = {
  rooms: { ops: room('COPS'), triage: room('CTRIAGE'), services: room('CSERVICES') },
  staff: [
    { id: 'olga', name: 'Olga Operator', email: 'olga@vendor.example', roles: ['operator'], accounts: [] },
  ],
}

const administrators = [
  'ada',
  'bob',
  'cleo',
  'dan',
  'eve',
  'finn',
  'gus',
  'hal',
  'ida',
  'jo',
  'kit',
  'lea',
] as const

/** A client with both systems, twelve administrators and two channels, whose windows are open all week. */
export function makeClient(number: number): Client {
  const id = `school${number}`
  const person = `U${number}ADA`
  const days = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN']
  const account = (user: string) => [{ platform: 'slack', workspace: workspaces.clients, user }]
  return {
    id,
    person,
    document: {
      name: `School ${number}`,
      zone: 'UTC',
      windows: days.map((day) => `${day} 00:00-23:45`),
      systems: ['production', 'staging'].map((environment) => ({ environment, version: '3.9.11' })),
      administrators: administrators.map((name) => ({
        ...{ id: `${id}-${name}`, name, email: `${name}@${id}.example` },
        accounts: name === 'ada' ? account(person) : [],
      })),
      channels: [
        { platform: 'slack', workspace: workspaces.clients, channel: `C${number}NEWS` },
        number % 3 === 0
          ? { platform: 'teams', workspace: tenant.id, channel: `19:school${number}@thread.tacv2` }
          : { platform: 'slack', workspace: workspaces.clients, channel: `C${number}` },
      ],
      policy: { noticeHours: 24, maxSkipsInARow: 100, maxReleasesBehind: 100 },
    },
  }
}
