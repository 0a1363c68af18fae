import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { runCommand } from '../../commands/command/run-command.ts'
import { makeRegistry } from '../../commands/index.ts'
import { trustedProxies } from '../adapters/http/caller-address.ts'
import { isReportAddress, makeApi } from '../adapters/http/make-api.ts'
import { makePages, type PageParts, type PagesOptions } from '../adapters/http/pages/make-pages.tsx'
import { makeSlackRequestListener, type SlackEntrance } from '../adapters/slack/request-listener.ts'
import type { TeamsEntrance } from '../adapters/teams/request-listener.ts'
import { writeReport } from '../adapters/test-report/writers/write-report.ts'
import { makeNoteWrongKey } from '../app/quotas/note-wrong-key.ts'
import type { House } from './compose-app.ts'
import { followedAt } from './followed-at.ts'
import { hurryBodies } from './hurry-bodies.ts'
import { type Door, listen } from './listen.ts'
import { botTokenOf, mailDomainOf } from './make-senders.ts'
import { readReceivedReport } from './read-received-report.ts'
import { runJobs } from './run-jobs.ts'

/** Where the queues are shown. */
const queuesPath = '/ops/queues'
export const slackPath = '/slack/events'
/** Where a bot's registration sends Teams, by custom. */
export const teamsPath = '/api/messages'

export type Running = { readonly url: string; stop(): Promise<void> }

export type ServeOptions = {
  readonly pages: PagesOptions
  /** Where the port is held already; otherwise the config's is taken. */
  readonly door?: Door
  /** The sandbox's page shows buttons in forms and does not send them. */
  readonly modalButtons?: boolean
  /** How often time itself is looked at, in milliseconds. */
  readonly tickMs?: number
}

/** Serves chat, API and pages on one port, and works off what is owed. */
export async function serve(house: House, options: ServeOptions): Promise<Running> {
  const door = options.door ?? (await listen(house.config))
  const jobs = await runJobs(house, options.tickMs)
  const slack = slackEntrance(house, options.modalButtons ?? true)
  const teams = teamsEntrance(house)
  const stopping = new AbortController()
  const around = { ...options.pages, queues: jobs.openBoards(queuesPath), stopping: stopping.signal }
  door.open(hurryBodies(listenerOf(house, { slack, teams }, around), bodyMsFor))
  return {
    url: door.url,
    async stop() {
      stopping.abort()
      await door.close()
      await slack?.idle()
      await teams?.idle()
      await jobs.stop()
      await house.close()
    },
  }
}

/** A report may take as long as the server lets anything take; everything else is short, so it is there soon. */
const bodyMsFor = (path: string): number => (isReportAddress(path) ? 300_000 : 30_000)

export function slackEntrance(
  { config, registry, app, ports, deliveries }: House,
  modalButtons: boolean,
): SlackEntrance | null {
  if (!config.slack) return null
  const { signingSecret, apiUrl } = config.slack
  return makeSlackRequestListener({
    signingSecret,
    path: slackPath,
    botToken: botTokenOf(config),
    logger: ports.logger,
    run: (said) => runCommand(registry, said, app),
    modalButtons,
    onPosted: (delivery, message) => deliveries.appeared(delivery, { ...message, delivery }, ports.clock.now()),
    ...(apiUrl && { apiUrl }),
  })
}

/** In Teams people speak to the bot by its name. */
function teamsEntrance({ teams, app }: House): TeamsEntrance | null {
  const registry = makeRegistry('@Zerotouch')
  return teams?.listen({ run: (said) => runCommand(registry, said, app), followedAt: followedAt(app) }) ?? null
}

type Entrances = { readonly slack: SlackEntrance | null; readonly teams: TeamsEntrance | null }

export function listenerOf(
  { app, config, registry, keys, idempotency, ports }: House,
  { slack, teams }: Entrances,
  pages: PagesOptions & Pick<PageParts, 'queues' | 'stopping'>,
): RequestListener {
  const trusted = trustedProxies(config.trustedProxies)
  const api = makeApi({
    app,
    keys,
    idempotency,
    readReport: readReceivedReport,
    webhookLoopback: config.webhookLoopback,
    vendor: { expectedMinutes: config.numbers.expectedMinutes, defaultWindow: config.defaultWindow },
    noteWrongKey: makeNoteWrongKey(ports),
    trustedProxies: trusted,
    clock: ports.clock,
    logger: ports.logger,
    ready: async () => ({
      parts: { database: await answers(() => ports.inTransaction((tx) => tx.releases.list())) },
    }),
  })
  const apiListener = getRequestListener(api.fetch)
  const pageListener = getRequestListener(
    makePages({
      ...pages,
      app,
      registry,
      writeReport,
      uidDomain: mailDomainOf(config),
      publicUrl: config.links?.publicUrl ?? null,
      trustedProxies: trusted,
    }).fetch,
  )
  return (request, response) => {
    const [path] = (request.url ?? '/').split('?')
    if (path === slackPath && slack) return slack.listener(request, response)
    if (path === teamsPath && teams) return teams.listener(request, response)
    if (path?.startsWith('/v1/') || path === '/healthz' || path === '/readyz') return apiListener(request, response)
    return pageListener(request, response)
  }
}

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask()
    return true
  } catch {
    return false
  }
}
