import { LogLevel, type Logger as SlackLogger } from '@slack/bolt'
import type { Logger } from '../../../app/ports/ports.ts'

/** Slack's libraries log through ours; their debug lines hold whole messages and are left out. */
export function slackLogger(logger: Logger): SlackLogger {
  const fields = (message: unknown[]) => ({ said: message.map(short).join(' ') })
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...message: unknown[]) => logger.warn(fields(message), 'the Slack library warns'),
    error: (...message: unknown[]) => logger.error(fields(message), 'the Slack library reports an error'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  }
}

const short = (said: unknown): string => (said instanceof Error ? said.message : String(said)).slice(0, 300)
