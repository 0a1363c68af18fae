import { WebClient, type WebClientOptions } from '@slack/web-api'
import type { Logger } from '../../../app/ports/ports.ts'
import { slackLogger } from './slack-logger.ts'

export type WebClientSettings = {
  /** The bot's token in a workspace, from what is known here: it is asked on Slack's three seconds. */
  readonly botToken: (workspace: string) => string | null
  /** Of the Web API, when it is not Slack's own, e.g. `http://127.0.0.1:7070/api/`. */
  readonly apiUrl?: string
  /** Milliseconds until a call counts as unanswered. */
  readonly timeout?: number
  readonly logger: Logger
}

export type WebClients = {
  /** @returns null where the bot is not installed */
  of(workspace: string): WebClient | null
}

/**
 * One client for each workspace. None tries anything again by itself: a lost answer would post twice, and one channel's
 * rate limit would stop the others (DESIGN 7).
 */
export function makeWebClients(settings: WebClientSettings): WebClients {
  const clients = new Map<string, WebClient>()
  return {
    of(workspace) {
      const token = settings.botToken(workspace)
      if (token === null) return null
      const known = clients.get(workspace)
      if (known?.token === token) return known
      const client = new WebClient(token, clientOptions(settings))
      clients.set(workspace, client)
      return client
    },
  }
}

export const clientOptions = (
  settings: Pick<WebClientSettings, 'apiUrl' | 'timeout' | 'logger'>,
): WebClientOptions => ({
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: settings.timeout ?? 10_000,
  allowAbsoluteUrls: false,
  logger: slackLogger(settings.logger),
  ...(settings.apiUrl && { slackApiUrl: settings.apiUrl }),
})
