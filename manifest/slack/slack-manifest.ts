import type { Registry } from '../../commands/command/run-command.ts'
import { deliveryEvent } from '../../src/adapters/slack/rendering/delivery-metadata.ts'

export type ManifestOptions = {
  /** Where the bot is reached from Slack, e.g. `https://updates.vendor.example`. */
  readonly origin: string
  /** The slash command, e.g. `/update`. */
  readonly slash: string
  /**
   * The app's own id, which Slack gives out when the app is made. With it the app hears of the messages that it has
   * posted itself, and settles a delivery in doubt without asking.
   */
  readonly appId?: string
}

/** What each scope is for; a scope that is not here is not asked for. */
export const scopes = {
  commands: 'the slash command',
  'chat:write': 'cards in channels and direct messages, and their edits',
  'im:write': 'opening a direct message with an administrator',
  'channels:history': 'finding a delivery in doubt in a public channel',
  'groups:history': 'finding a delivery in doubt in a private channel',
  'im:history': 'finding a delivery in doubt in a direct message',
  'metadata.message:read': 'recognising a delivery by the id that it carries',
} as const

/** Slack's limit for a usage hint (docs.slack.dev/reference/app-manifest). */
const longestHint = 1_000

/** The app's manifest, from the verbs that it understands. */
export function slackManifest(registry: Registry, { origin, slash, appId }: ManifestOptions) {
  const address = new URL('/slack/events', origin).href
  return {
    display_information: {
      name: 'Zerotouch',
      description: 'Updates your servers without you lifting a finger',
      background_color: '#1f3a5f',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Zerotouch', always_online: true },
      slash_commands: [
        {
          command: slash,
          url: address,
          description: 'See, move, stop or hurry the updates of your servers',
          usage_hint: usageHint(registry),
          should_escape: false,
        },
      ],
    },
    oauth_config: { scopes: { bot: Object.keys(scopes) } },
    settings: {
      event_subscriptions: {
        request_url: address,
        bot_events: ['app_home_opened', ...(appId === undefined ? [] : ['message_metadata_posted'])],
        ...(appId !== undefined && {
          metadata_subscriptions: [{ app_id: appId, event_type: deliveryEvent }],
        }),
      },
      interactivity: { is_enabled: true, request_url: address },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  }
}

/** The verbs of administrators; staff know theirs from `help` in an internal channel. */
function usageHint(registry: Registry): string {
  const verbs = [...registry.values()].filter((command) => command.for === 'everyone').map((command) => command.verb)
  const hint = verbs.join(' | ')
  if (hint.length > longestHint) throw new Error(`the usage hint is longer than ${longestHint} characters`)
  return hint
}

/** What stands in manifest.json: the address is the one thing that every installation changes. */
export const standingOptions: ManifestOptions = { origin: 'https://zerotouch.example.com', slash: '/update' }

export const manifestText = (registry: Registry, options: ManifestOptions): string =>
  `${JSON.stringify(slackManifest(registry, options), null, 2)}\n`
