import { type Actor, type ActorStamp, stampOf } from '../domain/actor.ts'
import { mayBecome, type Release, type ReleaseStatus } from '../domain/release.ts'
import { ok, type Result, refuse } from '../domain/result.ts'
import type { Update } from '../domain/update.ts'
import type { PipelineUseCases, Refused } from './app.ts'
import { change } from './change.ts'
import { dropRelease } from './drop-release.ts'
import { goAhead } from './go-ahead.ts'
import { hold } from './hold.ts'
import { isHeldForCopy } from './hold-for-copy.ts'
import { letGo } from './let-go.ts'
import { planNext } from './plan-next.ts'
import type { Ports, Tx } from './ports.ts'
import { settleRequest } from './settle-request.ts'
import { tell } from './tell.ts'
import { verificationsOf } from './verifications-of.ts'

type Outcome = Result<Release, Refused<'unknown-release' | 'wrong-status'>>

/** Holds every update of the release that has not started (DESIGN 6.2). */
export const makePauseRelease =
  (ports: Ports): PipelineUseCases['pauseRelease'] =>
  (version, reason, actor) =>
    turn(
      ports,
      { version, reason, actor, from: 'available', to: 'paused' },
      async ({ tx, waiting, by, now }) => {
        for (const update of waiting) {
          if (update.status === 'scheduled') await hold(tx, update, { reason, by }, now)
        }
      },
    )

/**
 * Lets what was held go on; time on hold extends the deadline, and a start that went by is planned anew. What was
 * verified in the meantime is scheduled now: nobody is forgotten.
 */
export const makeResumeRelease =
  (ports: Ports): PipelineUseCases['resumeRelease'] =>
  (version, reason, actor) =>
    turn(
      ports,
      { version, reason, actor, from: 'paused', to: 'available' },
      async ({ tx, waiting, by, now }) => {
        const free: Update[] = []
        for (const update of waiting) {
          if (update.status === 'held' && (await mayGoOn(tx, update))) free.push(update)
        }
        await letGo(tx, ports, free, by, now)
        for (const { client, status } of await verificationsOf(tx, version)) {
          if (status === 'passed') await goAhead(tx, ports, client, version)
        }
      },
    )

/** Cancels for good what has not started; no skip of the client's. The release before it goes on. */
export const makeWithdrawRelease =
  (ports: Ports): PipelineUseCases['withdrawRelease'] =>
  (version, reason, actor) =>
    turn(ports, { version, reason, actor, from: null, to: 'withdrawn' }, async ({ tx, waiting, by, now }) => {
      for (const update of waiting) await cancel(tx, update, reason, by, now)
      await dropRelease(tx, { version, reason, by }, now)
      for (const client of new Set(waiting.map((update) => update.client))) await planNext(tx, ports, client)
    })

/** What findings hold stays held until they are accepted. */
async function mayGoOn(tx: Tx, update: Update): Promise<boolean> {
  if (!isHeldForCopy(update)) return true
  return (await tx.verifications.current(update.client, update.release))?.status === 'passed'
}

async function cancel(tx: Tx, update: Update, reason: string, by: ActorStamp, now: Date): Promise<void> {
  const { id, client, environment, release } = update
  const startsAt = update.startsAt.toISOString()
  await tx.updates.save({ ...update, status: 'cancelled', cancelledBy: 'vendor', detail: reason }, now)
  await tx.audit.write({
    actor: by,
    action: 'update-cancelled',
    client,
    subject: id,
    detail: { startsAt, reason },
    at: now,
  })
  const facts = { update: id, environment, release, startsAt, by, reason }
  await tell(tx, { kind: 'update-cancelled', client, facts }, now)
  await settleRequest(tx, id, 'failed', now)
}

type Order = {
  readonly version: string
  readonly reason: string
  readonly actor: Actor
  /** The only status it can be turned from; null where the moves of DESIGN 3 say enough. */
  readonly from: ReleaseStatus | null
  readonly to: keyof typeof news
}

const news = {
  paused: 'release-paused',
  available: 'release-resumed',
  withdrawn: 'release-withdrawn',
} as const

type Turned = {
  readonly tx: Tx
  /** The release's updates that have not started, held by this transaction. */
  readonly waiting: readonly Update[]
  readonly by: ActorStamp
  readonly now: Date
}

const turn = (ports: Ports, order: Order, follow: (turned: Turned) => Promise<void>): Promise<Outcome> =>
  change(ports, async (tx): Promise<Outcome> => {
    const { version, reason, actor, from, to } = order
    await tx.updates.lockSlots()
    const release = await tx.releases.lock(version)
    if (!release) return refuse({ code: 'unknown-release', detail: `There is no release ${version}.` })
    if (!mayBecome(release.status, to) || (from !== null && release.status !== from)) {
      return refuse({
        code: 'wrong-status',
        detail: `Release ${version} is ${release.status} and cannot become ${to}.`,
      })
    }
    const now = ports.clock.now()
    const saved = await tx.releases.save({ ...release, status: to }, now)
    const by = stampOf(actor, '')
    const kind = news[to]
    const said = { actor: by, action: kind, client: null, subject: version, detail: { reason }, at: now }
    await tx.audit.write(said)
    await tell(tx, { kind, client: null, facts: { release: version, by, reason } }, now)
    const waiting: Update[] = []
    for (const { id } of await tx.updates.waitingOf(version)) {
      const update = await tx.updates.lock(id)
      if (update && (update.status === 'scheduled' || update.status === 'held')) waiting.push(update)
    }
    await follow({ tx, waiting, by, now })
    return ok(saved)
  })
