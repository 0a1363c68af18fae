import type { TeamsConfig } from '../src/config/config.ts'
import type { PlaygroundConfig, PlaygroundUser } from './teams-playground.ts'

/** The one sample client that lives in Teams; the playground acts as its first administrator. */
export const teamsTenant = '00000000-0000-4000-8000-000000000001'
export const teamsAppId = '00000000-0000-4000-8000-000000000011'
export const teamsChannel = '19:delta-updates@thread.tacv2'

const user = (number: number, givenName: string, surname: string): PlaygroundUser => {
  const email = `${givenName.toLowerCase()}@delta.example`
  return {
    id: `29:delta-${number}`,
    name: `${givenName} ${surname}`,
    userPrincipleName: email,
    email,
    aadObjectId: `00000000-0000-4000-8000-00000000002${number}`,
    givenName,
    surname,
  }
}

const dora = user(0, 'Dora', 'Delgado')
const people = [
  user(1, 'Emil', 'Ekdahl'),
  user(2, 'Fay', 'Fukuda'),
  user(3, 'Gil', 'Gomez'),
  user(4, 'Hana', 'Horak'),
  user(5, 'Ines', 'Iversen'),
]

export const teamsConfig: PlaygroundConfig = {
  tenantId: teamsTenant,
  bot: { id: `28:${teamsAppId}`, name: 'Zerotouch' },
  currentUser: dora,
  users: people,
  personalChat: { id: 'a:delta-dora' },
  groupChat: { id: '19:delta-group@thread.v2', name: 'Delta administrators' },
  team: {
    id: '19:delta-team@thread.tacv2',
    name: 'Delta Institute',
    aadGroupId: '00000000-0000-4000-8000-000000000031',
    channels: [{ id: teamsChannel, name: 'Updates' }],
  },
}

/** The registration of the sandbox: no secret, because the playground asks for none. */
export const playgroundTeams = (serviceUrl: string): TeamsConfig => ({
  registrations: [{ tenant: teamsTenant, appId: teamsAppId, secret: null }],
  playground: serviceUrl,
})

const account = ({ aadObjectId }: PlaygroundUser) => [{ platform: 'teams', workspace: teamsTenant, user: aadObjectId }]

/** The client document, as its learning environment would put it through the API. */
export const deltaDocument = {
  name: 'Delta Institute',
  zone: 'Europe/Lisbon',
  windows: ['SUN 01:00-05:00'],
  systems: [
    { environment: 'production', version: '3.9.11', url: 'https://learn.delta.example' },
    { environment: 'staging', version: '3.9.11', url: 'https://staging.delta.example' },
  ],
  administrators: [dora, ...people.slice(0, 1)].map((one) => ({
    id: `delta-${one.givenName.toLowerCase()}`,
    name: one.name,
    email: one.email,
    accounts: account(one),
  })),
  channels: [{ platform: 'teams', workspace: teamsTenant, channel: teamsChannel }],
}
