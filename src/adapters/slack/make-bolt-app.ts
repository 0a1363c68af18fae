import { App, HTTPReceiver } from '@slack/bolt'
import type { Logger } from '../../app/ports/ports.ts'
import { slackLogger } from './clients/slack-logger.ts'
import { clientOptions, type WebClientSettings } from './clients/web-clients.ts'

export type BoltSettings = WebClientSettings & {
  readonly signingSecret: string
  /** Where commands, interactions and events arrive, e.g. `/slack/events`. */
  readonly path: string
  readonly logger: Logger
}

export type Bolt = { readonly app: App; readonly receiver: HTTPReceiver }

/** Bolt without a server of its own: its receiver's `requestListener` is called by ours. */
export function makeBoltApp(settings: BoltSettings): Bolt {
  const logger = slackLogger(settings.logger)
  const receiver = new HTTPReceiver({
    signingSecret: settings.signingSecret,
    endpoints: [settings.path],
    logger,
    unhandledRequestTimeoutMillis: 2_900,
  })
  const app = new App({
    receiver,
    logger,
    convoStore: false,
    ignoreSelf: false,
    tokenVerificationEnabled: false,
    clientOptions: { ...clientOptions(settings), fetch: timedFetch(settings.timeout ?? 10_000) },
    // Where the bot has no token it can still answer: who may do what is decided by the account, not by the workspace.
    authorize: async ({ teamId }) => {
      const botToken = teamId === undefined ? null : settings.botToken(teamId)
      return botToken === null ? {} : { botToken }
    },
  })
  app.error(async (error) => {
    settings.logger.error({ err: error }, 'a Slack request failed')
    throw error
  })
  return { app, receiver }
}

/** Answers to a `response_url` have no timeout in Bolt. */
const timedFetch =
  (milliseconds: number): typeof fetch =>
  (input, init) =>
    fetch(input, { ...init, signal: init?.signal ?? AbortSignal.timeout(milliseconds) })
