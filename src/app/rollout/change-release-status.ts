import { type Actor, stampOf } from '../../domain/people/actor.ts'
import { mayBecome, type Release, type ReleaseStatus } from '../../domain/releases/release.ts'
import { type Reasons, writtenReasons } from '../../domain/updates/reasons.ts'
import { ok, type Result, refuse } from '../../domain/values/result.ts'
import { lockPlans } from '../ports/locks.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import type { Refused } from '../ports/request-context.ts'
import { tell } from '../telling/tell.ts'

export type StatusChange = {
  readonly version: string
  readonly reasons: Reasons
  readonly actor: Actor
  /** The only status that it can be changed from; null where the moves of DESIGN 3 say enough. */
  readonly from: ReleaseStatus | null
  readonly to: keyof typeof news
}

const news = {
  paused: 'release-paused',
  available: 'release-resumed',
  withdrawn: 'release-withdrawn',
} as const

/**
 * Pauses, resumes or withdraws a release: written down, told to ops, and owed to each client, whatever their number. What
 * becomes of their updates is for `followUp`, after the commit; until then none of them starts.
 */
export async function changeReleaseStatus(
  tx: Tx,
  ports: Ports,
  { version, reasons, actor, from, to }: StatusChange,
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
  const by = stampOf(actor, '')
  const saved = await tx.releases.save({ ...release, status: to, waves }, now)
  await tx.releases.noteChange(version, { by, reasons, at: now })
  await tx.followUps.oweRelease(version)
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
  return ok(saved)
}
