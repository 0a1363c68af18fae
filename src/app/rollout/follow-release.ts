import type { Release } from '../../domain/releases/release.ts'
import { isHeldFor, isHeldForCopy } from '../../domain/updates/hold.ts'
import { writtenReasons } from '../../domain/updates/reasons.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { Ports, StatusChanged, Tx } from '../ports/ports.ts'
import { hold } from '../scheduling/hold.ts'
import { isStagingDone } from '../scheduling/hold-for-staging.ts'
import { letGo } from '../scheduling/let-go.ts'
import { planNext } from '../scheduling/plan-next.ts'
import { scheduleVerified } from '../scheduling/schedule-verified.ts'
import { settleRequest } from '../scheduling/settle-request.ts'
import { tellAll } from '../telling/tell.ts'
import { dropRelease } from './drop-release.ts'

/** A release as it stands now, with by whom that was decided, and why. */
export type ChangedRelease = { readonly release: Release; readonly change: StatusChanged }

/**
 * Lets what waits of a release at some clients, who are held, follow its status: whatever it was in the meantime, only
 * what it is now counts.
 */
export async function followRelease(
  tx: Tx,
  ports: Ports,
  changed: ChangedRelease,
  clients: readonly string[],
): Promise<void> {
  const { version, status } = changed.release
  const waiting = await tx.updates.lockWaiting(version, clients)
  if (status === 'paused') await holdScheduled(tx, changed.change, waiting, ports.clock.now())
  if (status === 'available') await goOn(tx, ports, changed, { waiting, clients })
  if (status === 'withdrawn') await withdraw(tx, ports, changed, { waiting, clients })
}

type Concerned = { readonly waiting: readonly Update[]; readonly clients: readonly string[] }

async function holdScheduled(
  tx: Tx,
  { by, reasons }: StatusChanged,
  waiting: readonly Update[],
  now: Date,
): Promise<void> {
  const scheduled = waiting.filter(({ status }) => status === 'scheduled')
  await hold(tx, scheduled, { hold: 'release-paused', reasons, by }, now)
}

/**
 * What was held goes on; time on hold extends the deadline, and a start that went by is planned anew. What was verified in
 * the meantime is scheduled now: nobody is forgotten.
 */
async function goOn(
  tx: Tx,
  ports: Ports,
  { release: { version }, change }: ChangedRelease,
  { waiting, clients }: Concerned,
): Promise<void> {
  const held = waiting.filter(({ status }) => status === 'held')
  const [verifications, currents] = [
    await tx.verifications.currentAt(clients, version),
    await tx.updates.currents(clients),
  ]
  // What findings hold stays held until they are accepted; what a failure on staging holds, until staging is done.
  const free = held.filter((update) => {
    if (isHeldFor(update, 'staging-failed')) return isStagingDone(update, currents)
    return !isHeldForCopy(update) || verifications.get(update.client)?.status === 'passed'
  })
  await letGo(tx, ports, free, change.by)
  await scheduleVerified(tx, ports, await tx.updates.owingPlans(version, clients), version)
}

/** What has not started is cancelled for good; no skip of the client's. The release before it goes on. */
async function withdraw(
  tx: Tx,
  ports: Ports,
  { release: { version }, change }: ChangedRelease,
  { waiting, clients }: Concerned,
): Promise<void> {
  const now = ports.clock.now()
  await cancel(tx, waiting, change, now)
  await dropRelease(tx, { version, clients, change }, now)
  await planNext(tx, ports, [...new Set(waiting.map(({ client }) => client))])
}

async function cancel(tx: Tx, updates: readonly Update[], { by, reasons }: StatusChanged, now: Date): Promise<void> {
  const cancelled = await tx.updates.saveAll(
    updates.map((update) => ({
      ...update,
      status: 'cancelled' as const,
      cancelledBy: 'vendor' as const,
      hold: null,
      ...reasons,
    })),
    now,
  )
  tx.audit.write(
    ...cancelled.map(({ id: subject, client, startsAt }) => {
      const detail = { startsAt: startsAt.toISOString(), ...writtenReasons(reasons) }
      return { actor: by, action: 'update-cancelled', client, subject, detail, at: now }
    }),
  )
  tellAll(
    tx,
    cancelled.map(({ id, client, environment, release, startsAt }) => {
      const facts = { update: id, environment, release, startsAt: startsAt.toISOString(), by, ...reasons }
      return { notice: { kind: 'update-cancelled', client, facts } }
    }),
    now,
  )
  for (const id of await tx.urgentRequests.answeredBy(updates.map((update) => update.id)))
    await settleRequest(tx, id, 'failed', now)
}
