import { makeWebClients } from '../../adapters/slack/clients/web-clients.ts'
import type { Logger } from '../../app/ports/ports.ts'
import type { SlackConfig } from '../../config/config.ts'
import { type Check, fine, orWrong, patience, warning, wrong } from './check.ts'

/** Without it there is nothing to say in Slack; every other scope is for deliveries in doubt and direct messages. */
const needed = ['commands', 'chat:write']

/** Whether each workspace knows its token: one `auth.test` each. */
export async function checkSlack(slack: SlackConfig | null, logger: Logger): Promise<readonly Check[]> {
  if (!slack) return [warning('slack', 'SLACK_SIGNING_SECRET is not set: nobody is reached in Slack')]
  if (slack.tokens.size === 0) return [warning('slack', 'SLACK_BOT_TOKENS is not set: no workspace is reached')]
  const clients = makeWebClients({
    botToken: (workspace) => slack.tokens.get(workspace) ?? null,
    timeout: patience,
    logger,
    ...(slack.apiUrl && { apiUrl: slack.apiUrl }),
  })
  const secrets = [slack.signingSecret, ...slack.tokens.values()]
  return Promise.all(
    [...slack.tokens.keys()].map((workspace) => {
      const name = `slack ${workspace}`
      return orWrong(name, secrets, async () => {
        const said = await clients.of(workspace)?.auth.test()
        if (said?.team_id !== workspace) return wrong(name, `the token is one of ${said?.team_id ?? 'no workspace'}`)
        const granted = said.response_metadata?.scopes ?? []
        const missing = needed.filter((scope) => granted.length > 0 && !granted.includes(scope))
        if (missing.length > 0) return wrong(name, `the app lacks the scope ${missing.join(', ')}`)
        return fine(name, `${said.team ?? workspace} answers`)
      })
    }),
  )
}
