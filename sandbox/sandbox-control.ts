import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import type { MovableClock } from '../src/adapters/clock/movable-clock.ts'
import type { SandboxControl, SandboxView } from '../src/adapters/http/pages/sandbox-control.ts'
import type { ClientStatus } from '../src/app/use-cases/reads.ts'
import { awaitsReport, type Verification } from '../src/domain/findings/verification.ts'
import { formatSystem } from '../src/domain/people/system.ts'
import { showInstant } from '../src/domain/time/show-time.ts'
import { after, hour, minute } from '../src/domain/time/span.ts'
import { isActive } from '../src/domain/updates/update.ts'
import type { ApiClient } from '../src/main/api-client.ts'
import type { House } from '../src/main/compose-app.ts'
import { awaited, finishCheck } from './play-first-release.ts'
import { boardLink, openSandboxPage, pagesFor } from './sandbox-pages.ts'

export type ControlParts = {
  readonly house: House
  readonly clock: MovableClock
  readonly api: ApiClient
  readonly links: SandboxView['links']
  /** While it exists the next update fails. */
  readonly failFile: string
}

/** What the landing page of the sandbox shows, and what its buttons do. */
export const makeSandboxControl = ({ house, clock, api, links, failFile }: ControlParts): SandboxControl => ({
  async view() {
    const clients = await statuses(house)
    return {
      now: showInstant(clock.now(), 'UTC'),
      links: [...links, boardLink],
      steps,
      clients: clients.map(describe),
      moments: moments(clients, clock.now()),
      acts: await acts(api, failFile),
    }
  },
  async advanceTo(instant) {
    await clock.advanceTo(instant)
    house.ports.wake('starts')
    house.ports.wake('deliveries')
  },
  async act(what) {
    if (what === 'finish-check') return finishCheck(api)
    if (what === 'fail-next') {
      await writeFile(failFile, 'The next update of the sandbox fails.\n')
      return true
    }
    return false
  },
  open: (page, client) => openSandboxPage(house, page, client),
})

const steps = [
  'Open the Slack page and act as Ada Lovelace (top right). In #acme-updates read the health report and the notice.',
  'Type `/update`, `/update status`, `/update help` or `/update health acme`.',
  'Press Reschedule on the notice, or type `/update reschedule acme/staging sunday 2am`. Only staging moves.',
  'Press Cancel and give a reason. Then look at the mails: staging sends none.',
  'Act as Clara Schumann in #beta-updates: `/update urgent beta/production 3.9.12 grades are not saved`. Then act as Ivy Services in #vendor-services.',
  'Act as Sam Specialist in #vendor-triage: accept Beta’s two findings, and Beta is scheduled by itself. Confirm one after all, and its updates are held. Hand one over to Tess, and she is mentioned. `/update triage` lists what is open.',
  'Below, open Acme’s report and scheduling page as Ada sees them, and the release board as the vendor does.',
  'Below, go to a cut-off and try to move the update; then go to its start and watch it run.',
]

async function statuses(house: House): Promise<ClientStatus[]> {
  const { items } = await house.app.listClients({ after: null, limit: 50 })
  const all = await Promise.all(items.map(({ id }) => house.app.readStatus(id)))
  return all.filter((status): status is ClientStatus => status !== null)
}

function describe(status: ClientStatus): SandboxView['clients'][number] {
  const { client, systems, verification, current } = status
  const copy = current && verification ? [`${current.version} on the copy: ${copyWord(verification)}`] : []
  const lines = systems.map(({ environment, version, update }) => {
    const planned =
      update && isActive(update.status)
        ? `, ${update.release} ${update.status} for ${showInstant(update.startsAt, client.zone)}`
        : ''
    return `${environment} runs ${version ?? 'unknown'}${planned}`
  })
  return { name: client.name, zone: client.zone, lines: [...copy, ...lines], ...pagesFor(status) }
}

function copyWord({ status }: Verification): string {
  if (status === 'passed') return 'healthy'
  if (status === 'reported') return 'has findings that specialists look at'
  if (status === 'blocked') return 'blocked by a confirmed failure'
  return awaitsReport(status) ? `being checked (${status === 'checking' ? 'tests run' : status})` : status
}

/** Systems that start together share their buttons. */
function moments(clients: readonly ClientStatus[], now: Date): SandboxView['moments'] {
  const found = new Map<string, { words: string; instant: Date; zone: string; systems: string[] }>()
  for (const { client, systems, numbers } of clients) {
    for (const { update } of systems) {
      if (update?.status !== 'scheduled') continue
      const cutOff = after(update.startsAt, -numbers.cutOffHours * hour + minute)
      const worthwhile: [string, Date][] = [
        ['To the day before', after(update.startsAt, -24 * hour)],
        ['Past the cut-off of', cutOff],
        ['To the start of', update.startsAt],
      ]
      for (const [words, instant] of worthwhile) {
        const key = `${words} ${instant.toISOString()} ${client.id}`
        const moment = found.get(key) ?? { words, instant, zone: client.zone, systems: [] }
        found.set(key, { ...moment, systems: [...moment.systems, formatSystem(update)] })
      }
    }
  }
  return [...found.values()]
    .filter(({ instant }) => instant > now)
    .sort((a, b) => a.instant.getTime() - b.instant.getTime())
    .map(({ words, instant, zone, systems }) => ({
      label: `${words} ${systems.join(' and ')}`,
      instant: instant.toISOString(),
      at: showInstant(instant, zone),
    }))
}

async function acts(api: ApiClient, failFile: string): Promise<SandboxView['acts']> {
  const offered: SandboxView['acts'][number][] = []
  if (await awaited(api, 'gamma')) {
    offered.push({
      what: 'finish-check',
      label: 'Finish Gamma’s check',
      note: 'Hands in a clean report for the copy of Gamma Polytechnic.',
    })
  }
  if (!existsSync(failFile))
    offered.push({
      what: 'fail-next',
      label: 'Let the next update fail',
      note: 'The sample updater then reports a failure, once.',
    })
  return offered
}
