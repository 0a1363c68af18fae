import { isDeepStrictEqual } from 'node:util'
import { stampOf } from '../../domain/actor.ts'
import { mayBecome, type Release } from '../../domain/release.ts'
import { ok, refuse } from '../../domain/result.ts'
import type { WavePlan } from '../../domain/waves.ts'
import { change } from '../change.ts'
import type { PipelineUseCases } from '../pipeline.ts'
import type { Ports } from '../ports.ts'

/**
 * Registers a candidate. The same release registered again with the same facts is no error; how it goes out in waves can
 * change until it has passed its gate.
 */
export const makeRegisterRelease =
  (ports: Ports): PipelineUseCases['registerRelease'] =>
  ({ version, kind, notesUrl, waves: plan }, actor) =>
    change(ports, async (tx) => {
      const now = ports.clock.now()
      const waves = plan ? { ...plan, steps: [], countFrom: null } : null
      const known = await tx.releases.lock(version)
      if (known) {
        const differs = known.kind !== kind || known.notesUrl !== notesUrl
        if (!differs && (plan === undefined || isDeepStrictEqual(planOf(known), plan))) return ok(known)
        // Until the gate is passed nobody has been told a start: the waves may still change.
        if (!differs && mayBecome(known.status, 'refused'))
          return ok(await tx.releases.save({ ...known, waves }, now))
        const detail = differs
          ? `Release ${version} is registered as ${known.kind} with other notes; choose another version.`
          : `Release ${version} is ${known.status} and goes out as it was registered; its waves cannot change any more.`
        return refuse({ code: 'already-registered' as const, detail })
      }
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
      await tx.audit.write({
        actor: stampOf(actor, ''),
        action: 'release-registered',
        client: null,
        subject: version,
        detail: { kind },
        at: now,
      })
      return ok(release)
    })

const planOf = ({ waves }: Release): WavePlan | null =>
  waves && { shares: waves.shares, gapHours: waves.gapHours }
