import type { Again } from '../../domain/limits/quota.ts'
import { type Actor, mayAct, stampOf } from '../../domain/people/actor.ts'
import { formatSystem, type SystemRef } from '../../domain/people/system.ts'
import { currentRelease, type Release } from '../../domain/releases/release.ts'
import { isBehind } from '../../domain/releases/version.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import { awaitsStart, isActive } from '../../domain/updates/update.ts'
import { ok, refuse } from '../../domain/values/result.ts'
import { clientServices } from '../../notices/words/client-services.ts'
import { changeOnce } from '../ports/change.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { useQuota } from '../quotas/use-quota.ts'
import { tell } from '../telling/tell.ts'
import type { ChatUseCases, UrgentRefusal, UrgentWish } from '../use-cases/chat.ts'

type Outcome = Awaited<ReturnType<ChatUseCases['requestUrgent']>>

/** Asks services for an update now, while nothing is scheduled for the system (DESIGN 2.9). */
export const makeRequestUrgent =
  (ports: Ports): ChatUseCases['requestUrgent'] =>
  ({ actor, request, ...wish }) =>
    changeOnce<Outcome>(ports, { actor, request }, async (tx) => {
      const release = await judge(tx, actor, wish)
      if ('code' in release) return refuse(release)
      const again = await useQuota(tx, ports, actor, {
        kind: 'urgent',
        client: wish.system.client,
        of: formatSystem(wish.system),
      })
      if (again) return refuse(await tooOften(tx, ports, wish.system, again))
      const now = ports.clock.now()
      const { client, environment } = wish.system
      const by = stampOf(actor, client)
      const asked = await tx.urgentRequests.insert({
        client,
        environment,
        release: release.version,
        reason: wish.reason,
        wishedAt: wish.wishedAt,
        requestedBy: by,
        requestedAt: now,
      })
      tx.audit.write({
        actor: by,
        action: 'urgent-requested',
        client,
        subject: asked.id,
        detail: { release: release.version, reason: wish.reason },
        at: now,
      })
      tell(
        tx,
        {
          kind: 'urgent-requested',
          client,
          facts: { request: asked.id, environment, release: release.version, by },
        },
        now,
      )
      return ok(asked)
    })

async function tooOften(tx: Tx, ports: Ports, system: SystemRef, again: Again): Promise<UrgentRefusal> {
  const client = await tx.clients.find(system.client)
  const from = showInstant(again.at, client?.zone ?? 'UTC')
  const detail = `An urgent update of ${formatSystem(system)} was asked for as often as it may be for now. You can ask again from ${from}; if it cannot wait, call ${clientServices(ports.rules.contact)}.`
  return { code: 'too-often', detail, again }
}

async function judge(tx: Tx, actor: Actor, { system, release: wished }: UrgentWish): Promise<Release | UrgentRefusal> {
  const client = mayAct(actor, system.client) ? await tx.clients.lock(system.client) : null
  const known = client?.systems.find((one) => one.environment === system.environment)
  if (!known) return { code: 'not-yours', detail: `You do not administer ${formatSystem(system)}.` }
  const update = await tx.updates.current(system)
  if (update && isActive(update.status)) {
    const waits = awaitsStart(update.status) ? ' Move it earlier instead.' : ''
    const detail = `Release ${update.release} is ${update.status} for ${formatSystem(system)}.${waits}`
    return { code: 'something-scheduled', detail, update }
  }
  const open = await tx.urgentRequests.open(system)
  if (open)
    return {
      code: 'already-requested',
      detail: `Request ${open.id} for ${formatSystem(system)} is ${open.status}.`,
      request: open,
    }
  return wishedRelease(await tx.releases.list(), wished, known.version, system)
}

function wishedRelease(
  releases: readonly Release[],
  wished: string | null,
  installed: string | null,
  system: SystemRef,
): Release | UrgentRefusal {
  const release =
    wished === null ? currentRelease(releases) : (releases.find(({ version }) => version === wished) ?? null)
  if (release?.status !== 'available') {
    const detail =
      wished === null
        ? 'No release is available now.'
        : `Release ${wished.slice(0, 40)} is not available. Leave the release out to ask for the newest.`
    return { code: 'unknown-release', detail }
  }
  if (!isBehind(installed, release.version)) {
    return {
      code: 'up-to-date',
      detail: `${formatSystem(system)} already runs ${installed ?? release.version}.`,
    }
  }
  return release
}
