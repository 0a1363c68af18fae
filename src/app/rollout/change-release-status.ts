import { type Actor, type ActorStamp, stampOf } from '../../domain/people/actor.ts'
import { mayBecome, type Release, type ReleaseStatus } from '../../domain/releases/release.ts'
import { type Reasons, writtenReasons } from '../../domain/updates/reasons.ts'
import type { Update } from '../../domain/updates/update.ts'
import { ok, type Result, refuse } from '../../domain/values/result.ts'
import { lockPlans } from '../ports/locks.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import type { Refused } from '../ports/request-context.ts'
import { hold } from '../scheduling/hold.ts'
import { tell } from '../telling/tell.ts'

export type Order = {
  readonly version: string
  readonly reasons: Reasons
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

export type Turned = {
  /** The release's updates that have not started, held by this transaction. */
  readonly waiting: readonly Update[]
  readonly by: ActorStamp
  readonly now: Date
}

/** Pauses, resumes or withdraws a release: written down and told to ops. What becomes of its updates is up to `follow`. */
export async function changeReleaseStatus(
  tx: Tx,
  ports: Ports,
  { version, reasons, actor, from, to }: Order,
  follow: (turned: Turned) => Promise<void>,
): Promise<Result<Release, Refused<'unknown-release' | 'wrong-status'>>> {
  await lockPlans(tx, null)
  const release = await tx.releases.lock(version)
  if (!release) return refuse({ code: 'unknown-release', detail: `There is no release ${version}.` })
  if (!mayBecome(release.status, to) || (from !== null && release.status !== from)) {
    const detail = `Release ${version} is ${release.status} and cannot become ${to}.`
    return refuse({ code: 'wrong-status', detail })
  }
  const now = ports.clock.now()
  // What failed before a person let it go on was looked at by that person.
  const waves = release.waves && (to === 'available' ? { ...release.waves, countFrom: now } : release.waves)
  const saved = await tx.releases.save({ ...release, status: to, waves }, now)
  const by = stampOf(actor, '')
  const kind = news[to]
  tx.audit.write({
    actor: by,
    action: kind,
    client: null,
    subject: version,
    detail: writtenReasons(reasons),
    at: now,
  })
  tell(tx, { kind, client: null, facts: { release: version, by, ...reasons } }, now)
  await follow({ waiting: await tx.updates.lockWaiting(version), by, now })
  return ok(saved)
}

/** Pauses an available release and holds every update of it that has not started (DESIGN 6.2). */
export const pause = (
  tx: Tx,
  ports: Ports,
  { version, reasons, actor }: Pick<Order, 'version' | 'reasons' | 'actor'>,
): ReturnType<typeof changeReleaseStatus> =>
  changeReleaseStatus(
    tx,
    ports,
    { version, reasons, actor, from: 'available', to: 'paused' },
    async ({ waiting, by, now }) => {
      const scheduled = waiting.filter(({ status }) => status === 'scheduled')
      await hold(tx, scheduled, { hold: 'release-paused', reasons, by }, now)
    },
  )
