import { stampOf } from '../../domain/people/actor.ts'
import { passGate } from '../../domain/releases/gate.ts'
import { mayBecome, type Release } from '../../domain/releases/release.ts'
import { ok, refuse } from '../../domain/values/result.ts'
import { changeBy } from '../ports/change.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { gateParts, manyFiles, takeParts } from '../report-parts/parts-owner.ts'
import { tell } from '../telling/tell.ts'
import type { PipelineUseCases } from '../use-cases/pipeline.ts'
import { requestVerifications } from '../verifications/request-verification.ts'
import { dealt } from './deal-waves.ts'

/**
 * The release gate (DESIGN 2.1). A release that passes becomes available and the roll-out starts: every client that is
 * behind is verified on a copy. One that does not pass says which number fell short, and may be tried again.
 */
export const makeJudgeRelease =
  (ports: Ports): PipelineUseCases['judgeRelease'] =>
  (version, report, actor) =>
    changeBy(ports, actor, async (tx) => {
      const now = ports.clock.now()
      const release = await tx.releases.lock(version)
      if (!release) return refuse({ code: 'unknown-release' as const, detail: `Register release ${version} first.` })
      if (!mayBecome(release.status, 'refused')) {
        const detail = `Release ${version} is ${release.status}; only a candidate or a refused release goes through the gate. ${manyFiles}`
        return refuse({ code: 'not-a-candidate' as const, detail })
      }
      const waiting = await takeParts(tx, gateParts(version), report.parts)
      if (waiting) return refuse(waiting)
      const judged = passGate(report.summary, ports.rules.gate)
      const { totals } = report.summary
      await tx.reports.insert(
        {
          verification: null,
          client: null,
          release: version,
          summary: report.summary,
          comparison: null,
          receivedAt: now,
        },
        report.cases,
      )
      const status = judged.ok ? 'available' : 'refused'
      const waves = judged.ok ? await dealt(tx, ports, release) : release.waves
      const shortfalls = judged.ok ? [] : judged.refusal.shortfalls
      const saved = await tx.releases.save({ ...release, status, gate: totals, shortfalls, waves }, now)
      tx.audit.write({
        actor: stampOf(actor, ''),
        action: `release-${status}`,
        client: null,
        subject: version,
        detail: { ...totals },
        at: now,
      })
      if (!judged.ok) {
        tell(tx, { kind: 'release-refused', client: null, facts: { release: version, totals, shortfalls } }, now)
        return judged
      }
      const clients = await rollOut(tx, saved, now)
      tell(tx, { kind: 'release-available', client: null, facts: { release: version, totals, clients } }, now)
      return ok(saved)
    }).then((outcome) => {
      ports.wake('verifications')
      return outcome
    })

/** A hotfix is offered on request only (DESIGN 3), so passing the gate starts nothing. */
const rollOut = async (tx: Tx, release: Release, now: Date): Promise<number> =>
  release.kind === 'hotfix' ? 0 : requestVerifications(tx, release, now)
