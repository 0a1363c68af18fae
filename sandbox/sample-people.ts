import type { Vendor } from '../src/config/vendor.ts'
import type { LocalSlackConfig } from './local-slack.ts'

export const workspace = 'TSANDBOX'
export const signingSecret = 'sandbox-signing-secret'
export const botToken = 'xoxb-sandbox'

export type SamplePerson = {
  readonly user: string
  readonly id: string
  readonly name: string
  readonly email: string
  readonly tz: string
}

const person = (id: string, name: string, email: string, tz: string): SamplePerson => ({
  user: `U${id.toUpperCase()}`,
  id,
  name,
  email,
  tz,
})

export const staff = {
  olga: person('olga', 'Olga Operator', 'olga@vendor.example', 'America/Toronto'),
  sam: person('sam', 'Sam Specialist', 'sam@vendor.example', 'America/Toronto'),
  tess: person('tess', 'Tess Specialist', 'tess@vendor.example', 'Europe/London'),
  ivy: person('ivy', 'Ivy Services', 'ivy@vendor.example', 'Europe/London'),
} as const

export const administrators = {
  acme: [
    person('ada', 'Ada Lovelace', 'ada@acme.example', 'America/Toronto'),
    person('bob', 'Bob Byron', 'bob@acme.example', 'America/Toronto'),
  ],
  beta: [
    person('clara', 'Clara Schumann', 'clara@beta.example', 'Europe/Berlin'),
    person('dieter', 'Dieter Bohm', 'dieter@beta.example', 'Europe/Berlin'),
  ],
  gamma: [
    person('emma', 'Emma Rua', 'emma@gamma.example', 'Pacific/Auckland'),
    person('finn', 'Finn Kea', 'finn@gamma.example', 'Pacific/Auckland'),
  ],
} as const

export const channels = {
  acme: 'CACME',
  beta: 'CBETA',
  gamma: 'CGAMMA',
  ops: 'COPS',
  triage: 'CTRIAGE',
  services: 'CSERVICES',
} as const

const room = (channel: string) => ({ platform: 'slack' as const, workspace, channel })
const account = (one: SamplePerson) => [{ platform: 'slack' as const, workspace, user: one.user }]

/** The vendor's rooms and staff, as an operator would write them down in VENDOR_FILE. */
export const sampleVendor: Vendor = {
  rooms: { ops: room(channels.ops), triage: room(channels.triage), services: room(channels.services) },
  staff: [
    { ...pick(staff.olga), roles: ['operator'], accounts: account(staff.olga) },
    { ...pick(staff.sam), roles: ['specialist'], accounts: account(staff.sam) },
    { ...pick(staff.tess), roles: ['specialist'], accounts: account(staff.tess) },
    { ...pick(staff.ivy), roles: ['services'], accounts: account(staff.ivy) },
  ],
}

function pick({ id, name, email }: SamplePerson) {
  return { id, name, email }
}

const botUserId = 'UZEROTOUCH'

/** The Slack workspace of the sandbox: the vendor's three rooms and a channel for each client. */
export function sampleWorkspace(requestUrl: string): LocalSlackConfig {
  const vendorSide = Object.values(staff)
  const everyone = [...Object.values(administrators).flat(), ...vendorSide]
  const ofClient = (client: keyof typeof administrators) => ({
    id: channels[client],
    name: `${client}-updates`,
    members: [botUserId, ...administrators[client].map(({ user }) => user)],
    topic: `Updates of ${client}`,
  })
  const ofVendor = (name: 'ops' | 'triage' | 'services') => ({
    id: channels[name],
    name: `vendor-${name}`,
    members: [botUserId, ...vendorSide.map(({ user }) => user)],
  })
  return {
    workspace: { name: 'Zerotouch Sandbox', domain: 'zerotouch', teamId: workspace },
    apps: [
      {
        appId: 'AZEROTOUCH',
        botUserId,
        botName: 'zerotouch',
        botToken,
        appToken: 'xapp-sandbox',
        signingSecret,
        mode: 'events',
        requestUrl,
      },
    ],
    users: everyone.map(({ user, id, name, email, tz }) => ({
      id: user,
      name: id,
      real_name: name,
      email,
      tz,
    })),
    channels: [
      ofClient('acme'),
      ofClient('beta'),
      ofClient('gamma'),
      ofVendor('ops'),
      ofVendor('triage'),
      ofVendor('services'),
    ],
  }
}
