import { administrators, channels, workspace } from './sample-people.ts'

type Sample = {
  readonly id: keyof typeof administrators
  readonly name: string
  readonly zone: string
  readonly windows: readonly string[]
}

const samples: readonly Sample[] = [
  { id: 'acme', name: 'Acme College', zone: 'America/Toronto', windows: ['SUN 01:00-05:00'] },
  {
    id: 'beta',
    name: 'Beta Universität',
    zone: 'Europe/Berlin',
    windows: ['SAT 23:00-SUN 02:00', 'WED 02:00-05:00'],
  },
  { id: 'gamma', name: 'Gamma Polytechnic', zone: 'Pacific/Auckland', windows: ['SUN 01:00-05:00'] },
]

/** The client documents, as the learning environment would put them through the API. */
export const sampleDocuments = samples.map(({ id, name, zone, windows }) => ({
  id,
  document: {
    name,
    zone,
    windows,
    systems: [
      { environment: 'production', version: '3.9.11', url: `https://learn.${id}.example` },
      { environment: 'staging', version: '3.9.11', url: `https://staging.${id}.example` },
    ],
    administrators: administrators[id].map((one) => ({
      id: `${id}-${one.id}`,
      name: one.name,
      email: one.email,
      accounts: [{ platform: 'slack', workspace, user: one.user }],
    })),
    channels: [{ platform: 'slack', workspace, channel: channels[id] }],
  },
}))
