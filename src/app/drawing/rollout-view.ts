import type { Client } from '../../domain/people/client.ts'
import { currentRelease, type Release } from '../../domain/releases/release.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import { haveSeenAll } from '../../domain/updates/seen.ts'
import { awaitsStart, type Update } from '../../domain/updates/update.ts'
import type { RolloutView, UpdateView } from '../../notices/notice/views.ts'
import type { AuditEntry, Ports, Tx } from '../ports/ports.ts'
import { numbersOf } from '../scheduling/planning.ts'

/** Reads what the standing card of one release at one client shows now. */
export async function readRollout(tx: Tx, ports: Ports, client: Client, release: Release): Promise<RolloutView> {
  const updates = latestPerSystem(await tx.updates.ofRelease(client.id, release.version))
  const verification = await tx.verifications.current(client.id, release.version)
  const report = verification?.report ? await tx.reports.find(verification.report) : null
  const waiting = updates.filter(({ status }) => awaitsStart(status)).map(({ id }) => id)
  return {
    client,
    release,
    isCurrent: currentRelease(await tx.releases.list())?.version === release.version,
    updates: await Promise.all(updates.map((update) => withChange(tx, update))),
    checked: verification && report && { totals: report.summary.totals, verification: verification.id },
    seenBy: haveSeenAll(waiting, await tx.seen.of(waiting)),
    numbers: numbersOf(ports, client),
    now: ports.clock.now(),
  }
}

/** Production first; of several updates of one system the newest. */
function latestPerSystem(updates: readonly Update[]): Update[] {
  const latest = new Map<string, Update>()
  for (const update of updates) {
    const known = latest.get(update.environment)
    if (!known || numberOf(update) > numberOf(known)) latest.set(update.environment, update)
  }
  return [...latest.values()].sort((a, b) => a.environment.localeCompare(b.environment))
}

const numberOf = ({ id }: Update): number => Number(id.slice(2))

async function withChange(tx: Tx, update: Update): Promise<UpdateView> {
  const entry = await tx.audit.latest(update.id)
  return {
    update,
    change: entry ? changeWords(entry, update.zone) : null,
    last: await tx.outcomes.last(update),
  }
}

function changeWords({ action, actor, detail }: AuditEntry, zone: string): string | null {
  const at = (value: unknown): string => (typeof value === 'string' ? showInstant(new Date(value), zone, 'short') : '')
  switch (action) {
    case 'update-scheduled':
      if (typeof detail['reason'] === 'string') return `scheduled by ${actor.name}: ${detail['reason']}`
      if (typeof detail['replaces'] !== 'string') return null
      return typeof detail['from'] === 'string'
        ? `replaces release ${detail['replaces']}, which was to start ${at(detail['from'])}`
        : `replaces release ${detail['replaces']}`
    case 'urgent-scheduled':
      return `asked for as ${detail['request']}, accepted by ${actor.name}`
    case 'update-rescheduled':
      return `moved by ${actor.name}, from ${at(detail['from'])}`
    case 'update-restored':
      return `restored by ${actor.name}`
    case 'update-cancelled':
      return `cancelled by ${actor.name}`
    default:
      return null
  }
}
