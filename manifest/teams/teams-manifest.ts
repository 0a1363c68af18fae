import type { Registry } from '../../commands/command/run-command.ts'

export type TeamsManifestOptions = {
  /** The registration's application (client) id: each client tenant has its own package. */
  readonly appId: string
  /** Where the bot's pages are reached, e.g. `https://updates.vendor.example`. */
  readonly origin: string
  readonly version: string
}

/** The newest version whose schema all of Teams' clients in use know; 1.30 is the newest of all. */
export const schemaVersion = '1.19'

/** Teams shows at most so many commands in each scope. */
const mostCommands = 10
const longest = { title: 32, description: 128 } as const

/** The app's manifest, from the verbs that it understands. */
export function teamsManifest(registry: Registry, { appId, origin, version }: TeamsManifestOptions) {
  const page = (path: string) => new URL(path, origin).href
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${schemaVersion}/MicrosoftTeams.schema.json`,
    manifestVersion: schemaVersion,
    version,
    id: appId,
    developer: {
      name: 'Zerotouch',
      websiteUrl: page('/'),
      privacyUrl: page('/privacy'),
      termsOfUseUrl: page('/terms'),
    },
    name: { short: 'Zerotouch', full: 'Zerotouch updates' },
    description: {
      short: 'Updates your servers without you lifting a finger',
      full: 'Tells what will happen to your servers and when, in your own time zone. Move it, stop it or hurry it with one click.',
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#1F3A5F',
    bots: [
      {
        botId: appId,
        scopes: ['team', 'personal', 'groupChat'],
        supportsFiles: false,
        isNotificationOnly: false,
        commandLists: [{ scopes: ['team', 'personal', 'groupChat'], commands: commandsOf(registry) }],
      },
    ],
    validDomains: [new URL(origin).host],
  }
}

/** The first verbs of administrators, in the order of help, which comes last and tells of all the others. */
function commandsOf(registry: Registry): { title: string; description: string }[] {
  const open = [...registry.values()].filter((command) => command.for === 'everyone')
  const help = open.filter(({ verb }) => verb === 'help')
  const others = open.filter(({ verb }) => verb !== 'help').slice(0, mostCommands - help.length)
  return [...others, ...help].map(({ verb, summary }) => {
    if (verb.length > longest.title || summary.length > longest.description)
      throw new Error(`Teams has no room for the command ${verb}`)
    return { title: verb, description: summary }
  })
}

/** What stands in manifest.json: every installation has an id and an address of its own. */
export const standingOptions: TeamsManifestOptions = {
  appId: '00000000-0000-4000-8000-000000000011',
  origin: 'https://zerotouch.example.com',
  version: '1.0.0',
}

export const manifestText = (registry: Registry, options: TeamsManifestOptions): string =>
  `${JSON.stringify(teamsManifest(registry, options), null, 2)}\n`
