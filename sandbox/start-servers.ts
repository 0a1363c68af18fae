import path from 'node:path'
import type { Logger } from '../src/app/ports/ports.ts'
import { slackPath, teamsPath } from '../src/main/serve.ts'
import { startEmbeddedPostgres } from './embedded-postgres/start-embedded-postgres.ts'
import type { SandboxPorts } from './free-port.ts'
import { startLocalSlack } from './local-slack.ts'
import { startMailCatcher } from './mail-catcher.ts'
import { sampleWorkspace } from './sample-people.ts'
import { teamsConfig } from './sample-teams.ts'
import { hasPlayground, startTeamsPlayground } from './teams-playground.ts'

export type ServersOptions = {
  readonly directory: string
  /** Where the bot is: Slack sends there. */
  readonly app: string
  readonly ports: SandboxPorts
  readonly disposable: boolean
  readonly withTeams: boolean
  readonly log: Logger
}

/** The servers beside the bot, at the same time; each is stopped at the end, also where another does not come up. */
export async function startServers(
  { directory, app, ports, disposable, withTeams, log }: ServersOptions,
  atTheEnd: (stop: () => Promise<void>) => void,
) {
  const kept = async <Server extends { stop(): Promise<void> }>(starting: Promise<Server>): Promise<Server> => {
    const server = await starting
    atTheEnd(() => server.stop())
    return server
  }
  const servers = [
    kept(
      startEmbeddedPostgres({
        dataDir: path.join(directory, 'postgres'),
        port: ports.postgres,
        disposable,
        log,
      }),
    ),
    kept(
      startLocalSlack({
        config: sampleWorkspace(`${app}${slackPath}`),
        dataDir: path.join(directory, 'slack'),
        port: ports.slack,
        log,
      }),
    ),
    kept(
      startMailCatcher({
        dataDir: path.join(directory, 'mail'),
        smtpPort: ports.smtp,
        webPort: ports.mailPage,
        log,
      }),
    ),
    withTeams && hasPlayground()
      ? kept(
          startTeamsPlayground({
            config: teamsConfig,
            bot: `${app}${teamsPath}`,
            dataDir: path.join(directory, 'teams'),
            port: ports.teams,
            log,
          }),
        ).catch((err: unknown) => {
          log.warn({ err }, 'the sandbox goes on without Teams')
          return null
        })
      : null,
  ] as const
  await Promise.allSettled(servers)
  const [postgres, slack, mail, teams] = await Promise.all(servers)
  return { postgres, slack, mail, teams }
}
