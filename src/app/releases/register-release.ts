import { isDeepStrictEqual } from 'node:util'
import { type ActorStamp, stampOf } from '../../domain/people/actor.ts'
import { mayBecome, type Release } from '../../domain/releases/release.ts'
import type { WavePlan } from '../../domain/releases/waves.ts'
import { ok, refuse } from '../../domain/values/result.ts'
import { changeBy } from '../ports/change.ts'
import { type Ports, StaleWrite, type Tx } from '../ports/ports.ts'
import type { PipelineUseCases } from '../use-cases/pipeline.ts'
import { otherSpelling } from './other-spelling.ts'

type Register = PipelineUseCases['registerRelease']
type Wish = Parameters<Register>[0]

/**
 * Registers a candidate. The same release registered again with the same facts is no error; how it goes out in waves can
 * change until it has passed its gate. A version that equals another one's by the order of versions is refused.
 */
export const makeRegisterRelease =
  (ports: Ports): Register =>
  async (wish, actor) => {
    const work = (tx: Tx) => register(tx, wish, stampOf(actor, ''), ports.clock.now())
    try {
      return await changeBy(ports, actor, work)
    } catch (error) {
      // Somebody registered it, or an equal version, in this very moment: now it is there to be compared with.
      if (!(error instanceof StaleWrite)) throw error
      return changeBy(ports, actor, work)
    }
  }

async function register(
  tx: Tx,
  { version, kind, notesUrl, waves: plan }: Wish,
  actor: ActorStamp,
  now: Date,
): ReturnType<Register> {
  const waves = plan ? { ...plan, steps: [], countFrom: null } : null
  const known = await tx.releases.lock(version)
  if (known) {
    const differs = known.kind !== kind || known.notesUrl !== notesUrl
    if (!differs && (plan === undefined || isDeepStrictEqual(planOf(known), plan))) return ok(known)
    // Until the gate is passed nobody has been told a start: the waves may still change.
    if (!differs && mayBecome(known.status, 'refused')) return ok(await tx.releases.save({ ...known, waves }, now))
    const detail = differs
      ? `Release ${version} is registered as ${known.kind} with other notes; choose another version.`
      : `Release ${version} is ${known.status} and goes out as it was registered; its waves cannot change any more.`
    return refuse({ code: 'already-registered', detail })
  }
  const other = await otherSpelling(tx, version)
  if (other) return refuse(other)
  const release: Release = {
    version,
    kind,
    notesUrl,
    status: 'candidate',
    gate: null,
    shortfalls: [],
    waves,
    revision: 1,
  }
  await tx.releases.insert(release, now)
  tx.audit.write({
    actor,
    action: 'release-registered',
    client: null,
    subject: version,
    detail: { kind },
    at: now,
  })
  return ok(release)
}

const planOf = ({ waves }: Release): WavePlan | null => waves && { shares: waves.shares, gapHours: waves.gapHours }
