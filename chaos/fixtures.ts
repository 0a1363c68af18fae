import type { Vendor } from '../src/config/vendor.ts'
import { webhookSecret } from './fakes/fake-learning-environment.ts'
import type { SlackAccount } from './fakes/slack-person.ts'

/** Who takes part: a vendor, and clients in Slack and Teams. */
const vendorWorkspace = 'T0VENDOR'
/** Slack counts edits for each workspace, 50 a minute: clients who share one wait for one another. */
const clientWorkspaces = Array.from({ length: 10 }, (_, at) => `T${at + 1}CLIENTS`)
export const workspaces: readonly string[] = [vendorWorkspace, ...clientWorkspaces]

/** Every third client lives in Teams. */
export const tenant = {
  id: '11111111-2222-4333-8444-555555555555',
  app: '66666666-7777-4888-9999-000000000000',
} as const

export type Client = { readonly id: string; readonly person: SlackAccount; readonly document: object }

const room = (channel: string) => ({ platform: 'slack' as const, workspace: vendorWorkspace, channel })

export const vendor: Vendor = {
  rooms: { ops: room('COPS'), triage: room('CTRIAGE'), services: room('CSERVICES') },
  staff: [{ id: 'olga', name: 'Olga Operator', email: 'olga@vendor.example', roles: ['operator'], accounts: [] }],
}

const administrators = ['ada', 'bob', 'cleo', 'dan', 'eve', 'finn', 'gus'] as const

/** A client with both systems, its administrators and two channels, with a window of two hours on each day of the week. */
export function makeClient(number: number, webhookUrl: string): Client {
  const id = `school${number}`
  const workspace = clientWorkspaces[number % clientWorkspaces.length] ?? ''
  const person = { workspace, user: `U${number}ADA` }
  // Not all start at the same time: what a start brings is told bit by bit.
  const hour = (number * 2) % 22
  const days = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN']
  return {
    id,
    person,
    document: {
      name: `School ${number}`,
      zone: 'UTC',
      windows: days.map((day) => `${day} ${onClock(hour)}-${onClock(hour + 2)}`),
      systems: [
        { environment: 'production', version: '3.9.11', webhook: { url: webhookUrl, secret: webhookSecret } },
        { environment: 'staging', version: '3.9.11' },
      ],
      administrators: administrators.map((name) => ({
        id: `${id}-${name}`,
        name,
        email: `${name}@${id}.example`,
        accounts: name === 'ada' ? [{ platform: 'slack', ...person }] : [],
      })),
      channels: [
        { platform: 'slack', workspace, channel: `C${number}NEWS` },
        number % 3 === 0
          ? { platform: 'teams', workspace: tenant.id, channel: `19:school${number}@thread.tacv2` }
          : { platform: 'slack', workspace, channel: `C${number}` },
      ],
      policy: { noticeHours: 24, maxSkipsInARow: 100, maxReleasesBehind: 100 },
    },
  }
}

const onClock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`
