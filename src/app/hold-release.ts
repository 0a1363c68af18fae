import { type Actor, stampOf } from '../domain/actor.ts'
import { mayBecome, type Release, type ReleaseStatus } from '../domain/release.ts'
import { ok, type Result, refuse } from '../domain/result.ts'
import { after } from '../domain/span.ts'
import type { Update } from '../domain/update.ts'
import { awaitsReport } from '../domain/verification.ts'
import type { PipelineUseCases, Refused } from './app.ts'
import { change } from './change.ts'
import type { Ports, Tx } from './ports.ts'
import { replan } from './replan.ts'
import { tell } from './tell.ts'

type Outcome = Result<Release, Refused<'unknown-release' | 'wrong-status'>>
type Turned = 'release-paused' | 'release-resumed' | 'release-withdrawn'

/** Holds every update of the release that has not started (DESIGN 6.2). */
export const makePauseRelease =
  (ports: Ports): PipelineUseCases['pauseRelease'] =>
  (version, reason, actor) =>
    turn(ports, { version, reason, actor, to: 'paused', kind: 'release-paused' }, async (tx, update, now) => {
      if (update.status !== 'scheduled') return
      await tx.updates.save({ ...update, status: 'held', detail: reason }, now)
      const facts = { ...about(update), startsAt: update.startsAt.toISOString(), reason }
      await tell(tx, { kind: 'update-held', client: update.client, facts }, now)
    })

/** Lets what was held go on; time on hold extends the deadline, and a start that went by is planned anew. */
export const makeResumeRelease =
  (ports: Ports): PipelineUseCases['resumeRelease'] =>
  (version, reason, actor) =>
    turn(
      ports,
      { version, reason, actor, to: 'available', kind: 'release-resumed' },
      async (tx, update, now) => {
        if (update.status !== 'held') return
        const held = await tx.updates.heldSince(update.id)
        const deadline = held ? after(update.deadline, now.getTime() - held.getTime()) : update.deadline
        const resumed = await tx.updates.save({ ...update, status: 'scheduled', detail: null, deadline }, now)
        if (resumed.startsAt <= now) return replan(tx, ports, resumed, 'missed')
        const facts = { ...about(resumed), startsAt: resumed.startsAt.toISOString() }
        await tell(tx, { kind: 'update-resumed', client: resumed.client, facts }, now)
      },
    )

/** Cancels for good what has not started; no skip of the client's. */
export const makeWithdrawRelease =
  (ports: Ports): PipelineUseCases['withdrawRelease'] =>
  (version, reason, actor) =>
    turn(
      ports,
      { version, reason, actor, to: 'withdrawn', kind: 'release-withdrawn' },
      async (tx, update, now) => {
        if (update.status !== 'scheduled' && update.status !== 'held') return
        await tx.updates.save({ ...update, status: 'cancelled', cancelledBy: 'vendor', detail: reason }, now)
        const facts = {
          ...about(update),
          startsAt: update.startsAt.toISOString(),
          by: stampOf(actor, update.client),
          reason,
        }
        await tell(tx, { kind: 'update-cancelled', client: update.client, facts }, now)
      },
    )

type Order = {
  readonly version: string
  readonly reason: string
  readonly actor: Actor
  readonly to: ReleaseStatus
  readonly kind: Turned
}

const turn = (
  ports: Ports,
  order: Order,
  each: (tx: Tx, update: Update, now: Date) => Promise<void>,
): Promise<Outcome> =>
  change(ports, async (tx): Promise<Outcome> => {
    const { version, reason, actor, to, kind } = order
    await tx.updates.lockSlots()
    const release = await tx.releases.lock(version)
    if (!release) return refuse({ code: 'unknown-release', detail: `There is no release ${version}.` })
    if (!mayBecome(release.status, to) || (kind === 'release-resumed' && release.status !== 'paused')) {
      return refuse({
        code: 'wrong-status',
        detail: `Release ${version} is ${release.status} and cannot become ${to}.`,
      })
    }
    const now = ports.clock.now()
    const saved = await tx.releases.save({ ...release, status: to }, now)
    const by = stampOf(actor, '')
    await tx.audit.write({
      actor: by,
      action: kind,
      client: null,
      subject: version,
      detail: { reason },
      at: now,
    })
    await tell(tx, { kind, client: null, facts: { release: version, by, reason } }, now)
    for (const { id } of await tx.updates.waitingOf(version)) {
      const update = await tx.updates.lock(id)
      if (update) await each(tx, update, now)
    }
    if (to === 'withdrawn') await dropVerifications(tx, version)
    return ok(saved)
  })

async function dropVerifications(tx: Tx, release: string): Promise<void> {
  for (const verification of await tx.verifications.awaited(release)) {
    if (awaitsReport(verification.status))
      await tx.verifications.save({ ...verification, status: 'obsolete' })
  }
}

const about = ({ id, environment, release }: Update) => ({ update: id, environment, release })
